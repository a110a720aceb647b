import type { Session } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useParams } from 'react-router';
import { explain } from '../../api/explain.js';
import type { LineState } from '../../api/classroom-socket.js';
import { hasStatus } from '../../api/http.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { useTexts } from '../../i18n/language.js';
import { AppBar } from '../../ui/app-bar.js';
import { BarMenu } from '../../ui/bar-menu.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { useDocumentTitle } from '../../ui/document-title.js';
import { Notice } from '../../ui/notice.js';
import { StaffGate, useSignOut } from '../../account/staff-gate.js';
import { useDeckSlides } from '../../stage/slide-images.js';
import { useLessonPlayer, useLessonState } from '../../stage/use-lesson-player.js';
import { ControlsPanel } from './controls-panel.js';
import { DangerNotice } from './danger-notice.js';
import { useInBandEvents } from './in-band-panel.js';
import { Preview } from './preview.js';
import { QuestionsPanel } from './questions-panel.js';
import { RenditionsNotice } from './renditions-notice.js';
import { RecordingNotice } from './recording-notice.js';
import { LastOutcome, ModeControls, SessionStatusBadge, StartEnd } from './session-controls.js';
import { FaultNotice } from './session-fault.js';
import { SideTabs } from './side-tabs.js';
import { SlidesPanel } from './slides-panel.js';
import './teacher.css';
import './commands.css';
import { useActions } from './use-actions.js';
import { useClassList } from './use-class-list.js';
import { useControls } from './use-controls.js';
import { Waiting } from './waiting.js';

export function TeacherPage() {
  const { sessionId = '' } = useParams();
  return (
    <StaffGate>
      <Loaded key={sessionId} sessionId={sessionId} />
    </StaffGate>
  );
}

function Loaded({ sessionId }: { sessionId: string }) {
  const texts = useTexts();
  const session = useQuery(queries.session(sessionId));
  const problem = problemOf(session);
  useDocumentTitle(session.data ? `${texts.teacher.page}: ${session.data.title}` : texts.teacher.page);
  if (session.data) return <Teaching session={session.data} />;
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="plain__main">
        {problem ? (
          <div className="stack">
            <Notice kind="error">
              {hasStatus(problem, 404) ? texts.teacher.notFound : explain(problem, texts)}
            </Notice>
            <Button onClick={() => void session.refetch()}>{texts.common.retry}</Button>
          </div>
        ) : (
          <p className="soft">{texts.common.loading}</p>
        )}
      </main>
    </div>
  );
}

function Teaching({ session }: { session: Session }) {
  const screen = useRef<HTMLDivElement>(null);
  const isLive = session.status === 'live';
  // A session that is not live has no stream to ask for.
  const playback = useLessonPlayer(screen, { url: isLive ? session.addresses.flv : null, muted: true });
  const state = useLessonState(playback.view);
  const slides = useDeckSlides(state.deck);
  const controls = useControls(session);
  const classroom = useClassList(session.id);
  const events = useInBandEvents(playback.player);
  const isVirtual = session.source.kind === 'teacher';
  const actions = useActions(session.id);
  const shared = { state, actions, disabled: !isLive };
  return (
    <div className="teaching">
      <TeachingBar session={session} line={classroom.line} />
      <main id="content" className="teaching__grid">
        <div className="teaching__notices">
          <DangerNotice answers={[...classroom.answers, ...classroom.inquiries]} />
          <LineNotice line={classroom.line} />
          <FaultNotice session={session} />
          <RecordingNotice session={session} />
          <RenditionsNotice session={session} />
        </div>
        <div className="teaching__main">
          {isVirtual && <ControlsPanel session={session} controls={controls} disabled={!isLive} />}
          <Waiting session={session} />
          <SlidesPanel slides={slides} {...shared} />
          <QuestionsPanel
            questions={session.lesson.questions}
            answers={classroom.answers}
            present={classroom.present}
            {...shared}
          />
        </div>
        <aside className="teaching__side">
          <Preview screen={screen} playback={playback} state={state} lang={session.language} />
          <div className="row">
            {!isVirtual && <ModeControls mode={state.mode} actions={actions} disabled={!isLive} />}
            <span className="grow" />
            {session.status === 'ended' && <ReviewLink sessionId={session.id} />}
            <StartEnd session={session} />
          </div>
          <LastOutcome outcome={actions.outcome} />
          <SideTabs
            session={session}
            classroom={classroom}
            events={events}
            actions={actions}
            disabled={!isLive}
          />
        </aside>
      </main>
    </div>
  );
}

function ReviewLink({ sessionId }: { sessionId: string }) {
  return (
    <Link className="button button--primary" to={`/review/${sessionId}`}>
      {useReviewTexts().open}
    </Link>
  );
}

/** Nothing on this page is up to date while the line to the class is lost. */
function LineNotice({ line }: { line: LineState }) {
  const texts = useTexts();
  const signOut = useSignOut();
  if (line === 'lost') return <Notice kind="wait">{texts.teacher.line.lost}</Notice>;
  if (line !== 'ended') return null;
  return (
    <Notice kind="error">
      {texts.teacher.line.ended}{' '}
      <button type="button" className="link" onClick={signOut}>
        {texts.signIn.title}
      </button>
    </Notice>
  );
}

function TeachingBar({ session, line }: { session: Session; line: LineState }) {
  const { teacher: texts, common } = useTexts();
  const link = new URL(session.addresses.student, location.href).href;
  const menu = (
    <BarMenu icon="more" label={common.settings}>
      <CopyButton value={link} label={texts.copyStudentLink} />
    </BarMenu>
  );
  return (
    <AppBar title={session.title} menu={menu}>
      {(line === 'lost' || line === 'ended') && <span className="badge badge--wait">{texts.line.badge}</span>}
      <SessionStatusBadge session={session} />
      <span className="teaching__link">
        <CopyButton value={link} label={texts.copyStudentLink} />
      </span>
    </AppBar>
  );
}
