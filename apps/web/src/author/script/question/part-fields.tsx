import type { AskStep } from '@lockstep/contracts';
import { nameChoices, readGaps, textOfTask } from '@lockstep/lesson';
import { useState } from 'react';
import { LeftField } from '../left-field.js';
import type { QuestionProps } from './answer-fields.js';
import { extraOf, matchOf, type PairRow, pairRows } from './changed-question.js';
import { EntryRows } from './entry-rows.js';
import { linesOf, nextName } from './new-question.js';
import { useQuestionTexts } from './question-texts.js';

const MOST_PARTS = 20;

type TaskProps = Pick<QuestionProps, 'step'> & {
  readonly onTask: (task: NonNullable<AskStep['task']>) => void;
};
const taskProps = ({ step, onChange }: QuestionProps): TaskProps => ({
  step,
  onTask: (task) => onChange({ ...step, task }),
});

/** The things, from the first to the last. */
export function OrderFields(props: QuestionProps) {
  const words = useQuestionTexts();
  const { step, onTask } = taskProps(props);
  if (step.task?.kind !== 'order') return null;
  const names = step.task.items.map(({ text }) => text);
  return (
    <div className="stack" role="group" aria-label={words.order}>
      <h4>{words.order}</h4>
      <EntryRows
        entries={names}
        least={2}
        most={MOST_PARTS}
        addLabel={words.addThing}
        blank={() => nextName(names, words.thing)}
        onChange={(next) => onTask({ kind: 'order', items: nameChoices(next.map((text) => ({ text }))) })}
      >
        {(name, _, change) => (
          <LeftField
            label={words.thingText}
            value={name}
            refuses={(typed) =>
              typed === '' || (typed !== name && names.includes(typed)) ? words.different : undefined
            }
            onLeave={change}
          />
        )}
      </EntryRows>
    </div>
  );
}

/** Items with what belongs to each, and what belongs to none. */
export function MatchFields(props: QuestionProps) {
  const words = useQuestionTexts();
  const { step, onTask } = taskProps(props);
  const [isRefused, setRefused] = useState(false);
  if (step.task?.kind !== 'match') return null;
  const rows = pairRows(step.task);
  const extra = extraOf(step.task);
  const items = rows.map(({ item }) => item);
  const write = (next: readonly PairRow[], more: readonly string[]) => {
    const task = matchOf(next, more);
    setRefused(task === undefined);
    if (task) onTask(task);
  };
  return (
    <div className="stack" role="group" aria-label={words.pairs}>
      <h4>{words.pairs}</h4>
      <EntryRows
        entries={rows}
        least={1}
        most={MOST_PARTS}
        addLabel={words.addPair}
        blank={() => ({
          item: nextName(items, words.item),
          option: nextName([...rows.map(({ option }) => option), ...extra], words.option),
        })}
        onChange={(next) => write(next, extra)}
      >
        {(row, _, change) => (
          <>
            <LeftField
              label={words.itemText}
              value={row.item}
              refuses={(typed) =>
                typed === '' || (typed !== row.item && items.includes(typed)) ? words.different : undefined
              }
              onLeave={(item) => change({ ...row, item })}
            />
            <LeftField
              label={words.optionText}
              value={row.option}
              refuses={(typed) => (typed === '' ? words.missing : undefined)}
              onLeave={(option) => change({ ...row, option })}
            />
          </>
        )}
      </EntryRows>
      <LeftField
        label={words.extra}
        hint={words.extraHint}
        rows={2}
        maxLength={4000}
        value={extra.join('\n')}
        onLeave={(typed) => write(rows, linesOf(typed))}
      />
      {isRefused && <p className="field__error">{words.fewOptions}</p>}
    </div>
  );
}

/** A text as the script has it, with its answers in brackets. */
export function GapsFields(props: QuestionProps) {
  const words = useQuestionTexts();
  const { step, onTask } = taskProps(props);
  if (step.task?.kind !== 'gaps') return null;
  return (
    <LeftField
      label={words.gaps}
      hint={words.gapsHint}
      rows={4}
      maxLength={4000}
      value={String(textOfTask(step.task)['gaps'])}
      refuses={(typed) => {
        const read = readGaps(typed);
        return 'segments' in read ? undefined : words.gapsRefused;
      }}
      onLeave={(typed) => {
        const read = readGaps(typed);
        if ('segments' in read) onTask({ kind: 'gaps', ...read });
      }}
    />
  );
}
