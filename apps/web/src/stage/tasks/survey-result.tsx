import {
  chosenIn,
  optionsOf,
  type ShownSurvey,
  type SurveyCounts,
  type SurveyItem,
  type SurveySum,
  sumsOf,
} from '@lockstep/contracts';
import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.js';
import { FormulaText } from '../../ui/formula-text.js';
import { ResultBars } from '../class-cards.js';
import './survey.css';

type SurveyResultProps = {
  readonly task: ShownSurvey;
  readonly counts: SurveyCounts;
  readonly lang: string | undefined;
  /** What the student who looks at it answered. */
  readonly own?: readonly string[] | undefined;
  /** What was written to an item, for teachers; a class sees how many wrote. */
  readonly written?: (index: number) => ReactNode;
};

/** How the class answered each item of a survey. */
export function SurveyResult({ task, counts, lang, own, written }: SurveyResultProps) {
  return (
    <ol className="survey-sums" lang={lang}>
      {sumsOf(task, counts).map((sum, i) => (
        <li key={sum.item.id}>
          <h4 className="survey-sums__ask">
            <FormulaText text={sum.item.text} />
          </h4>
          <ItemSum sum={sum} own={own?.[i]} lang={lang} />
          {sum.item.by === 'text' && written?.(i)}
        </li>
      ))}
    </ol>
  );
}

function ItemSum({
  sum,
  own = '',
  lang,
}: {
  sum: SurveySum;
  own: string | undefined;
  lang: string | undefined;
}) {
  const { texts, tag } = useLanguage();
  const words = texts.question.task.survey;
  const { item, total, counts, mean } = sum;
  const mine = item.by === 'text' && own !== '' && <blockquote className="question__given">{own}</blockquote>;
  if (total === undefined)
    return (
      <>
        {mine}
        <p className="small soft">{words.tooFew}</p>
      </>
    );
  if (item.by === 'text')
    return (
      <>
        {mine}
        <p className="small soft tabular">{words.wrote(total)}</p>
      </>
    );
  const average = mean?.toLocaleString(tag, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return (
    <>
      <ResultBars
        result={{ counts, total }}
        choices={namedOptions(item)}
        chosen={chosenIn(own)}
        lang={lang}
      />
      <p className="small soft tabular">
        {[words.answered(total), average !== undefined && words.average(average)].filter(Boolean).join(' · ')}
      </p>
    </>
  );
}

/** The ends of a scale with what they mean. */
function namedOptions(item: SurveyItem): { id: string; text: string }[] {
  const options = optionsOf(item);
  if (item.by !== 'scale') return [...options];
  const meaning = (at: number) => (at === 0 ? item.low : at === options.length - 1 ? item.high : undefined);
  return options.map(({ id, text }, i) => ({
    id,
    text: meaning(i) === undefined ? text : `${text} – ${meaning(i)}`,
  }));
}
