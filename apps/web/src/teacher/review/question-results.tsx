import { type Answer, isOnPicture, partsOf, type Question } from '@lockstep/contracts';
import { formatLessonTime, formatSeconds } from '../../i18n/format.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { useLanguage } from '../../i18n/language.js';
import { ResultBars } from '../../stage/class-cards.js';
import { QuestionMedia } from '../../stage/question-media.js';
import { GivenBoard } from '../../stage/tasks/given-board.js';
import { Button } from '../../ui/button.js';
import { FormulaText } from '../../ui/formula-text.js';
import { openAnswers } from '../live/open-answers.js';
import { countChoices, countRightParts } from '../live/questions-panel.js';
import { SurveyAnswers } from '../live/survey-answers.js';
import type { Mark } from './lanes.js';

type QuestionResultsProps = {
  /** Openings of questions, in order. */
  readonly opened: readonly Mark[];
  readonly questions: readonly Question[];
  readonly answers: readonly Answer[];
  readonly startPtsMs: number;
  readonly lang: string;
  readonly onSeek: (ptsMs: number) => void;
};

/** How each question went: when it was asked, what was answered, how much of it right, and how long it took. */
export function QuestionResults({
  opened,
  questions,
  answers,
  startPtsMs,
  lang,
  onSeek,
}: QuestionResultsProps) {
  const words = useReviewTexts().questions;
  if (opened.length === 0) return <p className="soft small">{words.none}</p>;
  return (
    <ol className="stack">
      {opened.map((mark) => {
        const given = answers.filter(({ openedSeq }) => openedSeq === mark.openedSeq);
        return (
          <li key={mark.openedSeq} className="results stack">
            <div className="row">
              <Button small look="quiet" icon="play" onClick={() => onSeek(startPtsMs + mark.fromMs)}>
                <span className="tabular">
                  {formatLessonTime(Math.floor(mark.fromMs / 1000) * 1000)}–
                  {formatLessonTime(Math.floor(mark.toMs / 1000) * 1000)}
                </span>
              </Button>
            </div>
            <h3 lang={lang}>
              <FormulaText text={mark.text} />
            </h3>
            <Facts answers={given} questions={questions} />
            <Shown
              question={questions.find(({ id }) => id === given[0]?.questionId)}
              answers={given}
              lang={lang}
            />
            <Bars
              question={questions.find(({ id }) => id === given[0]?.questionId)}
              answers={given}
              lang={lang}
            />
          </li>
        );
      })}
    </ol>
  );
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function Facts({ answers, questions }: Pick<QuestionResultsProps, 'answers' | 'questions'>) {
  const { texts, tag } = useLanguage();
  const words = useReviewTexts().questions;
  const judged = answers.filter(({ verdict }) => verdict !== 'not-reviewed');
  const open = openAnswers(answers, questions).length;
  const right = judged.filter(({ verdict }) => verdict === 'right').length;
  const times = answers.map(({ answeredPtsMs, shownPtsMs }) => answeredPtsMs - shownPtsMs);
  const facts = [
    texts.teacher.corrections.answers(answers.length),
    judged.length > 0 && words.right(Math.round((100 * right) / judged.length)),
    open > 0 && texts.teacher.corrections.notReviewed(open),
    answers.length > 0 && words.took(formatSeconds(median(times), tag)),
  ];
  return <p className="small soft tabular">{facts.filter(Boolean).join(' · ')}</p>;
}

type OfQuestion = {
  readonly question: Question | undefined;
  readonly answers: readonly Answer[];
  readonly lang: string;
};

/** What students saw or heard with the question; a picture that it is answered on with the places that they chose. */
function Shown({ question, answers, lang }: OfQuestion) {
  if (!question) return null;
  const { task, media, solution } = question;
  if (!task || !isOnPicture(task)) return media ? <QuestionMedia media={media} lang={lang} /> : null;
  return (
    <GivenBoard
      question={{ ...(media && { media }), task }}
      others={answers.map(({ parts, judgement }) => ({
        parts,
        right: (judgement?.parts ?? []).map((verdict) => verdict === 'right'),
      }))}
      solution={solution}
    />
  );
}

function Bars({ question, answers, lang }: OfQuestion) {
  if (!question) return null;
  const { task, correct, choices } = question;
  if (task?.kind === 'survey') return <SurveyAnswers task={task} answers={answers} lang={lang} />;
  const bars = task ? partsOf(task) : choices;
  if (bars.length === 0) return null;
  const result = {
    counts: task ? countRightParts(answers, task) : countChoices(answers),
    total: answers.length,
    ...(correct.length > 0 && { correct }),
  };
  return <ResultBars result={result} choices={bars} media={question.choiceMedia} lang={lang} />;
}
