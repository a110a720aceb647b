import type { Invitation } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { explain } from '../api/explain.js';
import { adminQueries, invite, withdrawInvitation } from '../api/people.js';
import { problemOf } from '../api/query-client.js';
import { useAdminTexts } from '../i18n/admin-texts.js';
import { formatDate } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { useOwnAccountTexts } from '../i18n/own-account-texts.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { Outcomes } from './invite-outcomes.js';

/** Invitations that nobody has accepted yet. */
export function Invitations() {
  const { texts } = useLanguage();
  const words = useAdminTexts().invite;
  const titleId = useId();
  const invitations = useQuery(adminQueries.invitations());
  const change = useInvitationChange();
  const problem = problemOf(invitations) ?? change.error;
  if (!problem && !change.data && (invitations.data ?? []).length === 0) return null;
  return (
    <section className="stack" aria-labelledby={titleId}>
      <h2 id={titleId}>{words.open}</h2>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {change.data && (
        <div className="panel">
          <Outcomes
            outcomes={[{ email: change.data.email ?? '', made: change.data }]}
            onClose={change.reset}
          />
        </div>
      )}
      <ul className="rows">
        {invitations.data?.map((invitation) => (
          <InvitationRow
            key={invitation.id}
            invitation={invitation}
            isBusy={change.isPending}
            onAgain={() => change.mutate(() => sendAgain(invitation))}
            onWithdraw={() => change.mutate(() => withdrawInvitation(invitation.id))}
          />
        ))}
      </ul>
    </section>
  );
}

const sendAgain = ({ email, name, role }: Invitation) =>
  invite({ email: email ?? '', role, ...(name !== null && { name }) });

/** Answers with the new invitation, where one was made. */
function useInvitationChange() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (work: () => Promise<Awaited<ReturnType<typeof invite>> | undefined>) =>
      (await work()) ?? null,
    onSettled: () => cache.invalidateQueries({ queryKey: adminQueries.invitations().queryKey }),
  });
}

type RowProps = {
  readonly invitation: Invitation;
  readonly isBusy: boolean;
  readonly onAgain: () => void;
  readonly onWithdraw: () => void;
};

function InvitationRow({ invitation, isBusy, onAgain, onWithdraw }: RowProps) {
  const { tag } = useLanguage();
  const words = useAdminTexts().invite;
  const { roles } = useOwnAccountTexts();
  const { name, role, expiresAt } = invitation;
  const email = invitation.email ?? '';
  return (
    <li className="rows__row">
      <div className="rows__what">
        <span className="rows__title">
          <span className="admin-address">{name ?? email}</span>
          <span className="badge">{roles[role]}</span>
        </span>
        {name !== null && <span className="small soft admin-address">{email}</span>}
        <span className="small soft">{words.until(formatDate(expiresAt, tag))}</span>
      </div>
      <div className="row">
        <Button small disabled={isBusy} aria-label={words.againNamed(email)} onClick={onAgain}>
          {words.again}
        </Button>
        <Button
          small
          look="danger"
          disabled={isBusy}
          aria-label={words.withdrawNamed(email)}
          onClick={onWithdraw}
        >
          {words.withdraw}
        </Button>
      </div>
    </li>
  );
}
