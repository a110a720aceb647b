import { useId } from 'react';
import { useTexts } from '../i18n/language.js';

/** How sure a student is of their answer. */
export function ConfidenceField({
  value,
  onChange,
}: {
  readonly value: number | undefined;
  readonly onChange: (value: number) => void;
}) {
  const texts = useTexts().question.confidence;
  const name = useId();
  return (
    <fieldset className="sure">
      <legend className="field__label">{texts.ask}</legend>
      {texts.levels.map((level, i) => (
        <label key={level} className="choice sure__label">
          <input
            type="radio"
            name={name}
            value={i + 1}
            checked={value === i + 1}
            onChange={() => onChange(i + 1)}
          />
          <span>{level}</span>
        </label>
      ))}
    </fieldset>
  );
}
