import type { Area, Region, Task } from '@lockstep/contracts';
import { textOfTask } from '@lockstep/lesson';

/** A task on a picture. */
export type PictureTask = Extract<Task, { kind: 'hotspot' | 'label' }>;

/** One area of a picture as a form has it: of a hotspot with its name, of a label with its words. */
export type AreaRow = Area & {
  readonly text: string;
  /** Of a hotspot. */
  readonly right: boolean;
  /** Of a label: where it is, for students who do not see the picture. */
  readonly name?: string;
};

export function rowsOf(task: PictureTask): AreaRow[] {
  if (task.kind === 'hotspot')
    return task.areas.map(({ text, right, ...area }) => ({ text, right, ...areaOf(area) }));
  const textOf = (id: string) => task.options.find((option) => option.id === id)?.text ?? '';
  return task.places.map(({ option, name, ...area }) => ({
    text: textOf(option),
    right: true,
    ...(name !== undefined && { name }),
    ...areaOf(area),
  }));
}

/** Labels that belong nowhere. */
export const extraOf = (task: PictureTask): string[] =>
  task.kind === 'label'
    ? task.options
        .filter(({ id }) => task.places.every(({ option }) => option !== id))
        .map(({ text }) => text)
    : [];

/** The keys of the question that say these areas; a key without a value is to be taken away. */
export function keysOf(
  task: PictureTask,
  rows: readonly AreaRow[],
  extra: readonly string[] = extraOf(task),
): Readonly<Record<string, unknown>> {
  if (task.kind === 'hotspot') {
    const areas = rows.map((row, i) => ({ id: String(i), ...areaOf(row), text: row.text, right: row.right }));
    const right = areas.filter((area) => area.right).length;
    const marks = Math.max(1, Math.min(task.marks, right));
    const outlined = task.outlined && areas.length > 1;
    return { marks: undefined, outlined: undefined, ...textOfTask({ ...task, areas, marks, outlined }) };
  }
  const options = [...rows.map(({ text }) => text), ...extra].map((text, i) => ({ id: String(i), text }));
  const places = rows.map((row, i) => ({
    id: String(i + 1),
    option: String(i),
    ...(row.name !== undefined && { name: row.name }),
    ...areaOf(row),
  }));
  return { extra: undefined, ...textOfTask({ kind: 'label', places, options }) };
}

const areaOf = ({ region, round }: Area): Area => ({ region, ...(round && { round }) });

/** The row with other words for where it is, or without any. */
export const withName = ({ text, right, ...area }: AreaRow, name: string): AreaRow => ({
  text,
  right,
  ...(name !== '' && { name }),
  ...areaOf(area),
});

/** The row as an oval, or as a rectangle. */
export const withShape = ({ text, right, name, region }: AreaRow, isRound: boolean): AreaRow => ({
  text,
  right,
  region,
  ...(name !== undefined && { name }),
  ...(isRound && { round: true }),
});

/** A row with a name that no other has. */
export function newRow(rows: readonly AreaRow[], nameOf: (index: number) => string, region: Region): AreaRow {
  let index = rows.length + 1;
  while (rows.some(({ text }) => text === nameOf(index))) index++;
  return { text: nameOf(index), region, right: true };
}

/** Within the picture, whatever was typed; to a tenth of a percent. */
export function insidePicture({ x, y, width, height }: Region): Region {
  const tenth = (value: number) => Math.round(value * 1000) / 1000;
  const left = tenth(Math.min(0.98, Math.max(0, x)));
  const top = tenth(Math.min(0.98, Math.max(0, y)));
  return {
    x: left,
    y: top,
    width: tenth(Math.min(1 - left, Math.max(0.02, width))),
    height: tenth(Math.min(1 - top, Math.max(0.02, height))),
  };
}
