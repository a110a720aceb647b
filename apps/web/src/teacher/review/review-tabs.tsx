import type { Answer, Attendance, RosterEntry, Session } from '@lockstep/contracts';
import { useState } from 'react';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { useTexts } from '../../i18n/language.js';
import { type Tab, Tabs } from '../../ui/tabs.js';
import { AnswersPanel } from '../live/answers-panel.js';
import { openAnswers } from '../live/open-answers.js';
import { CommentsPanel } from './comments-panel.js';
import type { CueTime } from './cue-times.js';
import type { Lanes } from './lanes.js';
import { PlannedTimes } from './planned-times.js';
import { QuestionResults } from './question-results.js';
import { StudentResults } from './student-results.js';
import { Transcript } from './transcript.js';

type Moments = Pick<Parameters<typeof Transcript>[0], 'view' | 'startPtsMs' | 'onSeek'>;
type TabsProps = Moments & {
  readonly answers: readonly Answer[];
  readonly roster: readonly RosterEntry[];
  readonly session: Session;
  readonly lanes: Lanes;
  readonly cues: readonly CueTime[];
  readonly attendance: readonly Attendance[];
  readonly endPtsMs: number;
};

type Side = 'words' | 'questions' | 'answers' | 'students' | 'planned' | 'comments';

/** Everything that happened, by what somebody looks for. */
export function ReviewTabs(props: TabsProps) {
  const { session, answers, roster, attendance, lanes, cues, view, startPtsMs, endPtsMs, onSeek } = props;
  const texts = useTexts();
  const words = useReviewTexts().tabs;
  const { questions } = session.lesson;
  const [side, setSide] = useState<Side>('answers');
  const begins = useFirstView(openAnswers(answers, questions).length > 0);
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
      content: <StudentResults {...{ session, roster, attendance, endPtsMs }} {...shared} />,
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
    ...useMomentTabs(session.id, cues, { view, startPtsMs, onSeek }),
  ];
  return (
    <section className="panel panel--tabs" aria-label={words.label}>
      <Tabs<Side> label={words.label} selected={side} onSelect={setSide} tabs={tabs} />
    </section>
  );
}

/** What is left to do comes first; it stays in view when it is done. */
function useFirstView(hasOpen: boolean): 'open' | 'all' {
  const [hadOpen, setHadOpen] = useState(false);
  if (hasOpen && !hadOpen) setHadOpen(true);
  return hasOpen || hadOpen ? 'open' : 'all';
}

/** What is said of moments, and when they were planned. */
function useMomentTabs(
  sessionId: string,
  cues: readonly CueTime[],
  { view, startPtsMs, onSeek }: Moments,
): readonly Tab<Side>[] {
  const words = useReviewTexts().tabs;
  return [
    {
      value: 'comments',
      label: words.comments,
      keeps: true,
      content: <CommentsPanel sessionId={sessionId} view={view} startPtsMs={startPtsMs} onSeek={onSeek} />,
    },
    {
      value: 'planned',
      label: words.planned,
      content: <PlannedTimes cues={cues} startPtsMs={startPtsMs} onSeek={onSeek} />,
    },
  ];
}
