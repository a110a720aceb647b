import type { ShownGaps } from '@lockstep/contracts';
import { Fragment } from 'react';
import { useTexts } from '../../i18n/language.js';
import { FormulaText } from '../../ui/formula-text.js';
import type { TaskFormProps } from './task-form.js';

const longest = 300;

/** The text with a line to write on in each gap. */
export function GapsForm({ task, lang, parts, onChange }: TaskFormProps<ShownGaps>) {
  const texts = useTexts().question.task;
  return (
    <div className="gaps" lang={lang}>
      {task.segments.map((segment, i) => (
        <Fragment key={i}>
          <FormulaText text={segment} />
          {i < task.segments.length - 1 && (
            <input
              className="input gaps__gap"
              aria-label={texts.gap(i + 1)}
              autoComplete="off"
              autoCapitalize="off"
              maxLength={longest}
              size={Math.max(6, (parts[i]?.length ?? 0) + 1)}
              value={parts[i] ?? ''}
              onChange={(event) => onChange(parts.map((part, at) => (at === i ? event.target.value : part)))}
            />
          )}
        </Fragment>
      ))}
    </div>
  );
}
