import {
  centreOf,
  isWithin,
  type Point,
  readPoint,
  type ShownHotspot,
  writePoint,
} from '@lockstep/contracts';
import { type KeyboardEvent, type MouseEvent, useId, useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { IconButton } from '../../ui/button.js';
import { boxOf, BoardMark, PictureBoard } from './picture-board.js';
import type { TaskFormProps } from './task-form.js';

type HotspotProps = TaskFormProps<ShownHotspot>;

/** Places on a picture, marked by pointer, by touch, or by a cursor that the arrow keys move. */
export function HotspotForm({ task, media, lang, parts, onChange }: HotspotProps) {
  const texts = useTexts().question.task;
  const points = parts.flatMap((part) => readPoint(part) ?? []);
  const set = (marked: readonly Point[]) =>
    onChange(parts.map((_, i) => (marked[i] ? writePoint(marked[i]) : '')));
  // one more than wanted takes the place of the last
  const mark = (point: Point) => set([...points.slice(0, task.marks - 1), point]);
  const remove = (at: number) => set(points.filter((_, i) => i !== at));
  const nameOf = (point: Point) =>
    task.areas?.find((area) => isWithin(point, area))?.text ?? texts.at(percent(point.x), percent(point.y));
  return (
    <>
      <p className="small soft">{texts.markHint(task.marks)}</p>
      <PictureBoard media={media}>
        {task.areas ? (
          task.areas.map((area) => {
            const at = points.findIndex((point) => isWithin(point, area));
            return (
              <button
                key={area.id}
                type="button"
                className="board__area"
                style={boxOf(area)}
                lang={lang}
                aria-label={area.text}
                title={area.text}
                aria-pressed={at >= 0}
                onClick={() => (at >= 0 ? remove(at) : mark(centreOf(area)))}
              />
            );
          })
        ) : (
          <Aim onMark={mark} />
        )}
        {points.map((point, i) => (
          <BoardMark key={i} at={point} look="own" text={task.marks > 1 ? String(i + 1) : ''} />
        ))}
      </PictureBoard>
      {points.length > 0 && (
        <ul className="marks" aria-label={texts.marks}>
          {points.map((point, i) => (
            <li key={i}>
              {task.marks > 1 && `${i + 1}. `}
              {nameOf(point)}
              <IconButton small icon="trash" label={texts.removeMark(i + 1)} onClick={() => remove(i)} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const percent = (fraction: number): number => Math.round(fraction * 100);
/** How far an arrow key moves the cursor; with Shift farther. */
const STEP = 0.02;
const LEAP = 0.1;
const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const inside = (value: number): number => Math.min(1, Math.max(0, value));

/** The whole picture as a ground to aim at. */
function Aim({ onMark }: { readonly onMark: (point: Point) => void }) {
  const texts = useTexts().question.task;
  const hint = useId();
  const [cursor, setCursor] = useState<Point>({ x: 0.5, y: 0.5 });
  const click = (event: MouseEvent<HTMLDivElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const point = { x: inside((event.clientX - left) / width), y: inside((event.clientY - top) / height) };
    setCursor(point);
    onMark(point);
  };
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const [across, down] = moves[event.key] ?? [];
    const isMark = event.key === 'Enter' || event.key === ' ';
    if (across === undefined || down === undefined) {
      if (!isMark) return;
      event.preventDefault();
      onMark(cursor);
      return;
    }
    event.preventDefault();
    const by = event.shiftKey ? LEAP : STEP;
    setCursor({ x: inside(cursor.x + across * by), y: inside(cursor.y + down * by) });
  };
  return (
    <div
      className="board__aim"
      role="application"
      tabIndex={0}
      aria-label={texts.aim}
      aria-describedby={hint}
      onClick={click}
      onKeyDown={press}
    >
      <span
        className="board__cursor"
        style={{ left: `${cursor.x * 100}%`, top: `${cursor.y * 100}%` }}
        aria-hidden="true"
      />
      <span id={hint} className="visually-hidden">
        {texts.aimHint}
      </span>
      <span className="visually-hidden" role="status">
        {texts.at(percent(cursor.x), percent(cursor.y))}
      </span>
    </div>
  );
}
