import type { Session } from '@lockstep/contracts';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { explain } from '../../api/explain.js';
import { listSessions, startSession } from '../../api/sessions.js';
import { useReloadEvery, useResource } from '../../api/use-resource.js';
import { SessionStatusBadge } from '../live/session-controls.js';
import { formatDate } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import type { Texts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Notice } from '../../ui/notice.js';
import { NewSessionDialog } from './new-session-dialog.js';

/** How often it is read which session is on air, ms. */
const readEveryMs = 4000;

export function SessionsSection({ token }: { token: string }) {
  const { texts } = useLanguage();
  const words = texts.sessions;
  const load = useCallback((signal: AbortSignal) => listSessions(token, signal), [token]);
  const { value: sessions, error, reload } = useResource(load);
  useReloadEvery(readEveryMs, reload);
  const [making, setMaking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const start = async (session: Session) => {
    setFailure(undefined);
    try {
      await startSession(session.id, token);
      reload();
    } catch (refusal) {
      setFailure(refusal);
    }
  };
  return (
    <>
      <div className="panel__head">
        <h1>{words.title}</h1>
        <Button look="primary" icon="plus" onClick={() => setMaking(true)}>
          {words.create}
        </Button>
      </div>
      {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
      {failure !== undefined && <Notice kind="error">{explain(failure, texts)}</Notice>}
      {sessions?.length === 0 && <p className="empty">{words.none}</p>}
      <ul className="rows">
        {sessions?.map((session) => (
          <SessionRow key={session.id} session={session} onStart={() => void start(session)} />
        ))}
      </ul>
      {making && (
        <NewSessionDialog
          token={token}
          onClose={() => setMaking(false)}
          onMade={() => {
            setMaking(false);
            reload();
          }}
        />
      )}
    </>
  );
}

function SessionRow({ session, onStart }: { session: Session; onStart: () => void }) {
  const { texts, tag } = useLanguage();
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
      </div>
      <div className="row">
        {session.status === 'scheduled' && (
          <Button small look="primary" icon="play" onClick={onStart}>
            {words.start}
          </Button>
        )}
        <Link className="button button--small" to={pathOf(teacher)}>
          {words.teacherPage}
        </Link>
        {session.status !== 'ended' && (
          <>
            <a className="button button--small" href={student} target="_blank" rel="noopener">
              {words.studentPage}
            </a>
            <CopyButton value={new URL(student, location.href).href} label={words.copyLink} />
          </>
        )}
      </div>
    </li>
  );
}

function sourceName({ source, lessonVersion }: Session, texts: Texts): string {
  if (source.kind === 'teacher') return texts.teacher.stream.virtual(lessonVersion ?? 1);
  return source.kind === 'rtmp' ? 'RTMP' : source.file;
}

const pathOf = (address: string) => new URL(address, location.href).pathname;
