import {
  type AskedQuestion,
  isOnPicture,
  partsOf,
  type ShownResult,
  wordsOfParts,
} from '@lockstep/contracts';
import { useTexts } from '../i18n/language.js';
import { ChoiceMedia } from './choices.js';
import { GivenBoard } from './tasks/given-board.js';
import { SurveyResult } from './tasks/survey-result.js';
import { ResultBars, WordCloud } from './class-cards.js';
import type { GivenAnswer } from './given-answer.js';
import { FormulaText } from '../ui/formula-text.js';

type GivenWordsProps = {
  readonly question: AskedQuestion;
  readonly given: GivenAnswer | undefined;
  readonly result: ShownResult | null;
  readonly lang: string | undefined;
};

/** Fewer opinions than these are not shown: they would point at persons. */
const fewestOpinions = 3;

/** What was answered, and how the class did, to look at while the lesson goes on. */
export function GivenWords({ question, given, result, lang }: GivenWordsProps) {
  const texts = useTexts();
  const isHidden = result !== null && question.poll === true && result.total < fewestOpinions;
  const shown = isHidden ? null : result;
  return (
    <>
      {question.task ? (
        <GivenParts question={question} given={given} result={shown} lang={lang} />
      ) : (
        <GivenChoices question={question} given={given} result={shown} lang={lang} />
      )}
      {given?.answer.text !== undefined && (
        <blockquote className="question__given" lang={lang}>
          {given.answer.text}
        </blockquote>
      )}
      {shown?.words && <WordCloud words={shown.words} lang={lang} />}
      {result && (isHidden || question.task?.kind !== 'survey') && (
        <p className="small soft tabular">
          {isHidden
            ? texts.feedback.tooFew
            : result.total === 0
              ? texts.feedback.noAnswers
              : texts.feedback.total(result.total)}
        </p>
      )}
    </>
  );
}

function GivenChoices({ question, given, result, lang }: GivenWordsProps) {
  const texts = useTexts();
  const chosen = given?.answer.choices ?? [];
  if (question.choices.length === 0) return null;
  if (result) return <ResultBars result={result} choices={question.choices} chosen={chosen} lang={lang} />;
  return (
    <ul className="choices" lang={lang}>
      {question.choices.map((choice) => (
        <li key={choice.id} className="choice choice--still" data-chosen={chosen.includes(choice.id)}>
          <span className="choice__text">
            <FormulaText text={choice.text} />
            <ChoiceMedia media={question.choiceMedia?.[choice.id]} lang={lang} />
          </span>
          {chosen.includes(choice.id) && <span className="badge">{texts.question.yours}</span>}
        </li>
      ))}
    </ul>
  );
}

/** The parts of a task as they were answered, how many of the class have each of them, and what is right. */
function GivenParts({ question, given, result, lang }: GivenWordsProps) {
  const texts = useTexts();
  const { task } = question;
  if (!task) return null;
  const parts = given?.answer.parts;
  if (task.kind === 'survey' && result)
    return <SurveyResult task={task} counts={result.counts} own={parts} lang={lang} />;
  return (
    <>
      {isOnPicture(task) && (
        <GivenBoard question={{ ...question, task }} own={parts} solution={result?.solution} />
      )}
      {parts && <PartsList title={texts.question.yours} lines={wordsOfParts(task, parts)} lang={lang} />}
      {result?.solution && (
        <PartsList title={texts.feedback.right} lines={wordsOfParts(task, result.solution)} lang={lang} />
      )}
      {result && (
        <>
          <p className="small soft">{texts.feedback.partsRight}</p>
          <ResultBars result={result} choices={partsOf(task)} lang={lang} />
        </>
      )}
    </>
  );
}

function PartsList({
  title,
  lines,
  lang,
}: {
  readonly title: string;
  readonly lines: readonly string[];
  readonly lang: string | undefined;
}) {
  return (
    <div className="question__given">
      <p className="small soft">{title}</p>
      <ul lang={lang}>
        {lines.map((line, i) => (
          <li key={i}>
            <FormulaText text={line} />
          </li>
        ))}
      </ul>
    </div>
  );
}
