import type { Role } from '@lockstep/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type SubmitEvent, type ReactNode, useState } from 'react';
import { explain } from '../api/explain.js';
import { hasStatus } from '../api/http.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { isSignedIn, setSignedIn, setStaffToken, useSignIn } from '../api/staff-token.js';
import { signOut } from '../api/account.js';
import { useAccountTexts } from '../i18n/account-texts.js';
import { useTexts } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';

type StaffGateProps = { readonly children: ReactNode; readonly welcome?: ReactNode };

/** Shows its content to staff who have signed in, and asks everybody else to. */
export function StaffGate({ children, welcome }: StaffGateProps) {
  const signIn = useSignIn();
  return signIn === null ? (
    <SignInPage welcome={welcome} />
  ) : (
    <Checked key={signIn} signIn={signIn} welcome={welcome}>
      {children}
    </Checked>
  );
}

/** The staff member who has signed in; null before the server has said it. */
export function useStaff(): { readonly name: string; readonly role: Role } | null {
  const { data } = useQuery({ ...queries.me(useSignIn() ?? 0), enabled: false });
  return data?.kind === 'staff' ? data : null;
}

/** Forgets the token, ends the sign-in, and forgets what was read with them. */
export function useSignOut(): () => void {
  const cache = useQueryClient();
  return () => {
    const ended = isSignedIn() ? signOut() : Promise.resolve();
    const forget = () => {
      setStaffToken(null);
      setSignedIn(false);
      cache.clear();
    };
    void ended.then(forget, forget); // a server that is away keeps the cookie until it ends by itself
  };
}

function Checked({ signIn, welcome, children }: StaffGateProps & { readonly signIn: number }) {
  const texts = useTexts();
  const me = useQuery(queries.me(signIn));
  const accounts = useAccountTexts();
  const problem = problemOf(me);
  if (me.data?.kind === 'staff') return children;
  if (me.data?.kind === 'student') return <SignInPage welcome={welcome} refused={texts.signIn.student} />;
  if (me.data) return <NoStaff name={me.data.name} />;
  if (hasStatus(problem, 401))
    return <SignInPage welcome={welcome} refused={isSignedIn() ? accounts.signedOut : texts.signIn.wrong} />;
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="plain__main">
        {problem ? (
          <div className="stack">
            <Notice kind="error">{explain(problem, texts)}</Notice>
            <Button onClick={() => void me.refetch()}>{texts.common.retry}</Button>
          </div>
        ) : (
          <p className="soft">{texts.common.loading}</p>
        )}
      </main>
    </div>
  );
}

/** A student with an account: classes are entered by their link. */
function NoStaff({ name }: { name: string }) {
  const texts = useTexts();
  const accounts = useAccountTexts();
  const leave = useSignOut();
  return (
    <div className="plain">
      <AppBar>
        <Button look="quiet" small onClick={leave}>
          {texts.signIn.out}
        </Button>
      </AppBar>
      <main id="content" className="plain__main">
        <div className="card card--narrow">
          <h1 className="card__title">{texts.signIn.as(name)}</h1>
          <p>{accounts.studentHome}</p>
        </div>
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
  const accounts = useAccountTexts();
  const [token, setToken] = useState('');
  const Title = alone ? 'h1' : 'h2';
  const submit = (event: SubmitEvent) => {
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
      <Link to="/sign-in">{accounts.withAccount}</Link>
    </form>
  );
}
