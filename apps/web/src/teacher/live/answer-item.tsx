import { type Answer, type Question, wordsOfParts } from '@lockstep/contracts';
import { formatSeconds } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { IconButton } from '../../ui/button.js';
import { CorrectionBar } from './correction-bar.js';
import { JudgementView } from './judgement-view.js';
import type { Corrections } from './use-corrections.js';

export const verdictLooks: Record<Answer['verdict'], string> = {
  right: 'badge badge--good',
  partly: 'badge badge--wait',
  wrong: 'badge badge--live',
  'not-reviewed': 'badge',
};

const isBeingJudged = ({ judging, correction }: Answer) =>
  correction === null && (judging === 'waiting' || judging === 'claimed');

/** The text of the chosen answers, or what was written. */
export function answerWords(
  { text, parts, choices: chosen, questionId }: Pick<Answer, 'text' | 'choices' | 'parts' | 'questionId'>,
  questions: readonly Question[],
): string {
  if (text !== null) return text;
  const question = questions.find(({ id }) => id === questionId);
  if (question?.task) return wordsOfParts(question.task, parts).join('; ');
  const choices = question?.choices ?? [];
  return chosen.map((id) => choices.find((choice) => choice.id === id)?.text ?? id).join(', ');
}

type AnswerItemProps = {
  readonly answer: Answer;
  readonly questions: readonly Question[];
  readonly together: (correctionId: string) => number;
  readonly corrections: Corrections;
  /** Absent: nobody is there any more to be written to. */
  readonly onReply?: ((answer: Answer) => void) | undefined;
  /** Shows the frame of a stream time; absent where nothing is replayed. */
  readonly onSeek?: ((ptsMs: number) => void) | undefined;
};

/** One answer: what was written, what was thought of it, and what the teacher says. */
export function AnswerItem({ answer, questions, together, corrections, onReply, onSeek }: AnswerItemProps) {
  const { texts, tag } = useLanguage();
  const words = texts.teacher.answers;
  const { correction, student } = answer;
  // nothing is right or wrong, so there is nothing to judge
  const isOpinion = questions.some(({ id, poll }) => id === answer.questionId && poll === true);
  const before = correction && correction.original !== correction.verdict ? correction.original : null;
  return (
    <>
      <div className="answers__head">
        <span className="answers__name">{student.name}</span>
        {answer.flag === 'danger' && <span className="badge badge--live">{words.danger}</span>}
        {!isOpinion && (
          <span className={verdictLooks[answer.verdict]}>
            {isBeingJudged(answer) ? words.waiting : words.verdict[answer.verdict]}
          </span>
        )}
        {before && <s className="small soft">{words.verdict[before]}</s>}
        <span className="small soft tabular">
          {[
            words.after(formatSeconds(answer.answeredPtsMs - answer.shownPtsMs, tag)),
            answer.attempt > 1 && words.attempt(answer.attempt),
            answer.spoken && words.spoken,
            answer.confidence !== null && words.confidence[answer.confidence - 1],
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      <p className="answers__text">{answerWords(answer, questions)}</p>
      {!isOpinion && (
        <CorrectionBar answers={[answer]} together={together} corrections={corrections} of={student.name} />
      )}
      {answer.judgement && <JudgementView judgement={answer.judgement} shown={answer.shown} />}
      {onReply && (
        <IconButton small icon="message" label={words.reply(student.name)} onClick={() => onReply(answer)} />
      )}
      {onSeek && (
        <IconButton
          small
          icon="play"
          data-choice="moment"
          label={words.moment(student.name)}
          onClick={() => onSeek(answer.answeredPtsMs)}
        />
      )}
    </>
  );
}
