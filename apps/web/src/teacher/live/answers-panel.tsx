import { type Answer, type Question, wordsOfParts } from '@lockstep/contracts';
import { formatSeconds } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { IconButton } from '../../ui/button.js';
import { JudgementView } from './judgement-view.js';

type AnswersPanelProps = {
  readonly answers: readonly Answer[];
  readonly questions: readonly Question[];
  readonly onReply: (answer: Answer) => void;
};

const verdictLooks: Record<Answer['verdict'], string> = {
  right: 'badge badge--good',
  partly: 'badge badge--wait',
  wrong: 'badge badge--live',
  'not-reviewed': 'badge',
};

const isBeingJudged = ({ judging }: Answer) => judging === 'waiting' || judging === 'claimed';

/** The text of the chosen answers, or what was written. */
export function answerWords(answer: Answer, questions: readonly Question[]): string {
  if (answer.text !== null) return answer.text;
  const question = questions.find(({ id }) => id === answer.questionId);
  if (question?.task) return wordsOfParts(question.task, answer.parts).join('; ');
  const choices = question?.choices ?? [];
  return answer.choices.map((id) => choices.find((choice) => choice.id === id)?.text ?? id).join(', ');
}

export function AnswersPanel({ answers, questions, onReply }: AnswersPanelProps) {
  const { texts, tag } = useLanguage();
  const words = texts.teacher.answers;
  if (answers.length === 0) return <p className="soft small">{words.none}</p>;
  return (
    <ol className="answers" aria-live="polite" aria-relevant="additions">
      {answers.map((answer) => (
        <li key={answer.id} className="answers__row">
          <div className="answers__head">
            <span className="answers__name">{answer.student.name}</span>
            {answer.flag === 'danger' && <span className="badge badge--live">{words.danger}</span>}
            <span className={verdictLooks[answer.verdict]}>
              {isBeingJudged(answer) ? words.waiting : words.verdict[answer.verdict]}
            </span>
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
          {answer.judgement && <JudgementView judgement={answer.judgement} />}
          <IconButton
            small
            icon="message"
            label={words.reply(answer.student.name)}
            onClick={() => onReply(answer)}
          />
        </li>
      ))}
    </ol>
  );
}
