import { type Answer, countSurvey, type ShownSurvey } from '@lockstep/contracts';
import { SurveyResult } from '../../stage/tasks/survey-result.js';
import { sameWords } from './survey-sums.js';

type SurveyAnswersProps = {
  readonly task: ShownSurvey;
  readonly answers: readonly Answer[];
  readonly lang: string | undefined;
};

/** The sums of a survey and what was written, without names, as a teacher sees it. */
export function SurveyAnswers({ task, answers, lang }: SurveyAnswersProps) {
  const counts = countSurvey(
    task,
    answers.map(({ parts }) => parts),
  );
  // an item that nobody has answered yet has a sum, too
  const none = Object.fromEntries(task.items.map((_, i) => [String(i + 1), 0]));
  return (
    <SurveyResult
      task={task}
      counts={{ ...none, ...counts }}
      lang={lang}
      written={(index) => <WrittenWords texts={answers.map(({ parts }) => parts[index] ?? '')} lang={lang} />}
    />
  );
}

/** What was written, each once, in an order that tells nothing of who wrote it. */
export function WrittenWords({
  texts,
  lang,
}: {
  readonly texts: readonly string[];
  readonly lang: string | undefined;
}) {
  return (
    <ul className="survey__words" lang={lang}>
      {sameWords(texts.map((text) => ({ text }))).map(({ text, count }) => (
        <li key={text}>
          {text} {count > 1 && <span className="soft tabular">×{count}</span>}
        </li>
      ))}
    </ul>
  );
}
