import type * as z from 'zod';
import { meantOrKnown, nearest, oneOf } from '../nearest.js';
import { MAX_PROBLEMS, type Path, type Problem, type ProblemParams } from '../problem.js';
import type { TextPlaces } from './text-places.js';

type Issue = z.core.$ZodIssue;
type Words = Pick<Problem, 'code' | 'message' | 'remedy' | 'params'>;

/** What a schema found wrong, for authors. `base` is where the checked value stands in the text. */
export function describeIssues(
  issues: readonly Issue[],
  base: Path,
  places: TextPlaces,
  knownKeys: (path: Path) => readonly string[],
): Problem[] {
  return issues.slice(0, MAX_PROBLEMS).flatMap((issue) => describe(issue, base, places, knownKeys));
}

function describe(
  issue: Issue,
  base: Path,
  places: TextPlaces,
  knownKeys: (path: Path) => readonly string[],
): Problem[] {
  const path = [...base, ...(issue.path as Path)];
  if (issue.code === 'invalid_union') {
    const branch = likeliest(issue.errors);
    if (branch) return branch.flatMap((inner) => describe(inner, path, places, knownKeys));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, MAX_PROBLEMS)
      .map((key) => unknownKey(key, knownKeys(path), places.ofKey([...path, key])));
  }
  const name = nameOf(path);
  const isMissing = issue.code === 'invalid_type' && !places.has(path);
  const words: Words = isMissing
    ? { code: 'missing', message: `${name} is missing.`, remedy: `Add it, such as ${exampleOf(path)}.` }
    : wordsFor(issue, name, path);
  const params = { ...placeIn(path), example: exampleOf(path), ...words.params };
  return [
    {
      severity: 'error',
      ...words,
      params,
      place: isMissing ? places.ofKey(path.slice(0, -1)) : places.of(path),
    },
  ];
}

/** Of several forms that a value may have, the one that it was meant to have: wrong in its parts, not as a whole. */
function likeliest(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const sorted = [...branches].sort((a, b) => misfit(a) - misfit(b));
  return sorted[0];
}

/** How little a value is of the form in which these issues were found. */
const misfit = (issues: readonly Issue[]): number => issues.reduce((sum, issue) => sum + misfitOf(issue), 0);

function misfitOf(issue: Issue): number {
  const isWhole = issue.path.length === 0;
  if (isWhole && issue.code === 'invalid_type') return 100;
  if (isWhole && issue.code === 'invalid_union' && issue.errors.length > 0)
    return Math.min(...issue.errors.map(misfit));
  return issue.code === 'unrecognized_keys' ? 3 : 1;
}

export function unknownKey(key: string, known: readonly string[], place: Problem['place'] & object): Problem {
  const meant = nearest(key, known);
  return {
    severity: 'error',
    code: 'unknown-key',
    message: `There is no key '${key.slice(0, 60)}' here.`,
    remedy: meant ? `Did you mean '${meant}'?` : `There are: ${oneOf(known, 20).replace(' or ', ' and ')}.`,
    params: { key: key.slice(0, 60), ...meantOrKnown(key, known) },
    place,
  };
}

/** The key that a path ends with, and which entry of it, counted from 1. */
function placeIn(path: Path): ProblemParams {
  const key = path.findLast((part) => typeof part === 'string');
  const last = path.at(-1);
  return { ...(key !== undefined && { key }), ...(typeof last === 'number' && { entry: last + 1 }) };
}

function wordsFor(issue: Issue, name: string, path: Path): Words {
  switch (issue.code) {
    case 'invalid_type':
      return {
        code: 'wrong-kind',
        message: `${name} is ${kindOf(issue.input)} here, and ${wanted(issue.expected)} is wanted.`,
        remedy: `Write it such as ${exampleOf(path)}.`,
      };
    case 'too_small':
      return tooSmall(issue, name);
    case 'too_big':
      return {
        code: 'too-big',
        message: `${name} is more than ${String(issue.maximum)}${unitOf(issue.origin)}.`,
        remedy: issue.origin === 'string' ? 'Shorten it.' : 'Write less.',
        params: { most: Number(issue.maximum) },
      };
    case 'invalid_value':
      return {
        code: 'unknown-value',
        message: `${name} cannot be ${shown(issue.input)}.`,
        remedy: suggestion(String(issue.input), issue.values.map(String)),
        params: {
          given: String(issue.input).slice(0, 40),
          ...meantOrKnown(String(issue.input), issue.values.map(String)),
        },
      };
    case 'invalid_format':
    case 'invalid_union':
      return {
        code: 'wrong-form',
        message: `${name} is not understood.`,
        remedy: `Write it such as ${exampleOf(path)}.`,
      };
    default:
      return {
        code: 'wrong',
        message: `${name}: ${issue.message}.`,
        remedy: `Write it such as ${exampleOf(path)}.`,
      };
  }
}

