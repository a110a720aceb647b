import { AskStep } from '@lockstep/contracts';
import { nameChoices } from '@lockstep/lesson';
import { newItem } from '../survey-rows.js';
import type { QuestionTexts } from './question-texts.js';

export type NewKind = keyof QuestionTexts['kinds'];

/** A question of a kind that can be taught as it stands, with words to be replaced. */
export function newQuestion(kind: NewKind, taken: readonly string[], words: QuestionTexts): AskStep {
  const id = freeName('question', taken);
  const answer = kind === 'image' ? 'open' : kind;
  return AskStep.parse({ id, kind: 'ask', answer, prompt: words.prompt, ...keyOf(kind, words) });
}

/** What is right, or asked, in a question of this kind. */
function keyOf(kind: NewKind, words: QuestionTexts): Partial<AskStep> {
  const two = (name: (index: number) => string) => nameChoices([1, 2].map((i) => ({ text: name(i) })));
  switch (kind) {
    case 'single':
      return { choices: two(words.choice).map((choice, i) => ({ ...choice, right: i === 0 })) };
    case 'poll':
      return { choices: two(words.choice).map((choice) => ({ ...choice, right: false })) };
    case 'truefalse':
      return { choices: truths(true, words) };
    case 'short':
    case 'spoken':
      return { accept: [words.answer(1)] };
    case 'number':
      return { accept: ['1'] };
    case 'open':
      return { rubric: [{ point: words.point(1), any: [], required: true }] };
    case 'order':
      return { task: { kind, items: two(words.thing) } };
    case 'match': {
      const options = two(words.option);
      const items = two(words.item).map((item, i) => ({ ...item, option: options[i]?.id ?? '' }));
      return { task: { kind, items, options } };
    }
    case 'gaps': {
      const [before = '', rest = ''] = words.newGaps.split('[');
      const [accept = '', behind = ''] = rest.split(']');
      return { task: { kind, segments: [before, behind], gaps: [{ accept: [accept] }] } };
    }
    case 'survey':
      return { task: { kind, items: [newItem([], words.item)] }, windowMs: 120_000 };
    case 'words':
    case 'opinion':
    case 'image':
      return {};
  }
}

export const truths = (isTrue: boolean, words: QuestionTexts): AskStep['choices'] => [
  { id: 'true', text: words.truths.true, right: isTrue },
  { id: 'false', text: words.truths.false, right: !isTrue },
];

/** A name that no other entry has, such as `Choice 3`. */
export const nextName = (taken: readonly string[], nameOf: (index: number) => string): string =>
  Array.from({ length: taken.length + 1 }, (_, i) => nameOf(taken.length + 1 + i)).find(
    (name) => !taken.includes(name),
  ) ?? '?';

const freeName = (name: string, taken: readonly string[]): string => {
  let n = 1;
  while (taken.includes(n === 1 ? name : `${name}-${String(n)}`)) n++;
  return n === 1 ? name : `${name}-${String(n)}`;
};

/** What stands in the lines of a field, each once. */
export const linesOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];
