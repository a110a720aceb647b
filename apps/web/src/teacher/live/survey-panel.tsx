import type { Answer, Question } from '@lockstep/contracts';
import { useTexts } from '../../i18n/language.js';
import { ResultBars } from '../../stage/class-cards.js';
import { FormulaText } from '../../ui/formula-text.js';
import { SurveyAnswers, WrittenWords } from './survey-answers.js';
import { lastOfEach } from './survey-sums.js';

type SurveyPanelProps = { readonly questions: readonly Question[]; readonly answers: readonly Answer[] };

/** What the class thinks: the sums of all questions without a right answer, and no name with any of them. */
export function SurveyPanel({ questions, answers }: SurveyPanelProps) {
  const texts = useTexts();
  const words = texts.teacher.survey;
  const asked = questions.filter(({ poll }) => poll === true);
  if (asked.length === 0) return <p className="small soft">{words.none}</p>;
  return (
    <ol className="stack survey">
      {asked.map((question) => {
        const given = lastOfEach(answers, question.id);
        const counts = new Map<string, number>();
        for (const id of given.flatMap(({ choices }) => choices)) counts.set(id, (counts.get(id) ?? 0) + 1);
        const result = { counts: Object.fromEntries(counts), total: given.length };
        return (
          <li key={question.id} className="stack">
            <h3>
              <FormulaText text={question.prompt} />
            </h3>
            <p className="small soft tabular">
              {given.length === 0 ? texts.feedback.noAnswers : texts.feedback.total(given.length)}
            </p>
            {question.task?.kind === 'survey' ? (
              <SurveyAnswers task={question.task} answers={given} lang={undefined} />
            ) : question.choices.length > 0 ? (
              <ResultBars result={result} choices={question.choices} lang={undefined} />
            ) : (
              <WrittenWords texts={given.map(({ text }) => text ?? '')} lang={undefined} />
            )}
          </li>
        );
      })}
    </ol>
  );
}
