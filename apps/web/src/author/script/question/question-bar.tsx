import type { AskStep } from '@lockstep/contracts';
import { addQuestion, removeQuestion } from '@lockstep/lesson';
import { useState } from 'react';
import { useTexts } from '../../../i18n/language.js';
import { Button } from '../../../ui/button.js';
import { SelectField } from '../../../ui/field.js';
import { Notice } from '../../../ui/notice.js';
import type { TextEdit } from '../questions-panel.js';
import { type NewKind, newQuestion } from './new-question.js';
import { useQuestionTexts } from './question-texts.js';

type QuestionBarProps = {
  readonly text: string;
  readonly asks: readonly AskStep[];
  /** Of all steps. */
  readonly ids: readonly string[];
  readonly step: AskStep | undefined;
  readonly onHold: (id: string) => void;
  readonly onEdit: TextEdit;
};

/** Which question the fields are about; a new one behind it, of a kind; and a way to remove it. */
export function QuestionBar({ text, asks, ids, step, onHold, onEdit }: QuestionBarProps) {
  const words = useQuestionTexts();
  const { which } = useTexts().script.questions;
  const [kind, setKind] = useState<NewKind>('single');
  const [refused, setRefused] = useState<string | null>(null);
  const add = () => {
    const fresh = newQuestion(kind, ids, words);
    const isRefused = addQuestion(text, fresh, step?.id) === text;
    setRefused(isRefused ? words.addRefused : null);
    if (isRefused) return;
    onEdit((now) => addQuestion(now, fresh, step?.id));
    onHold(fresh.id);
  };
  const remove = ({ id }: AskStep) => {
    const isRefused = removeQuestion(text, id) === undefined;
    setRefused(isRefused ? words.removeRefused : null);
    if (!isRefused) onEdit((now) => removeQuestion(now, id) ?? now);
  };
  return (
    <div className="stack">
      {step && (
        <SelectField
          label={which}
          value={step.id}
          options={asks.map(({ id, prompt }) => ({ value: id, label: prompt }))}
          onChange={onHold}
        />
      )}
      <div className="row row--fields">
        <SelectField
          small
          label={words.kind}
          value={kind}
          options={(Object.keys(words.kinds) as NewKind[]).map((value) => ({
            value,
            label: words.kinds[value],
          }))}
          onChange={setKind}
        />
        <Button small icon="plus" onClick={add}>
          {words.add}
        </Button>
        {step && (
          <Button small icon="trash" onClick={() => remove(step)}>
            {words.remove}
          </Button>
        )}
      </div>
      {refused !== null && <Notice kind="wait">{refused}</Notice>}
    </div>
  );
}
