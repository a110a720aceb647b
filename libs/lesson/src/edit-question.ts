import { Document, isCollection, isMap, isNode, isScalar, isSeq, visit, type YAMLMap } from 'yaml';
import { replaceHeadEntry } from './edit-head.js';
import { parseLesson } from './parse-lesson.js';
import { plainNames } from './text/ordered-names.js';
import { readYaml } from './text/read-yaml.js';

/** What an author takes from corrections into a question. */
export type QuestionAddition =
  /** Words that show a point of the rubric, counted from 0; in a question without a rubric an accepted answer. */
  | { readonly kind: 'phrase'; readonly text: string; readonly point: number }
  | { readonly kind: 'mistake'; readonly text: string; readonly because: string };

type Change = (ask: YAMLMap, document: Document, step: YAMLMap) => void;

/**
 * Changes one question of a lesson's text; all other steps stay as they are written, and so do comments.
 * @returns the text as it is where it has errors or asks no such question
 */
export function editQuestion(text: string, questionId: string, change: Change): string {
  const { script } = parseLesson(text);
  const { document } = readYaml(text);
  const index = script?.steps.findIndex(({ id }) => id === questionId) ?? -1;
  const step = index < 0 ? undefined : document?.getIn(['steps', index], true);
  const ask = isMap(step) ? step.get('ask', true) : undefined;
  if (!document || !isMap(step) || !isMap(ask) || !step.range) return text;
  const [from, to] = step.range;
  const written = text.slice(from, to);
  const column = from - (text.lastIndexOf('\n', from - 1) + 1);
  change(ask, document, step);
  // what stands above the step and below it is not replaced
  step.commentBefore = null;
  step.comment = null;
  step.spaceBefore = false;
  const part = new Document(step, { aliasDuplicateObjects: false });
  const fresh = part.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
  const tail = /\s*$/.exec(written)?.[0] ?? '';
  return text.slice(0, from) + indented(fresh, column) + tail + text.slice(to);
}

const indented = (text: string, column: number): string =>
  text.replace(/\n(?!\n|$)/g, `\n${' '.repeat(column)}`);

/** The node below a key as a list; one that is missing, or a single value, becomes one. */
export function listAt(map: YAMLMap, key: string, document: Document) {
  const held = map.get(key, true);
  if (isSeq(held)) return held;
  const list = document.createNode(isScalar(held) ? [held.value] : [], { flow: true });
  if (isMap(held)) list.add(held);
  map.set(key, list);
  return list;
}

function addPhrase(ask: YAMLMap, document: Document, text: string, point: number): void {
  const rubric = ask.get('rubric', true);
  if (!isSeq(rubric)) {
    listAt(ask, 'accept', document).add(document.createNode(text));
    return;
  }
  const wanted = rubric.items[point] ?? rubric.items[0];
  if (isMap(wanted)) {
    listAt(wanted, 'any', document).add(document.createNode(text));
    return;
  }
  const words = isScalar(wanted) ? wanted.value : wanted;
  rubric.items[rubric.items.indexOf(wanted)] = document.createNode({ point: words, any: [text] });
}

/**
 * Puts a phrase or a common mistake into a question. The rest of the text stays as it is written.
 * @returns the text as it is where it has errors or asks no such question
 */
export const addToQuestion = (text: string, questionId: string, addition: QuestionAddition): string =>
  editQuestion(text, questionId, (ask, document) => {
    if (addition.kind === 'phrase') return addPhrase(ask, document, addition.text, addition.point);
    const wrong = ask.get('wrong', true);
    if (isMap(wrong)) wrong.set(document.createNode(addition.text), addition.because);
    else ask.set('wrong', document.createNode({ [addition.text]: addition.because }));
  });

/** A list in one line, unless its entries are more than words; of these and of a map an entry in each line. */
export function nodeOf(value: unknown, document: Document) {
  const isPlain = Array.isArray(value) && value.every((entry) => typeof entry !== 'object');
  const node = document.createNode(value, { flow: isPlain });
  const entries: readonly unknown[] = isMap(node)
    ? node.items.map((one) => one.value)
    : isSeq(node)
      ? node.items
      : [];
  for (const entry of entries) if (isCollection(entry)) entry.flow = true;
  visit(node, plainNames);
  return node;
}

/**
 * Sets one field of a question, such as `['compare', 'tolerance']`; `undefined` takes it away. The rest of the text stays as it
 * is written.
 * @returns the text as it is where it has errors or asks no such question
 */
export const setInQuestion = (
  text: string,
  questionId: string,
  path: readonly string[],
  value: unknown,
): string =>
  editQuestion(text, questionId, (ask, document) => {
    if (value !== undefined) {
      ask.setIn([...path], typeof value === 'object' ? nodeOf(value, document) : value);
      return;
    }
    ask.deleteIn([...path]);
    const [first = ''] = path;
    const parent = ask.get(first, true);
    if (isNode(parent) && isMap(parent) && parent.items.length === 0) ask.delete(first);
  });

/**
 * Puts a question into a pool and says how many questions of it a session asks; `undefined` takes the question out. A pool that
 * no question is left in is removed from the head of the lesson.
 * @returns the text as it is where it has errors or asks no such question
 */
export function setPool(
  text: string,
  questionId: string,
  pool: { readonly name: string; readonly draw: number } | undefined,
): string {
  const before = parseLesson(text).script?.steps ?? [];
  const asks = before.filter((step) => step.kind === 'ask');
  const old = asks.find(({ id }) => id === questionId);
  if (old === undefined) return text;
  const isLast = asks.filter((step) => step.pool === old.pool).length === 1;
  const left = old.pool !== undefined && old.pool !== pool?.name && isLast ? old.pool : undefined;
  const named = pool === undefined ? text : setHead(text, ['pools', pool.name], pool.draw);
  const set = setInQuestion(named, questionId, ['pool'], pool?.name);
  return left === undefined ? set : setHead(set, ['pools', left], undefined);
}

/** Sets one entry of a map in the head of a lesson; `undefined` takes it away, and the map with its last entry. */
function setHead(text: string, [key, name]: readonly [string, string], value: number | undefined): string {
  const { document } = readYaml(text);
  if (!document || !isMap(document.contents)) return text;
  const head = document.contents;
  const held = head.get(key, true);
  const entries = isMap(held) ? (held.toJS(document) as Record<string, unknown>) : {};
  const next = Object.entries({ ...entries, [name]: value }).filter(([, one]) => one !== undefined);
  const line =
    next.length === 0
      ? ''
      : `${key}: ${new Document(document.createNode(Object.fromEntries(next), { flow: true })).toString({ lineWidth: 0, flowCollectionPadding: false }).trim()}\n`;
  return replaceHeadEntry(text, head, key, line);
}
