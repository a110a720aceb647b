import type { DeletionReport, Session } from '@lockstep/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useStaff } from '../../account/staff-gate.js';
import { keepAnswer } from '../../api/keep-answer.js';
import { explain } from '../../api/explain.js';
import { deleteSession, holdSession } from '../../api/keeping.js';
import { queries } from '../../api/queries.js';
import { formatDate } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Notice } from '../../ui/notice.js';
import { DeleteButton } from '../delete-button.js';

type SessionKeepingProps = {
  readonly session: Session;
  readonly onDeleted: (report: DeletionReport) => void;
};

/** Until when a session is kept, its legal hold, and its deletion. */
export function SessionKeeping({ session, onDeleted }: SessionKeepingProps) {
  const { texts, tag } = useLanguage();
  const words = useReviewTexts().keeping;
  const { id, title, status, held, deletesAt } = session;
  return (
    <section className="panel stack" aria-labelledby="session-keeping">
      <h2 id="session-keeping">{words.title}</h2>
      {held ? (
        <Notice icon="lock">{words.held}</Notice>
      ) : (
        <p className="soft">
          {deletesAt !== null
            ? words.on(formatDate(deletesAt, tag))
            : status === 'ended'
              ? words.forever
              : words.afterEnd}
        </p>
      )}
      <div className="row">
        <Hold session={session} />
        {status !== 'live' && !held && (
          <DeleteButton
            label={texts.keeping.deleteSession(title)}
            title={texts.keeping.deleteSessionTitle}
            body={texts.keeping.deleteSessionBody(title)}
            remove={() => deleteSession(id)}
            onDeleted={onDeleted}
          />
        )}
      </div>
    </section>
  );
}

/** Admins set and end a hold; its end is asked for twice, because what is overdue is deleted soon after. */
function Hold({ session: { id, held } }: { readonly session: Session }) {
  const { texts } = useLanguage();
  const words = useReviewTexts().keeping;
  const cache = useQueryClient();
  const staff = useStaff();
  const [asking, setAsking] = useState(false);
  const hold = useMutation({
    mutationFn: (wanted: boolean) => holdSession(id, wanted),
    onSuccess: (changed) => {
      setAsking(false);
      void keepAnswer(cache, queries.session(id).queryKey, changed);
    },
  });
  if (staff?.role !== 'admin') return <span className="grow small soft">{words.ask}</span>;
  const problem = hold.error && <Notice kind="error">{explain(hold.error, texts)}</Notice>;
  return (
    <>
      <Button small disabled={hold.isPending} onClick={() => (held ? setAsking(true) : hold.mutate(true))}>
        {held ? words.release : words.hold}
      </Button>
      {!asking && problem}
      {asking && (
        <Dialog title={words.release} onClose={() => setAsking(false)}>
          <p>{words.releaseBody}</p>
          {problem}
          <div className="row">
            <Button look="danger" disabled={hold.isPending} onClick={() => hold.mutate(false)}>
              {words.release}
            </Button>
            <Button look="quiet" autoFocus onClick={() => setAsking(false)}>
              {texts.common.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
