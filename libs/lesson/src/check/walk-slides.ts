import type { LessonScript, LessonStep } from '@lockstep/contracts';
import { spokenBy } from '../spoken-by.js';
import { type MarkItem, parseNarration } from '../narration/parse-narration.js';
import { isMark, type Mark, parseMark } from '../narration/mark.js';
import { effectOf, FIRST_SLIDE, type SlideFacts, type SlidePosition } from '../slides/mark-effect.js';
import { successorsOf } from './flow.js';

/** A mark of a step, and where it is written. */
export type PlacedMark = {
  readonly mark: Mark;
  readonly path: readonly (string | number)[];
  readonly span?: { readonly from: number; readonly to: number };
};

/** Every mark of a step in the order in which they happen; replies come after, and only one of them is spoken. */
export function marksOf(step: LessonStep, language: string): PlacedMark[] {
  if (step.kind === 'play') {
    return step.cues.flatMap(({ mark }, i) => {
      const read = parseMark(mark);
      return isMark(read) ? [{ mark: read, path: ['cues', i, 'mark'] }] : [];
    });
  }
  return spokenBy(step).flatMap(({ path, text }) =>
    parseNarration(text, language)
      .sentences.flatMap(({ words, endMarks }) => [...words.flatMap(({ marks }) => marks), ...endMarks])
      .map(({ mark, from, to }: MarkItem) => ({ mark, path, span: { from, to } })),
  );
}

const nameOf = ({ slide, step }: SlidePosition): string => `${String(slide)}.${String(step)}`;
/** A lesson whose branches lead to more combinations than this is not followed further. */
const MAX_POSITIONS = 64;

/** Which slides may be shown when a step begins, over all ways through the lesson. */
export function positionsBefore(script: LessonScript, slides: readonly SlideFacts[]): SlidePosition[][] {
  const successors = successorsOf(script);
  const before = script.steps.map(() => new Map<string, SlidePosition>());
  const open: [number, SlidePosition][] = [[0, FIRST_SLIDE]];
  const marks = script.steps.map((step) => marksOf(step, script.language));
  for (let next = open.pop(); next; next = open.pop()) {
    const [i, position] = next;
    const known = before[i];
    if (!known || known.has(nameOf(position)) || known.size >= MAX_POSITIONS) continue;
    known.set(nameOf(position), position);
    for (const after of positionsAfter(marks[i] ?? [], position, slides, script)) {
      for (const successor of successors[i] ?? []) open.push([successor, after]);
    }
  }
  return before.map((positions) => [...positions.values()]);
}

/** Where the slides may stand after a step: each reply of a question may turn them differently. */
function positionsAfter(
  marks: readonly PlacedMark[],
  start: SlidePosition,
  slides: readonly SlideFacts[],
  script: LessonScript,
): SlidePosition[] {
  const isReply = ({ path }: PlacedMark): boolean => path[0] === 'say';
  const prompted = follow(
    marks.filter((mark) => !isReply(mark)),
    start,
    slides,
    script,
  );
  const replies = new Set(marks.filter(isReply).map(({ path }) => path[1]));
  const ends = [...replies].map((reply) =>
    follow(
      marks.filter((mark) => isReply(mark) && mark.path[1] === reply),
      prompted,
      slides,
      script,
    ),
  );
  return [prompted, ...ends];
}

function follow(
  marks: readonly PlacedMark[],
  start: SlidePosition,
  slides: readonly SlideFacts[],
  script: LessonScript,
): SlidePosition {
  return marks.reduce((at, { mark }) => {
    const effect = effectOf(mark, at, slides, script);
    return effect.type === 'slide' ? effect.to : at;
  }, start);
}
