import type { Account } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { explain } from '../../api/explain.js';
import { hasStatus } from '../../api/http.js';
import { accountQueries } from '../../api/own-account.js';
import { problemOf } from '../../api/query-client.js';
import { useTexts } from '../../i18n/language.js';
import { useOwnAccountTexts } from '../../i18n/own-account-texts.js';
import { AppBar } from '../../ui/app-bar.js';
import { Button } from '../../ui/button.js';
import { useDocumentTitle } from '../../ui/document-title.js';
import { Notice } from '../../ui/notice.js';
import { StaffGate, useSignOut } from '../staff-gate.js';
import { AboutCard } from './about-card.js';
import { DevicesCard } from './devices-card.js';
import { PasswordCard } from './password-card.js';
import { TokensCard } from './tokens-card.js';

/** What people see and change of their own account, students too. */
export function AccountPage() {
  useDocumentTitle(useOwnAccountTexts().title);
  return (
    <StaffGate student={<Loaded />}>
      <Loaded />
    </StaffGate>
  );
}

function Loaded() {
  const texts = useTexts();
  const words = useOwnAccountTexts();
  const account = useQuery(accountQueries.itself());
  const signOut = useSignOut();
  const problem = problemOf(account);
  return (
    <div className="plain">
      <AppBar>
        <Button look="quiet" small onClick={signOut}>
          {texts.signIn.out}
        </Button>
      </AppBar>
      <main id="content" className="page stack">
        <h1>{words.title}</h1>
        {problem && (
          <Notice kind="error">{hasStatus(problem, 403) ? words.noAccount : explain(problem, texts)}</Notice>
        )}
        {!account.data && !problem && <p className="soft">{texts.common.loading}</p>}
        {account.data && <Cards account={account.data} />}
      </main>
    </div>
  );
}

function Cards({ account }: { account: Account }) {
  return (
    <>
      <AboutCard account={account} />
      <PasswordCard account={account} />
      <DevicesCard />
      {account.role !== 'student' && <TokensCard />}
    </>
  );
}
