import { type Answer, type RosterEntry, type Session, type SessionChanged } from '@lockstep/contracts';
import { useCallback, useRef, useState } from 'react';
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
import { StaffGate } from '../../ui/staff-gate.js';
import { Tabs } from '../../ui/tabs.js';
import '../stage/stage.css';
import '../student/classroom.css';
import { useDeckSlides } from '../stage/slide-images.js';
import { useLessonPlayer, useLessonState } from '../stage/use-lesson-player.js';
import { AnswersPanel } from './answers-panel.js';
import { Preview } from './preview.js';
import { QuestionsPanel } from './questions-panel.js';
import { type Addressee, SayPanel } from './say-panel.js';
import { LastOutcome, ModeControls, SessionStatusBadge, StartEnd } from './session-controls.js';
import { SlidesPanel } from './slides-panel.js';
import { StreamPanel } from './stream-panel.js';
import { StudentsPanel } from './students-panel.js';
import './teacher.css';
import { useActions } from './use-actions.js';
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

type Side = 'students' | 'answers' | 'say' | 'stream';

function Teaching({ session, token, onSession }: TeachingProps) {
  const { teacher: texts, common } = useTexts();
  const screen = useRef<HTMLDivElement>(null);
  const playback = useLessonPlayer(screen, { url: session.addresses.flv, muted: true });
  const state = useLessonState(playback.view);
  const slides = useDeckSlides(state.deck);
  const onSessionChanged = useCallback(
    ({ status, onAir }: SessionChanged) => onSession((held) => ({ ...held, status, onAir })),
    [onSession],
  );
  const { roster, answers, refusals } = useTeaching(session.id, token, onSessionChanged);
  const actions = useActions(session.id, token);
  const { questions } = session.lesson;
  const [side, setSide] = useState<Side>('students');
  const [addressee, setAddressee] = useState<Addressee>({ studentId: null });
  const disabled = session.status !== 'live';
  const present = roster.filter(({ online }) => online).length;
  const write = ({ id }: RosterEntry) => {
    setAddressee({ studentId: id });
    setSide('say');
  };
  const reply = ({ student, questionId }: Answer) => {
    setAddressee({ studentId: student.id, questionId });
    setSide('say');
  };
  const studentLink = new URL(session.addresses.student, location.href).href;

  return (
    <div className="teaching">
      <AppBar
        title={session.title}
        menu={
          <BarMenu icon="more" label={common.settings}>
            <CopyButton value={studentLink} label={texts.copyStudentLink} />
          </BarMenu>
        }
      >
        <SessionStatusBadge session={session} />
        <span className="teaching__link">
          <CopyButton value={studentLink} label={texts.copyStudentLink} />
        </span>
      </AppBar>
      <main id="content" className="teaching__grid">
        <div className="teaching__main">
          <SlidesPanel state={state} slides={slides} actions={actions} disabled={disabled} />
          <QuestionsPanel
            state={state}
            questions={questions}
            answers={answers}
            present={present}
            actions={actions}
            disabled={disabled}
          />
        </div>
        <aside className="teaching__side">
          <Preview screen={screen} playback={playback} state={state} lang={session.language} />
          <div className="row">
            <ModeControls mode={state.mode} actions={actions} disabled={disabled} />
            <span className="grow" />
            <StartEnd session={session} token={token} onSession={onSession} />
          </div>
          <LastOutcome outcome={actions.outcome} />
          <section className="panel panel--tabs">
            <Tabs<Side>
              label={texts.page}
              selected={side}
              onSelect={setSide}
              tabs={[
                {
                  value: 'students',
                  label: `${texts.students.title} ${present}`,
                  content: <StudentsPanel roster={roster} onWrite={write} />,
                },
                {
                  value: 'answers',
                  label: `${texts.answers.title} ${answers.length}`,
                  content: <AnswersPanel answers={answers} questions={questions} onReply={reply} />,
                },
                {
                  value: 'say',
                  label: texts.say.title,
                  content: (
                    <SayPanel
                      roster={roster}
                      addressee={addressee}
                      onAddressee={setAddressee}
                      actions={actions}
                      disabled={disabled}
                    />
                  ),
                },
                {
                  value: 'stream',
                  label: texts.stream.title,
                  content: <StreamPanel session={session} token={token} refusals={refusals} />,
                },
              ]}
            />
          </section>
        </aside>
      </main>
    </div>
  );
}
