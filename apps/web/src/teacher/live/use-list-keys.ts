import { type KeyboardEvent, useRef, useState } from 'react';

/** Which control of an item a key presses, by its `data-choice`. */
const choices: Readonly<Record<string, string>> = {
  '1': 'right',
  '2': 'partly',
  '3': 'wrong',
  t: 'text',
  u: 'undo',
  Enter: 'moment',
};
const steps: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

const isTyping = (target: EventTarget) =>
  target instanceof HTMLElement && target.closest('input, textarea, select') !== null;

/**
 * A list that is worked through by keyboard: one item is in the order of tabs, and while it or something in it has the
 * focus, keys move to its neighbours and press its controls.
 */
export function useListKeys(ids: readonly string[]) {
  const list = useRef<HTMLOListElement>(null);
  const [held, setHeld] = useState<string | null>(null);
  const current = held !== null && ids.includes(held) ? held : ids[0];
  const itemOf = (target: EventTarget) =>
    target instanceof Element ? target.closest<HTMLElement>('[data-item]') : null;
  const onKeyDown = (event: KeyboardEvent) => {
    const item = itemOf(event.target);
    if (!item || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step !== undefined) {
      const items = [...(list.current?.querySelectorAll<HTMLElement>('[data-item]') ?? [])];
      const next = items[items.indexOf(item) + step];
      if (next) next.focus();
      event.preventDefault();
      return;
    }
    // on a control of the item, Enter presses that one
    const choice = event.key === 'Enter' && event.target !== item ? undefined : choices[event.key];
    const control = choice && item.querySelector<HTMLElement>(`[data-choice="${choice}"]`);
    if (!control) return;
    event.preventDefault();
    control.click();
  };
  return {
    list: {
      ref: list,
      onKeyDown,
      onFocus: (event: { target: EventTarget }) => setHeld(itemOf(event.target)?.dataset['item'] ?? null),
    },
    item: (id: string) => ({ 'data-item': id, tabIndex: id === current ? 0 : -1 }),
  };
}
