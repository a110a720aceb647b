import type { LessonScript } from '@lockstep/contracts';
import {
  Document,
  visit,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  Scalar,
  type ToStringOptions,
  type YAMLMap,
} from 'yaml';
import { parseLesson } from './parse-lesson.js';
import { STEP_KEYS } from './text/lesson-text.js';
import { readYaml } from './text/read-yaml.js';
import { plainNames } from './text/ordered-names.js';
import { textOfScript } from './text/text-of-script.js';

/** Lines of narration end before this column. */
const LINE_WIDTH = 110;
/** A text that fits on the line of its key stays there. */
const SHORT_TEXT = 84;

export type FormatOptions = {
  /** `write` puts an id to every step that has none, so that it survives a change of its words. Default: `keep`. */
  readonly ids?: 'keep' | 'write';
};

/**
 * A lesson's text in the one form that all lessons have: keys in their order, long texts folded, an empty line between
 * steps. Comments stay. Formatting again changes nothing, and the script that is read stays the same.
 *
 * @param lesson a script, or a text; a text with an error comes back as it is, because nobody knows what it means
 */
export function formatLesson(lesson: string | LessonScript, options: FormatOptions = {}): string {
  if (typeof lesson !== 'string') return write(documentOf(textOfScript(lesson, options.ids)));
  const { script } = parseLesson(lesson);
  const { document } = readYaml(lesson);
  if (!script || !document) return lesson;
  if (options.ids === 'write') writeIds(document, script);
  return write(document);
}

function documentOf(value: unknown): Document {
  // Two steps may share one object; an anchor and its alias would be refused when the text is read.
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, plainNames);
  return document;
}

function write(document: Document): string {
  if (!isMap(document.contents)) return document.toString(OPTIONS);
  const head = document.contents;
  keepTopComment(head);
  order(head, HEAD_ORDER);
  const steps = head.get('steps');
  if (isSeq(steps)) {
    steps.flow = false;
    steps.items.forEach((step, i) => tidyStep(step, i));
  }
  const title = head.items[0];
  if (title && isScalar(title.key)) title.key.spaceBefore = false;
  tidyTexts(head, undefined);
  const text = document.toString(OPTIONS);
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** What stands above the first key is about the file, whichever key will be the first. */
function keepTopComment(head: YAMLMap): void {
  const first = head.items[0]?.key;
  if (!isScalar(first) || !first.commentBefore) return;
  head.commentBefore = [head.commentBefore, first.commentBefore].filter(Boolean).join('\n');
  first.commentBefore = null;
}

const OPTIONS: ToStringOptions = {
  lineWidth: LINE_WIDTH,
  minContentWidth: 20,
  indent: 2,
  indentSeq: true,
  singleQuote: true,
  flowCollectionPadding: false,
  commentString: (comment) => comment.replace(/^(?!$)(?: $)?/gm, '#'),
};

const HEAD_ORDER = [
  'title',
  'language',
  'voice',
  'avatar',
  'slides',
  'brain',
  'regions',
  'pools',
  'recordings',
  'steps',
];
const STEP_ORDER = ['id', ...STEP_KEYS];
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  ask: [
    ...['answer', 'prompt', 'media', 'choices', 'right', 'accept', 'wrong', 'rubric', 'pointsWanted'],
    ...['grammar', 'tense'],
    ...['hints', 'tries', 'window', 'endsEarly', 'say', 'show'],
  ],
  play: ['clip', 'cues'],
  branch: ['question', 'on', 'rightAtLeast', 'rightBelow', 'goto', 'cases'],
  say: ['right', 'partly', 'wrong', 'nothing'],
  cases: ['rightAtLeast', 'rightBelow', 'goto'],
  choices: ['id', 'text', 'right', 'media'],
  accept: ['answer', 'say', 'credit', 'media'],
  media: ['file', 'alt', 'size'],
  show: ['right', 'partly', 'wrong'],
  rubric: ['point', 'any', 'required'],
  cues: ['at', 'mark'],
};

const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '');

