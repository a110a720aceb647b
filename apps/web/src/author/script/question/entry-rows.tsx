import type { ReactNode } from 'react';
import { Button, IconButton } from '../../../ui/button.js';
import { useQuestionTexts } from './question-texts.js';
import '../area-fields.css';

type EntryRowsProps<T> = {
  readonly entries: readonly T[];
  readonly least: number;
  readonly most: number;
  readonly addLabel: string;
  readonly blank: () => T;
  readonly onChange: (entries: readonly T[]) => void;
  readonly children: (entry: T, index: number, change: (next: T) => void) => ReactNode;
};

/** Entries of a question below each other: numbered, to be moved, removed and added to. */
export function EntryRows<T>({
  entries,
  least,
  most,
  addLabel,
  blank,
  onChange,
  children,
}: EntryRowsProps<T>) {
  const words = useQuestionTexts();
  const move = (from: number, by: number) => {
    const moved = entries.slice(from, from + 1);
    onChange(entries.toSpliced(from, 1).toSpliced(from + by, 0, ...moved));
  };
  return (
    <>
      {entries.map((entry, i) => (
        <fieldset key={i} className="areas__row">
          <legend className="visually-hidden">{words.row(i + 1)}</legend>
          <span className="areas__number tabular" aria-hidden="true">
            {i + 1}
          </span>
          <div className="areas__fields">{children(entry, i, (next) => onChange(entries.with(i, next)))}</div>
          <EntryButtons
            index={i}
            isLast={i === entries.length - 1}
            isNeeded={entries.length <= least}
            onMove={(by) => move(i, by)}
            onRemove={() => onChange(entries.toSpliced(i, 1))}
          />
        </fieldset>
      ))}
      <div className="row">
        <Button
          small
          icon="plus"
          disabled={entries.length >= most}
          onClick={() => onChange([...entries, blank()])}
        >
          {addLabel}
        </Button>
      </div>
    </>
  );
}

type EntryButtonsProps = {
  readonly index: number;
  readonly isLast: boolean;
  readonly isNeeded: boolean;
  readonly onMove: (by: number) => void;
  readonly onRemove: () => void;
};

function EntryButtons({ index, isLast, isNeeded, onMove, onRemove }: EntryButtonsProps) {
  const words = useQuestionTexts();
  const number = index + 1;
  return (
    <div className="areas__buttons">
      <IconButton
        small
        icon="up"
        label={words.up(number)}
        disabled={index === 0}
        onClick={() => onMove(-1)}
      />
      <IconButton small icon="down" label={words.down(number)} disabled={isLast} onClick={() => onMove(1)} />
      <IconButton small icon="trash" label={words.removeRow(number)} disabled={isNeeded} onClick={onRemove} />
    </div>
  );
}
