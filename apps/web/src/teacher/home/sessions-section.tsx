import type { DeletionReport, Session } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { deleteSession } from '../../api/keeping.js';
import { startSession } from '../../api/sessions.js';
import { SessionStatusBadge } from '../live/session-controls.js';
import { reasonOf } from '../live/session-fault.js';
import { formatDate } from '../../i18n/format.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { useLanguage } from '../../i18n/language.js';
import type { Texts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Notice } from '../../ui/notice.js';
import { DeleteButton } from '../delete-button.js';
import { DeletionNotice } from '../deletion-notice.js';
import { NewSessionDialog } from './new-session-dialog.js';

/** How often it is read which session is on air, ms. */
const readEveryMs = 4000;

export function SessionsSection() {
  const { texts } = useLanguage();
  const words = texts.sessions;
  const cache = useQueryClient();
  const sessions = useQuery({ ...queries.sessions(), refetchInterval: readEveryMs });
  const [making, setMaking] = useState(false);
  const [deleted, setDeleted] = useState<DeletionReport | null>(null);
  const start = useMutation({
    mutationFn: startSession,
    onSuccess: () => cache.invalidateQueries({ queryKey: queries.sessions().queryKey }),
  });
  const problem = problemOf(sessions);
  return (
    <>
      <div className="panel__head">
        <h1>{words.title}</h1>
        <Button look="primary" icon="plus" onClick={() => setMaking(true)}>
          {words.create}
        </Button>
      </div>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {start.error && <Notice kind="error">{explain(start.error, texts)}</Notice>}
      {deleted && <DeletionNotice report={deleted} />}
      {sessions.data?.length === 0 && <p className="empty">{words.none}</p>}
      <ul className="rows">
        {sessions.data?.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            onStart={() => start.mutate(session.id)}
            onDeleted={(report) => {
              setDeleted(report);
              return cache.invalidateQueries({ queryKey: queries.sessions().queryKey });
            }}
          />
        ))}
      </ul>
      {making && <NewSessionDialog onClose={() => setMaking(false)} />}
    </>
  );
}

type SessionRowProps = {
  readonly session: Session;
  readonly onStart: () => void;
  readonly onDeleted: (report: DeletionReport) => unknown;
};

function SessionRow({ session, onStart, onDeleted }: SessionRowProps) {
  const { texts, tag } = useLanguage();
  const review = useReviewTexts();
  const words = texts.sessions;
  const { student, teacher } = session.addresses;
  return (
    <li className="rows__row">
      <div className="rows__what">
        <span className="rows__title">
          {session.title} <SessionStatusBadge session={session} />
        </span>
        <span className="small soft">
          {session.lesson.title} · {sourceName(session, texts)} ·{' '}
          {words.created(formatDate(session.createdAt, tag))}
        </span>
        <Kept session={session} />
        {session.fault && (
          <span className="field__error">
            {texts.teacher.fault[session.fault.code]} {reasonOf(session.fault, texts)}
          </span>
        )}
      </div>
      <div className="row">
        {session.status === 'scheduled' && (
          <Button small look="primary" icon="play" onClick={onStart}>
            {words.start}
          </Button>
        )}
        <Link className="button button--small" to={pathOf(teacher)}>
          {session.status === 'ended' ? words.viewEnded : words.teacherPage}
        </Link>
        {session.status === 'ended' && (
          <Link className="button button--small" to={`/review/${session.id}`}>
            {review.open}
          </Link>
        )}
        {session.status !== 'ended' && (
          <>
            <a className="button button--small" href={student} target="_blank" rel="noopener">
              {words.studentPage}
            </a>
            <CopyButton value={new URL(student, location.href).href} label={words.copyLink} />
          </>
        )}
        {session.status !== 'live' && !session.held && (
          <DeleteButton
            label={texts.keeping.deleteSession(session.title)}
            title={texts.keeping.deleteSessionTitle}
            body={texts.keeping.deleteSessionBody(session.title)}
            remove={() => deleteSession(session.id)}
            onDeleted={onDeleted}
          />
        )}
      </div>
    </li>
  );
}

/** What is kept of it, and for how long. */
function Kept({ session: { recorded, held, deletesAt } }: { session: Session }) {
  const { texts, tag } = useLanguage();
  const words = texts.keeping;
  const told = [
    ...(recorded ? [] : [words.notRecorded]),
    ...(held ? [words.held] : []),
    ...(deletesAt === null ? [] : [words.deletesAt(formatDate(deletesAt, tag))]),
  ];
  return told.length > 0 && <span className="small soft">{told.join(' · ')}</span>;
}

function sourceName({ source, lessonVersion }: Session, texts: Texts): string {
  if (source.kind === 'teacher') {
    const words = texts.teacher.stream;
    return (source.selfPaced === true ? words.selfPaced : words.virtual)(lessonVersion ?? 1);
  }
  return source.kind === 'rtmp' ? 'RTMP' : source.file;
}

const pathOf = (address: string) => new URL(address, location.href).pathname;