/** Sorts in place; what is not in the order stays behind, as it was. */
function order(map: YAMLMap, keys: readonly string[]): void {
  const rank = (pair: Pair): number => {
    const at = keys.indexOf(keyOf(pair));
    return at < 0 ? keys.length : at;
  };
  const first = map.items[0];
  const sorted = [...map.items].sort((a, b) => rank(a) - rank(b));
  map.items = sorted;
  // An empty line that belonged to the place, not to the key.
  if (first && first !== sorted[0] && isScalar(first.key)) first.key.spaceBefore = false;
}

function tidyStep(step: unknown, index: number): void {
  if (!isMap(step)) return;
  step.flow = false;
  step.spaceBefore = index > 0;
  order(step, STEP_ORDER);
  for (const pair of step.items) {
    const [key, value] = [keyOf(pair), pair.value];
    if (!isMap(value)) continue;
    if (key === 'ask') value.flow = false;
    tidyMap(value, key);
  }
}

function tidyMap(map: YAMLMap, name: string): void {
  order(map, ORDERS[name] ?? []);
  for (const pair of map.items) {
    const key = keyOf(pair);
    if (isMap(pair.value)) tidyMap(pair.value, key);
    if (isSeq(pair.value)) for (const item of pair.value.items) if (isMap(item)) tidyMap(item, key);
  }
}

/** Texts that are spoken; the others stay as their author quoted them. */
const SPOKEN = new Set(['say', 'prompt', 'right', 'partly', 'wrong', 'nothing']);

function tidyTexts(node: unknown, key: string | undefined): void {
  if (isMap(node)) {
    for (const pair of node.items) tidyTexts(pair.value, keyOf(pair));
    if (node.flow && isLong(node)) node.flow = false;
  } else if (isSeq(node)) {
    for (const item of node.items) tidyTexts(item, key);
    if (node.flow === undefined && isShortList(node.items)) node.flow = true;
    else if (node.flow && isLong(node)) node.flow = false;
  } else if (isScalar(node) && typeof node.value === 'string') tidyText(node as Scalar<string>, key);
}

/** Something in it does not go into one line. */
const isLong = (node: { items: readonly unknown[] }): boolean =>
  node.items.some((item) => {
    const value: unknown = isPair(item) ? item.value : item;
    if (isScalar(value))
      return (
        typeof value.value === 'string' && (value.value.length > SHORT_TEXT || value.value.includes('\n'))
      );
    return (isMap(value) || isSeq(value)) && isLong(value);
  });

/** `choices: [goed, went, gone]`, where there are no comments to be lost. */
const isShortList = (items: readonly unknown[]): boolean =>
  items.every(
    (item) => isScalar(item) && !item.comment && !item.commentBefore && !/\s/.test(String(item.value)),
  ) && items.reduce((sum: number, item) => sum + String((item as Scalar).value).length + 2, 0) < 60;

function tidyText(scalar: Scalar<string>, key: string | undefined): void {
  scalar.value = scalar.value.trim();
  const isSpoken = key !== undefined && SPOKEN.has(key);
  const isBlock = scalar.type === Scalar.BLOCK_LITERAL || scalar.type === Scalar.BLOCK_FOLDED;
  const needsQuotes = NOT_PLAIN.test(scalar.value);
  if (scalar.value.includes('\n'))
    scalar.type = scalar.type === Scalar.BLOCK_FOLDED ? Scalar.BLOCK_FOLDED : Scalar.BLOCK_LITERAL;
  else if (scalar.value.length > SHORT_TEXT || (isSpoken && needsQuotes)) scalar.type = Scalar.BLOCK_FOLDED;
  else if (isBlock && isSpoken) scalar.type = Scalar.PLAIN;
}

/** What YAML would not read as the same text without quotes. */
const NOT_PLAIN = /^[\s\-?:,[\]{}#&*!|>'"%@`]|: |:$| #|^$/;

/** Ids of all steps, as the first key of each. */
function writeIds(document: Document, script: LessonScript): void {
  const steps = isMap(document.contents) ? document.contents.get('steps') : undefined;
  if (!isSeq(steps)) return;
  for (const [i, step] of steps.items.entries()) {
    const id = script.steps[i]?.id;
    if (isMap(step) && !step.has('id') && id !== undefined) step.items.unshift(document.createPair('id', id));
  }
}
