import {
  chosenIn,
  MAX_SURVEY_TEXT,
  missingOf,
  optionsOf,
  type ShownSurvey,
  type SurveyItem,
} from '@lockstep/contracts';
import { useId } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { FormulaText } from '../../ui/formula-text.js';
import type { TaskFormProps } from './task-form.js';
import './survey.css';

/** Several things asked as one form. */
export function SurveyForm({ task, lang, parts, isChecked, onChange }: TaskFormProps<ShownSurvey>) {
  const missing = isChecked ? missingOf(task, parts) : [];
  return (
    <ol className="survey-form" lang={lang}>
      {task.items.map((item, i) => (
        <li key={item.id} data-item={i}>
          <ItemFields
            item={item}
            part={parts[i] ?? ''}
            isMissing={missing.includes(i)}
            onChange={(part) => onChange(parts.with(i, part))}
          />
        </li>
      ))}
    </ol>
  );
}

type ItemProps = {
  readonly item: SurveyItem;
  readonly part: string;
  readonly isMissing: boolean;
  readonly onChange: (part: string) => void;
};

function ItemFields({ item, part, isMissing, onChange }: ItemProps) {
  const texts = useTexts().question.task.survey;
  const id = useId();
  const told = isMissing ? `${id}-told` : undefined;
  const asked = (
    <>
      <FormulaText text={item.text} />
      {item.optional && <span className="soft survey-form__optional"> {texts.optional}</span>}
    </>
  );
  return (
    <>
      {item.by === 'text' ? (
        <>
          <label className="survey-form__ask" htmlFor={id}>
            {asked}
          </label>
          <textarea
            id={id}
            className="input"
            rows={3}
            maxLength={MAX_SURVEY_TEXT}
            aria-describedby={told}
            aria-invalid={isMissing || undefined}
            aria-required={item.optional !== true}
            value={part}
            onChange={(event) => onChange(event.target.value)}
          />
        </>
      ) : (
        <fieldset className="survey-form__group" aria-describedby={told}>
          <legend className="survey-form__ask">{asked}</legend>
          <Options item={item} part={part} name={id} onChange={onChange} />
          {item.optional && part !== '' && item.by !== 'choices' && (
            <Button small look="quiet" onClick={() => onChange('')}>
              {texts.clear}
            </Button>
          )}
        </fieldset>
      )}
      {isMissing && (
        <p id={told} className="field__error">
          {texts.missing[item.by]}
        </p>
      )}
    </>
  );
}

type OptionsProps = Pick<ItemProps, 'item' | 'part' | 'onChange'> & { readonly name: string };

function Options({ item, part, name, onChange }: OptionsProps) {
  const chosen = chosenIn(part);
  const isMany = item.by === 'choices';
  const options = optionsOf(item);
  // in the order of the choices, whichever was made first
  const toggle = (id: string) =>
    onChange(
      options
        .map((option) => option.id)
        .filter((one) => (one === id) !== chosen.includes(one))
        .join(' '),
    );
  const isScale = item.by === 'scale';
  const endOf = (at: number): string | undefined => {
    if (!isScale) return undefined;
    return at === 0 ? item.low : at === options.length - 1 ? item.high : undefined;
  };
  return (
    <>
      <div className={isScale ? 'scale' : 'choices'}>
        {options.map((option, i) => (
          <label key={option.id} className={isScale ? 'choice scale__point' : 'choice'}>
            <input
              type={isMany ? 'checkbox' : 'radio'}
              name={name}
              value={option.id}
              checked={chosen.includes(option.id)}
              onChange={() => (isMany ? toggle(option.id) : onChange(option.id))}
            />
            <span className="choice__text">
              <FormulaText text={option.text} />
              {endOf(i) !== undefined && <span className="visually-hidden">, {endOf(i)}</span>}
            </span>
          </label>
        ))}
      </div>
      {isScale && (item.low ?? item.high) !== undefined && (
        <p className="scale__ends small soft" aria-hidden="true">
          <span>{item.low}</span>
          <span>{item.high}</span>
        </p>
      )}
    </>
  );
}
