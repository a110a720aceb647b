import { nearest, oneOf } from '../nearest.js';

/** What happens before a word. Slides and build steps are counted as authors count: slides from 1, steps from 0. */
export type Mark =
  | { readonly type: 'slide'; readonly to: number | 'next' | 'previous' }
  /** Build step of the slide that is shown: 0 as it first appears, 1 with its first fragment. */
  | { readonly type: 'step'; readonly to: number | 'next' }
  /** A word or phrase of the slide, or the name of a region; null takes the highlight away. */
  | { readonly type: 'highlight'; readonly target: string | null }
  | { readonly type: 'marker'; readonly name: string }
  /** Silence. */
  | { readonly type: 'pause'; readonly ms: number };

export type MarkType = Mark['type'];
export const MARK_TYPES: readonly MarkType[] = ['slide', 'step', 'highlight', 'marker', 'pause'];

/** Longest silence inside narration; a longer one is a step of its own. */
export const MAX_NARRATION_PAUSE_MS = 10_000;

export type MarkProblem = {
  readonly message: string;
  readonly remedy: string;
  readonly params: { readonly mark: string; readonly example?: string };
};

const EXAMPLES: Record<MarkType, string> = {
  slide: '{slide 2}, {slide next} or {slide previous}',
  step: '{step 1} or {step next}',
  highlight: '{highlight went} or {highlight none}',
  marker: '{marker name}',
  pause: '{pause 500} (milliseconds)',
};

/** One that is written right. */
const exampleOf = (type: MarkType): string => /\{[^}]*\}/.exec(EXAMPLES[type])?.[0] ?? '';

/** Reads a mark without its braces: `slide 2`. */
export function parseMark(text: string): Mark | MarkProblem {
  const [, name = '', rest = ''] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(text) ?? [];
  const argument = rest.replace(/\s+/g, ' ');
  switch (name) {
    case 'slide':
      return numbered('slide', argument, ['next', 'previous'], 1) ?? bad('slide', argument);
    case 'step':
      return numbered('step', argument, ['next'], 0) ?? bad('step', argument);
    case 'highlight':
      if (argument === '' || argument.length > 200) return bad('highlight', argument);
      return { type: 'highlight', target: argument === 'none' ? null : argument };
    case 'marker':
      return argument === '' || argument.length > 100
        ? bad('marker', argument)
        : { type: 'marker', name: argument };
    case 'pause':
      return silence(argument) ?? bad('pause', argument);
    default:
      return unknown(name);
  }
}

export const isMark = (mark: Mark | MarkProblem): mark is Mark => 'type' in mark;

/** Inverse of {@link parseMark}. */
export function formatMark(mark: Mark): string {
  switch (mark.type) {
    case 'slide':
    case 'step':
      return `${mark.type} ${String(mark.to)}`;
    case 'highlight':
      return `highlight ${mark.target ?? 'none'}`;
    case 'marker':
      return `marker ${mark.name}`;
    case 'pause':
      return `pause ${String(mark.ms)}`;
  }
}

function numbered(
  type: 'slide' | 'step',
  argument: string,
  words: readonly string[],
  least: number,
): Mark | undefined {
  if (words.includes(argument)) return { type, to: argument as 'next' };
  if (!/^\d{1,4}$/.test(argument) || Number(argument) < least) return undefined;
  return { type, to: Number(argument) };
}

function silence(argument: string): Mark | undefined {
  const [, digits, unit] = /^(\d{1,5}(?:\.\d{1,3})?) ?(ms|s)?$/.exec(argument) ?? [];
  if (digits === undefined) return undefined;
  const ms = Math.round(Number(digits) * (unit === 's' ? 1000 : 1));
  return ms >= 10 && ms <= MAX_NARRATION_PAUSE_MS ? { type: 'pause', ms } : undefined;
}

function bad(type: MarkType, argument: string): MarkProblem {
  const message =
    argument === ''
      ? `The mark {${type}} does not say which.`
      : `The mark {${type} ${argument.slice(0, 60)}} is not understood.`;
  const limit =
    type === 'pause' ? `; at most ${String(MAX_NARRATION_PAUSE_MS)}, a longer one is a step 'pause'` : '';
  const params = { mark: `${type} ${argument.slice(0, 60)}`.trim(), example: exampleOf(type) };
  return { message, remedy: `Write ${EXAMPLES[type]}${limit}.`, params };
}

function unknown(name: string): MarkProblem {
  const meant = nearest(name, MARK_TYPES);
  const what =
    name === '' ? 'An empty pair of braces is no mark.' : `There is no mark {${name.slice(0, 60)}}.`;
  const remedy = meant
    ? `Did you mean {${meant}}? Write ${EXAMPLES[meant as MarkType]}.`
    : `There are ${oneOf([...MARK_TYPES]).replace(' or ', ' and ')}; a brace that is meant as such is written \\{.`;
  const example = meant === undefined ? {} : { example: exampleOf(meant as MarkType) };
  return { message: what, remedy, params: { mark: name.slice(0, 60), ...example } };
}