const tooSmall = (issue: Extract<Issue, { code: 'too_small' }>, name: string): Words =>
  issue.minimum === 1 && issue.origin !== 'number'
    ? { code: 'empty', message: `${name} is empty.`, remedy: 'Fill it in, or take the key away.' }
    : {
        code: 'too-small',
        message: `${name} is less than ${String(issue.minimum)}${unitOf(issue.origin)}.`,
        remedy: 'Write more.',
        params: { least: Number(issue.minimum) },
      };

const suggestion = (given: string, values: readonly string[]): string => {
  const meant = nearest(given, values);
  return meant ? `Did you mean '${meant}'?` : `Write ${oneOf(values)}.`;
};

const unitOf = (origin: string): string =>
  origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';

/** `'window' of ask 3`, `'title'`. */
function nameOf(path: Path): string {
  const keys = path.filter((part) => typeof part === 'string' && part !== 'steps');
  const last = path.at(-1);
  if (typeof last === 'number') {
    return path.at(-2) === 'steps'
      ? `Step ${String(last + 1)}`
      : `Entry ${String(last + 1)} of '${String(keys.at(-1))}'`;
  }
  return last === undefined ? 'The lesson' : `'${last}'`;
}

const kindOf = (input: unknown): string => {
  if (input === null || input === undefined) return 'empty';
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' ? 'a mapping of keys' : shown(input);
};

const shown = (input: unknown): string => `'${String(input).slice(0, 40)}'`;

const WANTED: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys',
  record: 'a mapping of keys',
  tuple: 'a list of four numbers',
  null: 'nothing',
};
const wanted = (expected: string): string => WANTED[expected] ?? expected;

const EXAMPLES: Readonly<Record<string, string>> = {
  title: 'title: The simple past',
  language: 'language: en',
  steps: 'steps: with a list of - say: … below it',
  say: 'say: Welcome',
  pause: 'pause: 1.5s',
  window: 'window: 30s',
  at: 'at: 12.5s',
  goto: 'goto: the-id-of-a-step',
  id: 'id: past-of-go (letters, digits, _ . and -, at most 64)',
  question: 'question: the-id-of-a-question',
  prompt: 'prompt: Which word is missing?',
  choices: 'choices: [goed, went, gone]',
  accept: 'accept: [went, did go]',
  hints: 'hints: [It begins with w.]',
  rightAtLeast: 'rightAtLeast: 70%',
  rightBelow: 'rightBelow: 50%',
  tries: 'tries: 2',
  pointsWanted: 'pointsWanted: 2',
  slides: 'slides: slides.md',
  cues: 'cues: [{at: 2s, mark: slide 2}]',
  clip: 'clip: welcome.mp4',
  mark: 'mark: slide 2',
  media: 'media: {file: heart.png, alt: A heart cut open}',
  file: 'file: heart.png',
  alt: 'alt: A heart cut open',
  show: 'show: {right: {file: medal.png, alt: A medal}}',
  rubric: 'rubric: [{point: says why, any: [because, so that]}]',
  wrong: 'wrong: {goed: Go is irregular.}',
  play: 'play: welcome.mp4',
  branch: 'branch: {rightBelow: 60%, goto: once-more}',
  pools: 'pools: {warm-up: 2}',
  recordings: 'recordings: [{file: hello.wav, says: Hello.}]',
  says: 'says: Hello, class',
  answer: 'answer: short',
  right: 'right: went',
  shuffle: 'shuffle: true',
  several: 'several: true',
  order: 'order: [Mercury, Venus, Earth]',
  match: 'match: {cat: mew, dog: bark}',
  extra: 'extra: [moo]',
  gaps: "gaps: 'Water boils at [100] °C.'",
  hotspot: 'hotspot: {heart: {rect: [25%, 30%, 15%, 25%]}}',
  label: 'label: {root: [50%, 90%], leaf: [60%, 20%]}',
  marks: 'marks: 2',
  outlined: 'outlined: true',
  survey: 'survey: [{ask: How was it?, scale: 5}, What was missing?]',
  ask: 'ask: How was it?',
  scale: 'scale: 5',
  low: 'low: boring',
  high: 'high: exciting',
  optional: 'optional: true',
  tolerance: 'tolerance: 0.05',
  range: 'range: [3, 4]',
  unit: 'unit: required',
  points: 'points: 2',
  credit: 'credit: 50%',
  pool: 'pool: warm-up',
  confidence: 'confidence: true',
  grammar: 'grammar: true',
  tense: 'tense: past',
  endsEarly: 'endsEarly: false',
  required: 'required: false',
  size: 'size: [800, 600]',
  regions: 'regions: {1: {door: [0.1, 0.2, 0.3, 0.4]}}',
};

function exampleOf(path: Path): string {
  const key = [...path].reverse().find((part) => typeof part === 'string' && Object.hasOwn(EXAMPLES, part));
  return EXAMPLES[String(key)] ?? 'key: value';
}
