import type { AskedQuestion, PracticeVerdict } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../api/explain.js';
import { postPractice } from '../api/sessions.js';
import { useResultsTexts } from '../i18n/results-texts.js';
import { useTexts } from '../i18n/language.js';
import { AnswerForm } from '../stage/answer-form.js';
import type { Draft } from '../stage/given-answer.js';
import type { Listener } from '../stage/spoken-answer.js';
import { Button } from '../ui/button.js';
import { FormulaText } from '../ui/formula-text.js';
import { Notice } from '../ui/notice.js';

type PracticeProps = {
  readonly question: AskedQuestion;
  readonly sessionId: string;
  readonly lang: string;
};

/** After class nobody listens: answers are typed. */
const listener: Listener = { canTranscribe: false, listen: () => Promise.resolve('') };

/** How sure somebody is matters where answers count. */
function withoutConfidence(question: AskedQuestion): AskedQuestion {
  const asked = { ...question };
  delete asked.confidence;
  return asked;
}

/** Asks the question once more, as often as the student likes; nothing counts. */
export function Practice({ question, sessionId, lang }: PracticeProps) {
  const texts = useTexts();
  const words = useResultsTexts();
  const [isOpen, setOpen] = useState(false);
  const [tries, setTries] = useState(0);
  const { mutate, data, error, isPending, reset, variables } = useMutation({
    mutationFn: ({ choices, text, parts }: Draft) =>
      postPractice(sessionId, {
        openedSeq: question.openedSeq,
        ...(choices !== undefined && { choices }),
        ...(text !== undefined && { text }),
        ...(parts !== undefined && { parts }),
      }),
    onSuccess: () => setTries((count) => count + 1),
  });
  if (!isOpen)
    return (
      <p>
        <Button small icon="retry" onClick={() => setOpen(true)}>
          {words.practise}
        </Button>
      </p>
    );
  const isDone = data?.verdict === 'right';
  return (
    <section className="practice stack" aria-label={words.practice} aria-live="polite">
      <h3>{words.practice}</h3>
      <p className="small soft">{words.practiceHint}</p>
      {data && <Verdict found={data} lang={lang} />}
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
      {isDone ? (
        <p>
          <Button small icon="retry" onClick={() => reset()}>
            {words.again}
          </Button>
        </p>
      ) : (
        <AnswerForm
          key={tries}
          question={withoutConfidence(question)}
          lang={lang}
          busy={isPending}
          start={variables}
          isAgain={tries > 0}
          listener={listener}
          onAnswer={(draft) => mutate(draft)}
        />
      )}
    </section>
  );
}

function Verdict({ found, lang }: { found: PracticeVerdict; lang: string }) {
  const words = useTexts().feedback;
  const { verdict, text, correction, hint } = found;
  return (
    <div className="feedback" data-verdict={verdict}>
      <p className="verdict" data-verdict={verdict}>
        {words.verdict[verdict]}
      </p>
      {[text, correction, hint]
        .filter((one, index, all) => one !== null && all.indexOf(one) === index)
        .map((one) => (
          <p key={one} lang={lang}>
            <FormulaText text={one ?? ''} />
          </p>
        ))}
    </div>
  );
}
