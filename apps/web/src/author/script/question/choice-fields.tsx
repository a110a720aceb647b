import { CheckField, SelectField } from '../../../ui/field.js';
import { LeftField } from '../left-field.js';
import type { QuestionProps } from './answer-fields.js';
import { type ChoiceRow, choiceRows, withChoices, withRight, withSeveralRight } from './changed-question.js';
import { EntryRows } from './entry-rows.js';
import { nextName, truths } from './new-question.js';
import { useQuestionTexts } from './question-texts.js';

/** The choices, which of them are right, and what students who choose another one are told. */
export function ChoiceFields({ step, onChange }: QuestionProps) {
  const words = useQuestionTexts();
  const isPoll = step.answer === 'poll';
  const rows = choiceRows(step);
  const names = rows.map(({ text }) => text);
  return (
    <>
      <EntryRows
        entries={rows}
        least={2}
        most={12}
        addLabel={words.addChoice}
        blank={() => ({ id: '', text: nextName(names, words.choice), right: false, because: '' })}
        onChange={(next) => {
          const changed = withChoices(step, next);
          const hasRight = isPoll || changed.choices.some(({ right }) => right);
          onChange(hasRight ? changed : withRight(changed, 0, true));
        }}
      >
        {(row, i, change) => (
          <ChoiceRowFields
            {...{ row, isPoll, names }}
            onChange={change}
            onRight={(isRight) => onChange(withRight(step, i, isRight))}
          />
        )}
      </EntryRows>
      {isPoll ? (
        <CheckField
          label={words.several}
          checked={step.several}
          onChange={(several) => onChange({ ...step, several })}
        />
      ) : (
        <CheckField
          label={words.severalRight}
          checked={step.answer === 'multiple'}
          onChange={(checked) => onChange(withSeveralRight(step, checked))}
        />
      )}
      <CheckField
        label={words.shuffle}
        checked={step.shuffle}
        onChange={(shuffle) => onChange({ ...step, shuffle })}
      />
    </>
  );
}

type ChoiceRowProps = {
  readonly row: ChoiceRow;
  readonly isPoll: boolean;
  readonly names: readonly string[];
  readonly onChange: (next: ChoiceRow) => void;
  readonly onRight: (isRight: boolean) => void;
};

function ChoiceRowFields({ row, isPoll, names, onChange, onRight }: ChoiceRowProps) {
  const words = useQuestionTexts();
  return (
    <>
      <LeftField
        label={words.choiceText}
        value={row.text}
        refuses={(typed) =>
          typed === '' || (typed !== row.text && names.includes(typed)) ? words.different : undefined
        }
        onLeave={(text) => onChange({ ...row, text })}
      />
      {!isPoll && <CheckField label={words.right} checked={row.right} onChange={onRight} />}
      {!isPoll && !row.right && (
        <LeftField
          label={words.because}
          value={row.because}
          onLeave={(because) => onChange({ ...row, because })}
        />
      )}
    </>
  );
}

export function TruthFields({ step, onChange }: QuestionProps) {
  const words = useQuestionTexts();
  const isTrue = step.choices.find(({ right }) => right)?.id !== 'false';
  const other = isTrue ? 'false' : 'true';
  const told = step.wrong.find(({ answer }) => answer === other)?.because ?? '';
  return (
    <>
      <SelectField
        label={words.isTrue}
        value={isTrue ? 'true' : 'false'}
        options={(['true', 'false'] as const).map((value) => ({ value, label: words.truths[value] }))}
        onChange={(value) => onChange({ ...step, choices: truths(value === 'true', words), wrong: [] })}
      />
      <LeftField
        label={words.because}
        value={told}
        onLeave={(because) =>
          onChange({ ...step, wrong: because === '' ? [] : [{ answer: other, because }] })
        }
      />
    </>
  );
}
