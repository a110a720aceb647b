import type { ShownOrder } from '@lockstep/contracts';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { readableText } from '@lockstep/lesson';
import { IconButton } from '../../ui/button.js';
import { FormulaText } from '../../ui/formula-text.js';
import type { TaskFormProps } from './task-form.js';

/** A list whose items are moved by their buttons, by mouse, touch and keyboard alike; the arrow keys move them too. */
export function OrderForm({ task, lang, parts, onChange }: TaskFormProps<ShownOrder>) {
  const texts = useTexts().question.task;
  const [moved, setMoved] = useState<{ readonly id: string; readonly by: -1 | 1 }>();
  const list = useRef<HTMLOListElement>(null);
  const textOf = (id: string) => task.items.find((item) => item.id === id)?.text ?? id;
  const move = (from: number, by: -1 | 1) => {
    const to = from + by;
    const id = parts[from];
    const other = parts[to];
    if (id === undefined || other === undefined) return;
    onChange(parts.map((part, i) => (i === from ? other : i === to ? id : part)));
    setMoved({ id, by });
  };
  useLayoutEffect(() => {
    // Moving an item takes its buttons to another place; the focus goes with them.
    if (moved === undefined) return;
    const row = list.current?.querySelector(`[data-id="${CSS.escape(moved.id)}"]`);
    const button = row?.querySelector<HTMLElement>(`[data-by="${moved.by}"]:not(:disabled)`);
    (button ?? row?.querySelector<HTMLElement>('button:not(:disabled)'))?.focus();
  }, [moved, parts]);
  return (
    <>
      <ol className="order" ref={list}>
        {parts.map((id, i) => (
          <OrderRow
            key={id}
            id={id}
            place={i}
            count={parts.length}
            lang={lang}
            text={textOf(id)}
            onMove={move}
          />
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {moved && texts.place(readableText(textOf(moved.id)), parts.indexOf(moved.id) + 1, parts.length)}
      </p>
    </>
  );
}

type OrderRowProps = {
  readonly id: string;
  readonly text: string;
  readonly lang: string | undefined;
  readonly place: number;
  readonly count: number;
  readonly onMove: (from: number, by: -1 | 1) => void;
};

function OrderRow({ id, text, lang, place, count, onMove }: OrderRowProps) {
  const texts = useTexts().question.task;
  return (
    <li
      className="order__row"
      data-id={id}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        onMove(place, event.key === 'ArrowUp' ? -1 : 1);
      }}
    >
      <span className="order__place tabular" aria-hidden="true">
        {place + 1}
      </span>
      <span className="order__text" lang={lang}>
        <FormulaText text={text} />
      </span>
      <IconButton
        icon="up"
        label={texts.up(readableText(text))}
        disabled={place === 0}
        data-by={-1}
        onClick={() => onMove(place, -1)}
      />
      <IconButton
        icon="down"
        label={texts.down(readableText(text))}
        disabled={place === count - 1}
        data-by={1}
        onClick={() => onMove(place, 1)}
      />
    </li>
  );
}
