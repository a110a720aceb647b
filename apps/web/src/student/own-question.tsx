import { isOnPicture, type OwnResults } from '@lockstep/contracts';
import { replayPath } from '../replay/moment.js';
import { useResultsTexts } from '../i18n/results-texts.js';
import { useTexts } from '../i18n/language.js';
import type { GivenAnswer } from '../stage/given-answer.js';
import { GivenWords } from '../stage/given-words.js';
import { PrivateFeedbackCard } from '../stage/private-feedback.js';
import { kindWords, questionFor } from '../stage/question-card.js';
import { QuestionMedia } from '../stage/question-media.js';
import { FormulaText } from '../ui/formula-text.js';
import { Practice } from './practice.js';
import { isWordless } from './own-feedback.js';

type OwnQuestionProps = {
  readonly own: OwnResults['questions'][number];
  readonly results: OwnResults;
  readonly seed: string;
};

/** One question with the student's tries, what they were told of the last one, and a way to its moment and to another try. */
export function OwnQuestion({ own, results, seed }: OwnQuestionProps) {
  const texts = useTexts();
  const words = useResultsTexts();
  const { session, recording } = results;
  const { answers, points, earned, isToPractise, result } = own;
  const question = questionFor(own.question, seed);
  const lang = session.language;
  const last = answers.at(-1);
  return (
    <article className="card own-question" data-verdict={last?.verdict}>
      <div className="question__head">
        <p className="eyebrow">{kindWords(question, texts)}</p>
        {points !== null && (
          <span className="badge tabular">
            {earned === null ? texts.question.points(points) : texts.student.score.of(earned, points)}
          </span>
        )}
      </div>
      <h2 className="question__prompt" lang={lang}>
        <FormulaText text={question.prompt} />
      </h2>
      {question.media && !isOnPicture(question.task) && <QuestionMedia media={question.media} lang={lang} />}
      {answers.slice(0, -1).map((answer) => (
        <EarlierTry key={answer.id} answer={answer} own={own} lang={lang} />
      ))}
      <GivenWords question={question} given={last && givenIn(last)} result={result} lang={lang} />
      {!last && <p className="soft">{words.noAnswer}</p>}
      {last && <Told answer={last} sessionId={session.id} lang={lang} />}
      {recording !== null && (
        <a
          className="link small own-question__moment"
          href={replayPath(recording, session.id, { ptsMs: question.openedPtsMs })}
        >
          {words.moment}
        </a>
      )}
      {isToPractise && <Practice question={question} sessionId={session.id} lang={lang} />}
    </article>
  );
}

type Answer = OwnResults['questions'][number]['answers'][number];

const givenIn = ({ text, choices, parts, attempt }: Answer): GivenAnswer => ({
  ...{ kind: 'taken', attempt },
  answer: {
    choices: [...choices],
    ...(text !== null && { text }),
    ...(parts.length > 0 && { parts: [...parts] }),
  },
});

function EarlierTry({ answer, own, lang }: { answer: Answer; own: OwnQuestionProps['own']; lang: string }) {
  const words = useResultsTexts();
  const texts = useTexts();
  return (
    <details className="small">
      <summary>
        {words.tryOf(answer.attempt)} {texts.feedback.verdict[answer.verdict]}
      </summary>
      <GivenWords question={own.question} given={givenIn(answer)} result={null} lang={lang} />
    </details>
  );
}

/** What the student was told; where nobody wrote anything, the verdict alone. */
function Told({ answer, sessionId, lang }: { answer: Answer; sessionId: string; lang: string }) {
  const texts = useTexts().feedback;
  const { feedback, verdict } = answer;
  if (feedback && !isWordless(feedback))
    return <PrivateFeedbackCard body={feedback} lang={lang} voice={{ sessionId, player: null }} />;
  return (
    <p className="verdict" data-verdict={verdict}>
      {texts.verdict[verdict]}
    </p>
  );
}
