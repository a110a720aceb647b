import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
} from 'yaml';
import { MAX_PROBLEMS, type Path, type Problem } from '../problem.js';
import { orderedRecord } from './ordered-names.js';
import { refusedText } from './text-limits.js';
import { TextPlaces } from './text-places.js';
import { describeYamlError, DUPLICATE_KEY } from './yaml-errors.js';

/** The format itself needs six levels. */
const MAX_DEPTH = 40;

export type YamlTree = {
  /** Plain values; what is not a number or a truth by its place in the format is text as it was written. */
  readonly value: unknown;
  readonly places: TextPlaces;
  readonly problems: readonly Problem[];
  readonly document: Document | undefined;
};

/** Reads YAML into plain values and their places. Never throws. */
export function readYaml(text: string): YamlTree {
  const places = new TextPlaces(text);
  const refused = refusedText(text, places);
  if (refused) return { value: undefined, places, problems: [refused], document: undefined };
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    strict: true,
    uniqueKeys: false, // it compares each key with each; TreeReader finds them by name
    stringKeys: false,
  });
  const problems = document.errors
    .slice(0, MAX_PROBLEMS)
    .map((error) => describeYamlError(error, text, places));
  if (problems.length > 0) return { value: undefined, places, problems, document };
  const reader = new TreeReader(text, places);
  const value = reader.read(document.contents, []);
  return { value, places, problems: reader.problems, document };
}

/** Keys whose values are numbers or truths; everywhere else `3` and `yes` are words. */
const TYPED = new Set([
  'tries',
  'pointsWanted',
  'points',
  'credit',
  'confidence',
  'shuffle',
  'several',
  'marks',
  'outlined',
  'grammar',
  'endsEarly',
  'required',
  'scale',
  'optional',
  'rightAtLeast',
  'rightBelow',
  'tolerance',
  'equivalentUnits',
  'decimals',
  'significantDigits',
  'case',
  'spelling',
]);

/** Keys whose values are lists of numbers. */
const MEASURED = new Set(['range', 'rect', 'circle', 'oval', 'size']);

/** Keys whose values have names of the author's, whose order means something. */
const NAMED = new Set(['match', 'wrong', 'hotspot', 'label']);

class TreeReader {
  readonly problems: Problem[] = [];
  constructor(
    readonly text: string,
    readonly places: TextPlaces,
  ) {}

  read(node: unknown, path: Path, key?: Node): unknown {
    if (path.length > MAX_DEPTH)
      return this.#refuse(node, 'too-deep', 'Lists within lists go too deep here.');
    if (isAlias(node))
      return this.#refuse(node, 'alias', `*${node.source} repeats another part of the text.`);
    this.places.add(path, key, isNode(node) ? node : null);
    if (isMap(node)) return this.#map(node.items, path);
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index]));
    if (!isScalar(node)) return null;
    return isTyped(path) || node.value === null ? node.value : textOf(node);
  }

  #map(items: readonly unknown[], path: Path): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    const names = new Set<string>();
    for (const pair of items) {
      if (!isPair(pair)) continue;
      const key = this.#key(pair.key);
      if (key === undefined) continue;
      if (names.has(key)) this.#report(pair.key, DUPLICATE_KEY);
      names.add(key);
      entries.push([key, this.read(pair.value, [...path, key], pair.key as Node)]);
    }
    const isNamed = NAMED.has(String(path.at(-1))); // own properties, also for a key named __proto__
    return isNamed ? orderedRecord(entries) : Object.fromEntries(entries);
  }

  #key(node: unknown): string | undefined {
    if (isScalar(node)) return textOf(node).trim();
    const message = 'A list or a mapping cannot be a key.';
    const remedy =
      'A text that begins with { or [ is put on a line of its own below >-, or in quotes, so that YAML takes it as text.';
    this.#report(node, { code: 'yaml-key', message, remedy });
    return undefined;
  }

  #refuse(node: unknown, code: 'too-deep' | 'alias', message: string): undefined {
    const remedy =
      code === 'alias'
        ? 'Write the part out. A text that begins with * is put on a line of its own below >-, or in quotes.'
        : 'A lesson needs six levels.';
    this.#report(node, { code, message, remedy });
    return undefined;
  }

  #report(node: unknown, problem: Pick<Problem, 'code' | 'message' | 'remedy'>): void {
    if (this.problems.length >= MAX_PROBLEMS) return;
    const range = isNode(node) ? node.range : null;
    const place = this.places.at(range?.[0] ?? 0, range?.[1] ?? 0);
    this.problems.push({ severity: 'error', ...problem, place });
  }
}

function isTyped(path: Path): boolean {
  const key = path.at(-1);
  if (path[0] === 'regions' || path[0] === 'pools') return true;
  if (path.at(-2) === 'match' || path.at(-2) === 'wrong') return false; // these keys are answers
  const isRight = (path.at(-3) === 'choices' || path.at(-3) === 'hotspot') && key === 'right';
  const isMeasured = MEASURED.has(String(path.at(-2))) || path.at(-3) === 'label';
  return isRight || (isMeasured && typeof key === 'number') || (typeof key === 'string' && TYPED.has(key));
}

/** What the author wrote, whatever YAML takes it for. */
const textOf = ({ value, source }: Scalar): string =>
  typeof value === 'string' ? value : (source ?? String(value));
