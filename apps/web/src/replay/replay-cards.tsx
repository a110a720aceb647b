import type { AskedQuestion, LessonState, ShownResult } from '@lockstep/contracts';
import { useTexts } from '../i18n/language.js';
import { ClassFeedbackCard } from '../stage/class-cards.js';
import { Countdown } from '../stage/countdown.js';
import { GivenWords } from '../stage/given-words.js';
import type { LessonView } from '../stage/lesson-view.js';
import { kindWords } from '../stage/question-card.js';
import { FormulaText } from '../ui/formula-text.js';

type CardsProps = { readonly state: LessonState; readonly view: LessonView; readonly lang: string };

/** What the class was asked and told at this frame. Nobody answers a recording. */
export function ReplayCards({ state, view, lang }: CardsProps) {
  const { question, feedback, result } = state;
  return (
    <>
      {feedback && <ClassFeedbackCard feedback={feedback} lang={lang} />}
      {question && (
        <ReplayedQuestion
          key={question.openedSeq}
          question={question}
          view={view}
          result={result?.questionId === question.id ? result : null}
          lang={lang}
        />
      )}
    </>
  );
}

type QuestionProps = Omit<CardsProps, 'state'> & {
  readonly question: AskedQuestion;
  readonly result: ShownResult | null;
};

function ReplayedQuestion({ question, view, result, lang }: QuestionProps) {
  const texts = useTexts();
  const { open, windowMs, openedPtsMs } = question;
  return (
    <section className="card question" aria-label={texts.question.label}>
      <div className="question__head">
        <p className="eyebrow">{kindWords(question, texts)}</p>
        <span className={open ? 'badge badge--live' : 'badge'}>
          {open ? texts.replay.questionOpen : texts.replay.questionClosed}
        </span>
      </div>
      <h2 className="question__prompt" lang={lang}>
        <FormulaText text={question.prompt} />
      </h2>
      <GivenWords question={question} given={undefined} result={result} lang={lang} />
      {open && windowMs !== null && (
        <Countdown view={view} fromPtsMs={openedPtsMs} windowMs={windowMs} onEnd={nothing} />
      )}
    </section>
  );
}

const nothing = () => undefined;
