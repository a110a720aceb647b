import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Role } from '@lockstep/contracts';
import type { ReactNode } from 'react';
import { explain } from '../api/explain.js';
import { hasStatus } from '../api/http.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { isSignedIn, setSignedIn, setStaffToken, useSignIn } from '../api/staff-token.js';
import { signOut } from '../api/account.js';
import { forgetOwnSeats } from '../api/seats.js';
import { useAccountTexts } from '../i18n/account-texts.js';
import { useTexts } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { SignInCard } from './sign-in-card.js';

type StaffGateProps = {
  readonly children: ReactNode;
  readonly welcome?: ReactNode;
  /** What a student with an account sees in its place. */
  readonly student?: ReactNode;
};

/** Shows its content to staff who have signed in, and asks everybody else to. */
export function StaffGate({ children, welcome, student }: StaffGateProps) {
  const signIn = useSignIn();
  return signIn === null ? (
    <SignInPage welcome={welcome} />
  ) : (
    <Checked key={signIn} signIn={signIn} welcome={welcome} student={student}>
      {children}
    </Checked>
  );
}

/** The name of the account that has signed in; null before the server has said it. */
export function useAccountName(): string | null {
  const { data } = useQuery({ ...queries.me(useSignIn() ?? 0), enabled: false });
  return data === undefined || data.kind === 'student' ? null : data.name;
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
      forgetOwnSeats();
      cache.clear();
    };
    void ended.then(forget, forget); // a server that is away keeps the cookie until it ends by itself
  };
}

function Checked({ signIn, welcome, student, children }: StaffGateProps & { readonly signIn: number }) {
  const texts = useTexts();
  const me = useQuery(queries.me(signIn));
  const accounts = useAccountTexts();
  const problem = problemOf(me);
  if (me.data?.kind === 'staff') return children;
  if (me.data?.kind === 'student') return <SignInPage welcome={welcome} refused={texts.signIn.student} />;
  if (me.data) return student ?? <NoStaff />;
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

/** A student with an account has a page of their own. */
function NoStaff() {
  const accounts = useAccountTexts();
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="plain__main">
        <div className="card card--narrow">
          <h1 className="card__title">{accounts.forStaff}</h1>
          <Link to="/">{accounts.toOwnHome}</Link>
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
          <SignInCard refused={refused} alone={!welcome} />
        </div>
      </main>
    </div>
  );
}
