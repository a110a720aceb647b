import type { Answer, RosterEntry, Session } from '@lockstep/contracts';
import type { ReplayContents } from '@lockstep/player/replay';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { queries } from '../../api/queries.js';
import { useTexts } from '../../i18n/language.js';
import { hashOf, momentOf } from '../../replay/moment.js';
import { useRecordedSlides } from '../../replay/recorded-slides.js';
import { ReplayStage } from '../../replay/replay-stage.js';
import { type Replaying, useReplay } from '../../replay/use-replay.js';
import { useLessonState } from '../../stage/use-lesson-player.js';
import { CopyButton } from '../../ui/copy-button.js';
import { type Tab, Tabs } from '../../ui/tabs.js';
import { AnswersPanel } from '../live/answers-panel.js';
import { Clocks } from './clocks.js';
import { type Lanes, lanesOf } from './lanes.js';
import { QuestionResults } from './question-results.js';
import { StudentResults } from './student-results.js';
import { TextExports } from './text-exports.js';
import { Timeline } from './timeline.js';
import { Transcript } from './transcript.js';

const none: readonly never[] = [];

/** The class of a session and what it answered. */
function useClass(sessionId: string): {
  readonly answers: readonly Answer[];
  readonly roster: readonly RosterEntry[];
} {
  const answers = useQuery(queries.answers(sessionId));
  const roster = useQuery(queries.roster(sessionId));
  return { answers: answers.data ?? none, roster: roster.data ?? none };
}

/** A session as the class saw it, with everything that happened on a timeline below, and what was answered. */
export function ReplayedSession({ session, source }: { session: Session; source: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const [startMs] = useState(() => momentOf(location.hash) ?? 0);
  const replaying = useReplay(frame, source, startMs);
  const { replay, contents, view } = replaying;
  const state = useLessonState(view);
  const slides = useRecordedSlides(contents && replay, state.slide?.deckId);
  return (
    <>
      <ReplayStage
        replaying={replaying}
        frame={frame}
        state={state}
        slides={slides}
        lang={session.language}
      />
      {contents && <Below session={session} contents={contents} replaying={replaying} />}
    </>
  );
}

type BelowProps = {
  readonly session: Session;
  readonly contents: ReplayContents;
  readonly replaying: Replaying;
};

function Below({ session, contents, replaying }: BelowProps) {
  const { replay, view } = replaying;
  const { answers, roster } = useClass(session.id);
  const lanes = useLanes(contents);
  const { startPtsMs, endPtsMs } = contents;
  const onSeek = useCallback((ptsMs: number) => void replay?.seek(ptsMs), [replay]);
  return (
    <>
      <div className="row">
        <Clocks sessionId={session.id} view={view} startPtsMs={startPtsMs} />
        <span className="grow" />
        <TextExports {...{ session, answers, lanes, startPtsMs }} />
        <ShareMoment replaying={replaying} startPtsMs={startPtsMs} />
      </div>
      <Timeline {...{ lanes, answers, view, startPtsMs, endPtsMs, onSeek }} />
      <ReviewTabs {...{ session, answers, roster, lanes, view, startPtsMs, onSeek }} />
    </>
  );
}

function useLanes(contents: ReplayContents): Lanes {
  const words = useTexts().review.timeline;
  return useMemo(
    () =>
      lanesOf(contents.events, contents, {
        slide: words.slide,
        privately: words.privately,
        control: (event) => (event.type === 'teacher.mode' ? words.mode[event.mode] : words.control),
      }),
    [contents, words],
  );
}

/** A link to the frame on screen. */
function ShareMoment({ replaying, startPtsMs }: { replaying: Replaying; startPtsMs: number }) {
  const words = useTexts().review;
  const link = () =>
    location.origin + location.pathname + hashOf((replaying.view.ptsMs ?? startPtsMs) - startPtsMs);
  return <CopyButton value={link} label={words.shareMoment} />;
}

type TabsProps = Pick<Parameters<typeof Transcript>[0], 'view' | 'startPtsMs' | 'onSeek'> &
  ReturnType<typeof useClass> & { readonly session: Session; readonly lanes: Lanes };

type Side = 'words' | 'questions' | 'answers' | 'students';

function ReviewTabs({ session, answers, roster, lanes, view, startPtsMs, onSeek }: TabsProps) {
  const texts = useTexts();
  const words = texts.review.tabs;
  const { questions } = session.lesson;
  const [side, setSide] = useState<Side>('answers');
  const begins = useFirstView(answers);
  const shared = { questions, answers, startPtsMs, onSeek };
  const tabs: readonly Tab<Side>[] = [
    {
      value: 'answers',
      label: `${texts.teacher.answers.title} ${answers.length}`,
      content: (
        <AnswersPanel
          sessionId={session.id}
          answers={answers}
          questions={questions}
          onSeek={onSeek}
          begins={begins}
        />
      ),
    },
    {
      value: 'questions',
      label: words.questions,
      content: <QuestionResults opened={lanes.questions} lang={session.language} {...shared} />,
    },
    {
      value: 'students',
      label: `${texts.teacher.students.title} ${roster.length}`,
      content: <StudentResults roster={roster} {...shared} />,
    },
    {
      value: 'words',
      label: words.transcript,
      content: (
        <Transcript
          words={lanes.words}
          view={view}
          startPtsMs={startPtsMs}
          lang={session.language}
          onSeek={onSeek}
        />
      ),
    },
  ];
  return (
    <section className="panel panel--tabs" aria-label={words.label}>
      <Tabs<Side> label={words.label} selected={side} onSelect={setSide} tabs={tabs} />
    </section>
  );
}

/** What is left to do comes first; it stays in view when it is done. */
function useFirstView(answers: readonly Answer[]): 'open' | 'all' {
  const [hadOpen, setHadOpen] = useState(false);
  const hasOpen = answers.some(({ verdict }) => verdict === 'not-reviewed');
  if (hasOpen && !hadOpen) setHadOpen(true);
  return hasOpen || hadOpen ? 'open' : 'all';
}

/** What the class answered, where there is nothing to replay. */
export function AnswersAlone({ session }: { session: Session }) {
  const { answers, roster } = useClass(session.id);
  const texts = useTexts();
  const { questions } = session.lesson;
  return (
    <>
      <section className="panel" aria-labelledby="review-answers">
        <h2 id="review-answers">{texts.teacher.answers.title}</h2>
        <AnswersPanel sessionId={session.id} answers={answers} questions={questions} />
      </section>
      <section className="panel" aria-labelledby="review-students">
        <h2 id="review-students">{texts.teacher.students.title}</h2>
        <StudentResults {...{ roster, answers, questions }} startPtsMs={0} onSeek={undefined} />
      </section>
    </>
  );
}
