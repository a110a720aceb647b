import { readableText } from '@lockstep/lesson';
import type { ShownMatch } from '@lockstep/contracts';
import { useId } from 'react';
import { useTexts } from '../../i18n/language.js';
import type { TaskFormProps } from './task-form.js';
import { FormulaText } from '../../ui/formula-text.js';

/** Each item beside a list of the options, as every device shows lists. */
export function MatchForm({ task, lang, parts, onChange }: TaskFormProps<ShownMatch>) {
  const texts = useTexts().question.task;
  const base = useId();
  return (
    <div className="match" lang={lang}>
      {task.items.map((item, i) => (
        <div key={item.id} className="match__row">
          <label className="match__item" htmlFor={`${base}-${item.id}`}>
            <FormulaText text={item.text} />
          </label>
          <select
            id={`${base}-${item.id}`}
            className="input match__options"
            value={parts[i] ?? ''}
            onChange={(event) => onChange(parts.map((part, at) => (at === i ? event.target.value : part)))}
          >
            <option value="" disabled>
              {texts.pick}
            </option>
            {task.options.map((option) => (
              <option key={option.id} value={option.id}>
                {readableText(option.text)}
              </option>
            ))}
          </select>
        </div>
      ))}
    </div>
  );
}
