import type { FeedbackBody, LessonState, Lobby } from '@lockstep/contracts';
import type { Player } from '@lockstep/player';
import { lazy, Suspense, useMemo } from 'react';
import { postRecording } from '../api/sessions.js';
import { useTexts } from '../i18n/language.js';
import type { LessonView } from '../stage/lesson-view.js';
import { ClassFeedbackCard } from '../stage/class-cards.js';
import { PrivateFeedbackCard } from '../stage/private-feedback.js';
import { AskingCard } from './asking-card.js';
import type { ClassroomLink } from './use-classroom.js';
import { QuestionCard } from '../stage/question-card.js';
import type { Listener } from '../stage/spoken-answer.js';
import { latestWords, type Standing } from '../stage/standing.js';
import type { Draft, GivenAnswer } from '../stage/given-answer.js';

// a class never needs it
const PaceControls = lazy(async () => ({ default: (await import('./pace-controls.js')).PaceControls }));

type PanelProps = {
  readonly lobby: Lobby;
  readonly link: ClassroomLink;
  readonly studentId: string;
  /** Of this student in this session. */
  readonly seed: string;
  readonly player: Player | null;
  readonly view: LessonView;
  readonly state: LessonState;
  /** This student's own words that are due, oldest first. */
  readonly mine: readonly FeedbackBody[];
  readonly given: GivenAnswer | undefined;
  readonly standing: Standing | null;
  /** The question was closed since the frame on screen. */
  readonly isClosed: boolean;
  readonly onAnswer: (answer: Draft, attempt: number) => void;
};

/** What concerns this student now. The region is live: readers announce a question when its frame brings it. */
export function Panel(props: PanelProps) {
  const { lobby, link, studentId, seed, player, view, state, mine, given, standing, isClosed, onAnswer } =
    props;
  const texts = useTexts().student;
  const { question, result, feedback } = state;
  const lang = lobby.language;
  const listener = useListener(lobby);
  const voice = { sessionId: lobby.id, player };
  const empty = !question && !feedback && mine.length === 0;
  return (
    <section className="stage__panel" aria-label={texts.panel} aria-live="polite">
      {lobby.selfPaced && state.phase === 'running' && (
        <Suspense fallback={null}>
          <PaceControls link={link} state={state} />
        </Suspense>
      )}
      {latestWords(mine).map((body) => (
        <PrivateFeedbackCard key={body.feedbackId} body={body} lang={lang} voice={voice} />
      ))}
      {feedback && <ClassFeedbackCard feedback={feedback} lang={lang} />}
      {question && standing && (
        <QuestionCard
          key={question.openedSeq}
          question={question}
          view={view}
          given={given}
          standing={standing}
          isClosed={isClosed}
          result={result?.questionId === question.id ? result : null}
          lang={lang}
          listener={listener}
          seed={seed}
          onAnswer={onAnswer}
        />
      )}
      {empty && <p className="stage__quiet soft">{lobby.selfPaced ? texts.alone.quiet : texts.quiet}</p>}
      {lobby.asking !== 'off' && lobby.status === 'live' && (
        <AskingCard {...{ lobby, studentId, link, player, view, state }} />
      )}
    </section>
  );
}

function useListener({ id, canTranscribe }: Lobby): Listener {
  return useMemo(
    () => ({
      // Where it is not known beforehand, the server says so when it is asked, and the page passes that on.
      canTranscribe,
      listen: async (recording, signal) => (await postRecording(id, recording, signal)).text,
    }),
    [id, canTranscribe],
  );
}
