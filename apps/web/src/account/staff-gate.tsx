import type { Me } from '@lockstep/contracts';
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { explain } from '../api/explain.js';
import { hasStatus } from '../api/http.js';
import { getMe } from '../api/sessions.js';
import { setStaffToken, useStaffToken } from '../api/staff-token.js';
import { useResource } from '../api/use-resource.js';
import { useTexts } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';

export type Staff = { readonly token: string; readonly me: Extract<Me, { kind: 'staff' }> };

/** Shows its content to whoever has a staff token, and asks everybody else for one. */
export function StaffGate({
  children,
  welcome,
}: {
  children: (staff: Staff) => ReactNode;
  welcome?: ReactNode;
}) {
  const token = useStaffToken();
  return token === null ? (
    <SignInPage welcome={welcome} />
  ) : (
    <Checked key={token} token={token} welcome={welcome}>
      {children}
    </Checked>
  );
}

function Checked({
  token,
  welcome,
  children,
}: {
  token: string;
  welcome: ReactNode;
  children: (staff: Staff) => ReactNode;
}) {
  const texts = useTexts();
  const load = useCallback((signal: AbortSignal) => getMe(token, signal), [token]);
  const me = useResource(load);
  if (me.value?.kind === 'staff') return children({ token, me: me.value });
  if (me.value) return <SignInPage welcome={welcome} refused={texts.signIn.student} />;
  if (hasStatus(me.error, 401)) return <SignInPage welcome={welcome} refused={texts.signIn.wrong} />;
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="plain__main">
        {me.error !== undefined && !me.loading ? (
          <div className="stack">
            <Notice kind="error">{explain(me.error, texts)}</Notice>
            <Button onClick={me.reload}>{texts.common.retry}</Button>
          </div>
        ) : (
          <p className="soft">{texts.common.loading}</p>
        )}
      </main>
    </div>
  );
}

function SignInPage({ welcome, refused }: { welcome: ReactNode; refused?: string }) {
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="plain__main">
        <div className="welcome">
          {welcome}
          <SignInForm refused={refused} alone={!welcome} />
        </div>
      </main>
    </div>
  );
}

/** `alone`: it is the whole page, so its title is the page's. */
function SignInForm({ refused, alone }: { refused: string | undefined; alone: boolean }) {
  const texts = useTexts().signIn;
  const [token, setToken] = useState('');
  const Title = alone ? 'h1' : 'h2';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() !== '') setStaffToken(token.trim());
  };
  return (
    <form className="card card--narrow" onSubmit={submit}>
      <Title className="card__title">{texts.title}</Title>
      <TextField
        label={texts.token}
        hint={texts.hint}
        error={refused}
        type="password"
        name="token"
        autoComplete="current-password"
        required
        value={token}
        onChange={(event) => setToken(event.target.value)}
      />
      <Button type="submit" look="primary">
        {texts.enter}
      </Button>
    </form>
  );
}
