import type { DeletionReport, Recording, Session } from '@lockstep/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { explain } from '../../api/explain.js';
import { hasStatus } from '../../api/http.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { useTexts } from '../../i18n/language.js';
import { AppBar } from '../../ui/app-bar.js';
import { Button } from '../../ui/button.js';
import { useDocumentTitle } from '../../ui/document-title.js';
import { Notice } from '../../ui/notice.js';
import { StaffGate } from '../../account/staff-gate.js';
import { DeletionNotice } from '../deletion-notice.js';
import { AnswersAlone, ReplayedSession } from './replayed-session.js';
import { RecordingTrouble } from './recording-trouble.js';
import { SessionKeeping } from './session-keeping.js';
import { SessionFiles } from './session-files.js';
import '../live/teacher.css';
import './review.css';

/** How often it is read how far a recording is that is being finished, ms. */
const readEveryMs = 2000;

export function ReviewPage() {
  const { sessionId = '' } = useParams();
  return (
    <StaffGate>
      <Deletable key={sessionId} sessionId={sessionId} />
    </StaffGate>
  );
}

/** Of a session that was deleted here, what was removed stays to be read. */
function Deletable({ sessionId }: { sessionId: string }) {
  const cache = useQueryClient();
  const words = useReviewTexts();
  const [report, setReport] = useState<DeletionReport | null>(null);
  if (report === null)
    return (
      <Loaded
        sessionId={sessionId}
        onDeleted={(removed) => {
          setReport(removed);
          cache.removeQueries({ queryKey: ['session', sessionId] });
        }}
      />
    );
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="plain__main">
        <div className="stack">
          <DeletionNotice report={report} />
          <Link to="/review">{words.title}</Link>
        </div>
      </main>
    </div>
  );
}

type OnDeleted = { readonly onDeleted: (report: DeletionReport) => void };

function Loaded({ sessionId, onDeleted }: OnDeleted & { sessionId: string }) {
  const { title } = useReviewTexts();
  const texts = useTexts();
  const session = useQuery(queries.session(sessionId));
  const recordings = useQuery({
    ...queries.recordings(sessionId),
    refetchInterval: ({ state }) =>
      state.data?.every(({ status }) => status === 'ready') ? false : readEveryMs,
  });
  const problem = problemOf(session) ?? problemOf(recordings);
  useDocumentTitle(session.data ? `${title}: ${session.data.title}` : title);
  if (session.data && recordings.data)
    return <Reviewed session={session.data} recording={recordings.data[0]} onDeleted={onDeleted} />;
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="plain__main">
        {problem ? (
          <div className="stack">
            <Notice kind="error">
              {hasStatus(problem, 404) ? texts.teacher.notFound : explain(problem, texts)}
            </Notice>
            <Button onClick={() => void Promise.all([session.refetch(), recordings.refetch()])}>
              {texts.common.retry}
            </Button>
          </div>
        ) : (
          <p className="soft">{texts.common.loading}</p>
        )}
      </main>
    </div>
  );
}

type ReviewedProps = OnDeleted & { readonly session: Session; readonly recording: Recording | undefined };

function Reviewed({ session, recording, onDeleted }: ReviewedProps) {
  const words = useReviewTexts();
  const mp4 = recording?.files.mp4 ?? null;
  return (
    <div className="plain">
      <AppBar title={session.title}>
        <Link className="button button--small button--quiet" to="/review">
          {words.title}
        </Link>
      </AppBar>
      <main id="content" className="page page--wide stack">
        <div className="row">
          <Link className="button button--small" to={`/t/${session.id}`}>
            {words.teacherPage}
          </Link>
          <span className="grow" />
          {session.status === 'ended' && <SessionFiles session={session} />}
          {recording && <Exports recording={recording} />}
        </div>
        {recording && <RecordingTrouble recording={recording} />}
        {mp4 === null && <NotReady recording={recording} />}
        {mp4 === null ? (
          <AnswersAlone session={session} />
        ) : (
          <ReplayedSession key={mp4} session={session} source={mp4} />
        )}
        <SessionKeeping session={session} onDeleted={onDeleted} />
      </main>
    </div>
  );
}

function NotReady({ recording }: { recording: Recording | undefined }) {
  const words = useReviewTexts().recording;
  if (!recording) return <Notice>{words.noneLong}</Notice>;
  const { status, progress, failure } = recording;
  if (status === 'failed')
    return (
      <Notice kind="error">
        {words.failed} {failure}
      </Notice>
    );
  return (
    <Notice kind="wait">
      {status === 'finishing' && progress !== null
        ? words.progressLong(Math.round(progress * 100))
        : words.statusLong[status]}
    </Notice>
  );
}

function Exports({ recording: { files } }: { recording: Recording }) {
  const words = useReviewTexts().exports;
  return (
    <span className="row" role="group" aria-label={words.label}>
      {files.mp4 !== null && (
        <a className="button button--small" href={files.mp4} download>
          {words.mp4}
        </a>
      )}
      <a className="button button--small" href={files.flv} download>
        {words.flv}
      </a>
    </span>
  );
}
