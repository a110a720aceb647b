import type { FeedbackBody, LessonState, Preview } from '@lockstep/contracts';
import { type RefObject, useEffect, useRef } from 'react';
import type { Which } from '../../api/scripts.js';
import { activityOf } from '../../stage/activity.js';
import type { Draft, GivenAnswer } from '../../stage/given-answer.js';
import type { LessonView } from '../../stage/lesson-view.js';
import { Captions } from '../../stage/captions.js';
import { useDeckSlides, useWantedSlides } from '../../stage/slide-images.js';
import { SlideView } from '../../stage/slide-view.js';
import { useLessonPlayer, useLessonState } from '../../stage/use-lesson-player.js';
import { ActivityBadge } from '../../stage/activity-badge.js';
import { ClassFeedbackCard } from '../../stage/class-cards.js';
import { PlayerControls } from '../../stage/player-controls.js';
import { PrivateFeedbackCard } from '../../stage/private-feedback.js';
import { QuestionCard } from '../../stage/question-card.js';
import { latestWords, type Standing, standingOf } from '../../stage/standing.js';
import { usePreviewAnswers } from './preview-answers.js';

type PreviewStageProps = {
  readonly lessonId: string;
  readonly version: Which;
  readonly language: string;
  readonly preview: Preview;
  /** Called with the lesson's time of every frame that is drawn. */
  readonly onTime: RefObject<(atMs: number) => void>;
};

const cannotHear = { canTranscribe: false, listen: () => Promise.resolve('') };

/** The lesson as a student sees it: the same video, slides and cards. Another preview is another component. */
export function PreviewStage(props: PreviewStageProps) {
  const { lessonId, version, language, preview, onTime } = props;
  const stage = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const { wanted, want } = useWantedSlides();
  const playback = useLessonPlayer(picture, { url: preview.flv, muted: false });
  const { view, player } = playback;
  const state = useLessonState(view);
  const slides = useDeckSlides(state.deck);
  const { given, told, give } = usePreviewAnswers(lessonId, version);
  useEffect(
    () => player?.on('upcoming', ({ event }) => event.type === 'slide.shown' && want(event.index)),
    [player, want],
  );
  useEffect(() => {
    let firstPtsMs: number | null = null;
    return view.onFrame((ptsMs) => {
      firstPtsMs ??= ptsMs;
      onTime.current(preview.atMs + ptsMs - firstPtsMs);
    });
  }, [view, preview.atMs, onTime]);
  const mine = told.filter(({ judged }) => judged?.openedSeq === state.question?.openedSeq);
  const mineGiven = state.question ? given.get(state.question.openedSeq) : undefined;
  const standing = state.question && standingOf(state.question, mineGiven, mine);
  return (
    <div className="preview-stage" ref={stage}>
      <div className="preview-stage__pair">
        <div className="screen" data-touched="false">
          <div className="screen__picture" ref={picture} />
          <ActivityBadge activity={activityOf(state, standing?.kind === 'answering')} />
          <Captions caption={state.caption} lang={language} shown />
          <PlayerControls player={player} stage={stage} captions onSound={playback.unblock} />
        </div>
        <SlideView
          slides={slides}
          current={state.slide?.index ?? null}
          wanted={wanted}
          highlight={state.highlight}
        />
      </div>
      <Cards
        state={state}
        view={view}
        mine={mine}
        given={mineGiven}
        standing={standing}
        language={language}
        onAnswer={(answer, attempt) => state.question && void give(state.question, answer, attempt)}
      />
    </div>
  );
}

type CardsProps = {
  readonly state: LessonState;
  readonly view: LessonView;
  readonly mine: readonly FeedbackBody[];
  readonly given: GivenAnswer | undefined;
  readonly standing: Standing | null;
  readonly language: string;
  readonly onAnswer: (answer: Draft, attempt: number) => void;
};

/** Question, feedback and results, as a student has them; nothing is spoken in a preview. */
function Cards({ state, view, mine, given, standing, language, onAnswer }: CardsProps) {
  const { question, feedback, result } = state;
  return (
    <div className="preview-stage__cards" aria-live="polite">
      {latestWords(mine).map((body) => (
        <PrivateFeedbackCard
          key={body.feedbackId}
          body={body}
          lang={language}
          voice={{ sessionId: '', player: null }}
        />
      ))}
      {feedback && <ClassFeedbackCard feedback={feedback} lang={language} />}
      {question && standing && (
        <QuestionCard
          key={question.openedSeq}
          question={question}
          view={view}
          given={given}
          standing={standing}
          result={result?.questionId === question.id ? result : null}
          lang={language}
          listener={cannotHear}
          seed="preview"
          onAnswer={onAnswer}
        />
      )}
    </div>
  );
}
