import type { AskStep, JudgedPreview } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../../../api/explain.js';
import { judgeInPreview } from '../../../api/scripts.js';
import { useTexts } from '../../../i18n/language.js';
import { Button } from '../../../ui/button.js';
import { SelectField, TextField } from '../../../ui/field.js';
import { Notice } from '../../../ui/notice.js';
import { useQuestionTexts } from './question-texts.js';

type TryAnswerProps = { readonly lessonId: string; readonly step: AskStep };

const written: readonly AskStep['answer'][] = ['short', 'number', 'open', 'spoken'];
const chosen: readonly AskStep['answer'][] = ['single', 'truefalse'];

/** An answer that the author gives to see how it is judged. Of the draft as it is stored. */
export function TryAnswer({ lessonId, step }: TryAnswerProps) {
  const texts = useTexts();
  const words = useQuestionTexts().try;
  const [answer, setAnswer] = useState('');
  const isChosen = chosen.includes(step.answer);
  const choice = step.choices.find(({ id }) => id === answer)?.id ?? step.choices[0]?.id ?? '';
  const judging = useMutation({
    mutationFn: () =>
      judgeInPreview(lessonId, {
        ...{ version: 'draft', questionId: step.id, attempt: 1, parts: [] },
        ...(isChosen ? { text: null, choices: [choice] } : { text: answer.trim(), choices: [] }),
      }),
  });
  if (!isChosen && !written.includes(step.answer)) return null;
  return (
    <form
      className="stack"
      aria-labelledby="try-title"
      onSubmit={(event) => {
        event.preventDefault();
        judging.mutate();
      }}
    >
      <h3 id="try-title">{words.title}</h3>
      {isChosen ? (
        <SelectField
          label={words.choice}
          value={choice}
          options={step.choices.map(({ id, text }) => ({ value: id, label: text }))}
          onChange={setAnswer}
        />
      ) : (
        <TextField
          label={words.answer}
          hint={words.hint}
          maxLength={2000}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
      )}
      <div className="row">
        <Button small type="submit" disabled={judging.isPending || (!isChosen && answer.trim() === '')}>
          {words.go}
        </Button>
      </div>
      <div role="status">{judging.data && <Judged judgement={judging.data} />}</div>
      {judging.error && <Notice kind="error">{explain(judging.error, texts)}</Notice>}
    </form>
  );
}

function Judged({ judgement }: { readonly judgement: JudgedPreview }) {
  const words = useQuestionTexts().try;
  const { verdict, confidence, say, praise, correction, hint } = judgement;
  const told = [say, praise, correction, hint].find((text) => text !== null && text !== '');
  return (
    <p>
      <strong>{words.verdicts[verdict]}</strong>{' '}
      <span className="soft tabular">{words.confidence(Math.round(confidence * 100))}</span>
      {told !== undefined && (
        <>
          <br />
          {told}
        </>
      )}
    </p>
  );
}
