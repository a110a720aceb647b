import type { Session, SessionChanged } from '@lockstep/contracts';
import { useCallback, useRef } from 'react';
import { useParams } from 'react-router';
import { explain } from '../../api/explain.js';
import { hasStatus } from '../../api/http.js';
import { getSession } from '../../api/sessions.js';
import { useResource } from '../../api/use-resource.js';
import { useTexts } from '../../i18n/language.js';
import { AppBar } from '../../ui/app-bar.js';
import { BarMenu } from '../../ui/bar-menu.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { useDocumentTitle } from '../../ui/document-title.js';
import { Notice } from '../../ui/notice.js';
import { StaffGate } from '../../account/staff-gate.js';
import { useDeckSlides } from '../../stage/slide-images.js';
import { useLessonPlayer, useLessonState } from '../../stage/use-lesson-player.js';
import { HandPanel } from './hand-panel.js';
import { useInBandEvents } from './in-band-panel.js';
import { Preview } from './preview.js';
import { QuestionsPanel } from './questions-panel.js';
import { LastOutcome, ModeControls, SessionStatusBadge, StartEnd } from './session-controls.js';
import { SideTabs } from './side-tabs.js';
import { SlidesPanel } from './slides-panel.js';
import './teacher.css';
import './hand.css';
import { useActions } from './use-actions.js';
import { useHand } from './use-hand.js';
import { useTeaching } from './use-teaching.js';

export function TeacherPage() {
  const { sessionId = '' } = useParams();
  return (
    <StaffGate>{({ token }) => <Loaded key={sessionId} sessionId={sessionId} token={token} />}</StaffGate>
  );
}

function Loaded({ sessionId, token }: { sessionId: string; token: string }) {
  const texts = useTexts();
  const load = useCallback((signal: AbortSignal) => getSession(sessionId, token, signal), [sessionId, token]);
  const session = useResource(load);
  useDocumentTitle(session.value ? `${texts.teacher.page}: ${session.value.title}` : texts.teacher.page);
  if (session.value) return <Teaching session={session.value} token={token} onSession={session.update} />;
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="plain__main">
        {session.error === undefined || session.loading ? (
          <p className="soft">{texts.common.loading}</p>
        ) : (
          <div className="stack">
            <Notice kind="error">
              {hasStatus(session.error, 404) ? texts.teacher.notFound : explain(session.error, texts)}
            </Notice>
            <Button onClick={session.reload}>{texts.common.retry}</Button>
          </div>
        )}
      </main>
    </div>
  );
}

type TeachingProps = {
  readonly session: Session;
  readonly token: string;
  readonly onSession: (change: (held: Session) => Session) => void;
};

function Teaching({ session, token, onSession }: TeachingProps) {
  const screen = useRef<HTMLDivElement>(null);
  const playback = useLessonPlayer(screen, { url: session.addresses.flv, muted: true });
  const state = useLessonState(playback.view);
  const slides = useDeckSlides(state.deck);
  const onSessionChanged = useCallback(
    ({ status, onAir }: SessionChanged) => onSession((held) => ({ ...held, status, onAir })),
    [onSession],
  );
  const hand = useHand(session.id, token);
  const { hear: onTeaching, hearBudget: onBudget } = hand;
  const classroom = useTeaching(session.id, token, { onSessionChanged, onTeaching, onBudget });
  const events = useInBandEvents(playback.player);
  const isVirtual = session.source.kind === 'teacher';
  const actions = useActions(session.id, token);
  const disabled = session.status !== 'live';
  return (
    <div className="teaching">
      <TeachingBar session={session} />
      <main id="content" className="teaching__grid">
        <div className="teaching__main">
          {isVirtual && <HandPanel session={session} token={token} hand={hand} disabled={disabled} />}
          <SlidesPanel state={state} slides={slides} actions={actions} disabled={disabled} />
          <QuestionsPanel
            state={state}
            questions={session.lesson.questions}
            answers={classroom.answers}
            present={classroom.present}
            actions={actions}
            disabled={disabled}
          />
        </div>
        <aside className="teaching__side">
          <Preview screen={screen} playback={playback} state={state} lang={session.language} />
          <div className="row">
            {!isVirtual && <ModeControls mode={state.mode} actions={actions} disabled={disabled} />}
            <span className="grow" />
            <StartEnd session={session} token={token} onSession={onSession} />
          </div>
          <LastOutcome outcome={actions.outcome} />
          <SideTabs
            session={session}
            token={token}
            classroom={classroom}
            events={events}
            actions={actions}
            disabled={disabled}
          />
        </aside>
      </main>
    </div>
  );
}

function TeachingBar({ session }: { session: Session }) {
  const { teacher: texts, common } = useTexts();
  const link = new URL(session.addresses.student, location.href).href;
  const menu = (
    <BarMenu icon="more" label={common.settings}>
      <CopyButton value={link} label={texts.copyStudentLink} />
    </BarMenu>
  );
  return (
    <AppBar title={session.title} menu={menu}>
      <SessionStatusBadge session={session} />
      <span className="teaching__link">
        <CopyButton value={link} label={texts.copyStudentLink} />
      </span>
    </AppBar>
  );
}
