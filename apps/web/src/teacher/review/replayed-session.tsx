import type { Answer, Attendance, RosterEntry, Session } from '@lockstep/contracts';
import type { ReplayContents } from '@lockstep/player/replay';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { queries } from '../../api/queries.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { useTexts } from '../../i18n/language.js';
import { momentOf } from '../../replay/moment.js';
import { useRecordedSlides } from '../../replay/recorded-slides.js';
import { ReplayStage } from '../../replay/replay-stage.js';
import { type Replaying, useReplay } from '../../replay/use-replay.js';
import type { LessonView } from '../../stage/lesson-view.js';
import { useLessonState } from '../../stage/use-lesson-player.js';
import { Button } from '../../ui/button.js';
import { AnswersPanel } from '../live/answers-panel.js';
import { Clocks } from './clocks.js';
import { cueTimesOf } from './cue-times.js';
import { type Lanes, lanesOf } from './lanes.js';
import { presenceMarks } from './presence-marks.js';
import { airedOf } from './wall-clock.js';
import { ReviewTabs } from './review-tabs.js';
import { ShareDialog } from './share-dialog.js';
import { StudentResults } from './student-results.js';
import { TextExports } from './text-exports.js';
import { Timeline } from './timeline.js';

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
  const [begin] = useState(() => momentOf(location.hash));
  const replaying = useReplay(frame, source, begin);
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
  const attendance = useQuery(queries.attendance(session.id)).data ?? none;
  const rewinds = useQuery(queries.rewinds(session.id)).data ?? none;
  const lanes = useLanes(contents, attendance);
  const ledger = useQuery({ ...queries.ledger(session.id), staleTime: Infinity });
  const cues = useMemo(() => cueTimesOf(ledger.data ?? none), [ledger.data]);
  const aired = useMemo(() => airedOf(ledger.data ?? none), [ledger.data]);
  const { startPtsMs, endPtsMs } = contents;
  const onSeek = useCallback((ptsMs: number) => void replay?.seek(ptsMs), [replay]);
  return (
    <>
      <div className="row">
        <Clocks aired={aired} view={view} startPtsMs={startPtsMs} />
        <span className="grow" />
        <TextExports {...{ session, answers, lanes, cues, startPtsMs }} />
        <ShareMoment sessionId={session.id} view={view} startPtsMs={startPtsMs} />
      </div>
      <Timeline {...{ lanes, answers, rewinds, view, startPtsMs, endPtsMs, aired, onSeek }} />
      <ReviewTabs
        {...{ session, answers, roster, attendance, lanes, cues, view, startPtsMs, endPtsMs, onSeek }}
      />
    </>
  );
}

function useLanes(contents: ReplayContents, attendance: readonly Attendance[]): Lanes {
  const words = useReviewTexts().timeline;
  return useMemo(
    () => ({
      ...lanesOf(contents.events, contents, {
        slide: words.slide,
        privately: words.privately,
        control: (event) => (event.type === 'teacher.mode' ? words.mode[event.mode] : words.control),
      }),
      presence: presenceMarks(attendance, contents, words.presence),
    }),
    [contents, attendance, words],
  );
}

type ShareProps = {
  readonly sessionId: string;
  readonly view: LessonView;
  readonly startPtsMs: number;
};

/** Shares the frame on screen. */
function ShareMoment({ sessionId, view, startPtsMs }: ShareProps) {
  const words = useReviewTexts().share;
  const [ptsMs, setPtsMs] = useState<number | null>(null);
  return (
    <>
      <Button small icon="copy" onClick={() => setPtsMs(view.ptsMs ?? startPtsMs)}>
        {words.open}
      </Button>
      {ptsMs !== null && <ShareDialog {...{ sessionId, ptsMs, startPtsMs }} onClose={() => setPtsMs(null)} />}
    </>
  );
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
        <StudentResults {...{ session, roster, answers, questions }} startPtsMs={0} onSeek={undefined} />
      </section>
    </>
  );
}
