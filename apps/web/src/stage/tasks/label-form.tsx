import type { ShownLabel } from '@lockstep/contracts';
import { type PointerEvent, useRef, useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { FormulaText } from '../../ui/formula-text.js';
import { boxOf, PictureBoard } from './picture-board.js';
import type { TaskFormProps } from './task-form.js';

type LabelFormProps = TaskFormProps<ShownLabel>;

/** Labels that are put onto a picture: dragged by pointer or finger, or picked up and put down by two presses. */
export function LabelForm({ task, media, lang, parts, onChange }: LabelFormProps) {
  const texts = useTexts().question.task;
  const [held, setHeld] = useState<string | null>(null);
  const board = useRef<HTMLDivElement>(null);
  const textOf = (id: string) => task.options.find((option) => option.id === id)?.text ?? '';
  const put = (place: number, id: string) => {
    onChange(parts.map((part, i) => (i === place ? id : part === id ? '' : part)));
    setHeld(null);
  };
  const pick = (id: string) => {
    setHeld(held === id ? null : id);
    if (held === id) return;
    const free = parts.findIndex((part) => part === '');
    board.current
      ?.querySelector<HTMLElement>(`[data-place="${Math.max(0, free)}"]`)
      ?.focus({ preventScroll: true });
  };
  const press = (place: number) => {
    const there = parts[place] ?? '';
    if (held !== null) return put(place, held);
    onChange(parts.map((part, i) => (i === place ? '' : part)));
    if (there !== '') setHeld(there);
  };
  const nameOf = (i: number) => texts.placeName(i + 1, task.places[i]?.name);
  return (
    <div className="stack" ref={board}>
      <p className="small soft">{texts.labelHint}</p>
      <Tray task={task} lang={lang} parts={parts} held={held} onPick={pick} onDrop={put} />
      <PictureBoard media={media}>
        {task.places.map((place, i) => (
          <button
            key={place.id}
            type="button"
            className="board__place"
            style={boxOf({ region: place.region })}
            data-place={i}
            data-filled={parts[i] !== ''}
            aria-label={texts.placeHolds(nameOf(i), textOf(parts[i] ?? ''))}
            onClick={() => press(i)}
          >
            <PlaceContent place={i} text={textOf(parts[i] ?? '')} />
          </button>
        ))}
      </PictureBoard>
      <p className="visually-hidden" role="status">
        {held !== null && texts.holding(textOf(held))}
      </p>
    </div>
  );
}

type TrayProps = Pick<LabelFormProps, 'task' | 'lang' | 'parts'> & {
  readonly held: string | null;
  readonly onPick: (id: string) => void;
  readonly onDrop: (place: number, id: string) => void;
};

function Tray({ task, lang, parts, held, onPick, onDrop }: TrayProps) {
  const texts = useTexts().question.task;
  return (
    <ul className="tray" lang={lang} aria-label={texts.labels}>
      {task.options.map(({ id, text }) => (
        <li key={id}>
          <Label
            text={text}
            isHeld={held === id}
            isUsed={parts.includes(id)}
            onPick={() => onPick(id)}
            onDrop={(place) => onDrop(place, id)}
          />
        </li>
      ))}
    </ul>
  );
}

/** What stands in a place: its number, or its label. */
export const PlaceContent = ({ place, text }: { readonly place: number; readonly text: string }) =>
  text === '' ? <>{place + 1}</> : <FormulaText text={text} />;

type LabelProps = {
  readonly text: string;
  readonly isHeld: boolean;
  readonly isUsed: boolean;
  readonly onPick: () => void;
  readonly onDrop: (place: number) => void;
};

/** A finger that moves less far meant to press. */
const DRAG_PX = 6;

function Label({ text, isHeld, isUsed, onPick, onDrop }: LabelProps) {
  const from = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const isDragged = useRef(false);
  const [ghost, setGhost] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const move = ({ clientX: x, clientY: y }: PointerEvent) => {
    if (!from.current) return;
    if (ghost === null && Math.hypot(x - from.current.x, y - from.current.y) < DRAG_PX) return;
    isDragged.current = true;
    setGhost({ x, y });
  };
  const end = ({ clientX, clientY }: PointerEvent) => {
    from.current = null;
    if (ghost === null) return;
    setGhost(null);
    const under = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-place]');
    if (under) onDrop(Number(under.dataset['place']));
  };
  return (
    <>
      <button
        type="button"
        className="tray__label"
        aria-pressed={isHeld}
        data-used={isUsed}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          from.current = { x: event.clientX, y: event.clientY };
          isDragged.current = false;
        }}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={() => {
          from.current = null;
          setGhost(null);
        }}
        // the end of a drag is not a press
        onClick={() => !isDragged.current && onPick()}
        onKeyDown={() => (isDragged.current = false)}
      >
        <FormulaText text={text} />
      </button>
      {ghost && (
        <span className="tray__ghost" style={{ left: ghost.x, top: ghost.y }} aria-hidden="true">
          <FormulaText text={text} />
        </span>
      )}
    </>
  );
}
