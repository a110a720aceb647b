import type { AskStep, ScriptMedia } from '@lockstep/contracts';
import { type Document, isMap, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { editQuestion, listAt, nodeOf, setInQuestion } from './edit-question.js';

/** What of a question a picture, a recording or a film stands beside. */
export type MediaSlot =
  | { readonly beside: 'question' }
  /** By their places, counted from 0. */
  | { readonly beside: 'choice' | 'accepted'; readonly index: number }
  /** By what is answered; of a question with choices, the id of the choice. */
  | { readonly beside: 'mistake'; readonly answer: string }
  | { readonly beside: 'right' | 'partly' | 'wrong' };

/** What stands at a slot now. */
export function mediaIn(step: AskStep, slot: MediaSlot): ScriptMedia | undefined {
  switch (slot.beside) {
    case 'question':
      return step.media;
    case 'choice':
      return step.choices[slot.index]?.media;
    case 'accepted':
      return step.feedback.find(({ answer }) => answer === step.accept[slot.index])?.media;
    case 'mistake':
      return step.wrong.find(({ answer }) => answer === slot.answer)?.media;
    case 'right':
    case 'partly':
    case 'wrong':
      return step.show?.[slot.beside];
  }
}

/**
 * Sets what is shown or heard at a slot of a question; `undefined` takes it away. The rest of the text stays as it is written.
 * @returns the text as it is where it has errors or has no such question
 */
export function setMedia(
  text: string,
  step: AskStep,
  slot: MediaSlot,
  media: ScriptMedia | undefined,
): string {
  switch (slot.beside) {
    case 'question':
      return setInQuestion(text, step.id, ['media'], media);
    case 'right':
    case 'partly':
    case 'wrong':
      return setInQuestion(text, step.id, ['show', slot.beside], media);
    case 'choice':
    case 'accepted': {
      const [list, words] = slot.beside === 'choice' ? ['choices', 'text'] : ['accept', 'answer'];
      return editQuestion(text, step.id, (ask, document) => {
        const items = listAt(ask, list, document);
        setInItem(items, slot.index, { words, media, document });
      });
    }
    case 'mistake':
      return editQuestion(text, step.id, (ask, document) => {
        const pair = mistakeIn(ask, step, slot.answer);
        if (pair) pair.value = withMedia(pair.value, { words: 'say', media, document });
      });
  }
}

type Setting = {
  /** Key of the words once they no longer stand alone. */
  readonly words: string;
  readonly media: ScriptMedia | undefined;
  readonly document: Document;
};

function setInItem(items: YAMLSeq, index: number, setting: Setting): void {
  if (index in items.items) items.items[index] = withMedia(items.items[index], setting);
}

function mistakeIn(ask: YAMLMap, { choices }: AskStep, answer: string): Pair | undefined {
  const wrong = ask.get('wrong', true);
  if (!isMap(wrong)) return undefined;
  const names = [answer, choices.find(({ id }) => id === answer)?.text];
  return wrong.items.find(({ key }) => isScalar(key) && names.includes(String(key.value).trim()));
}

/** Words alone become a map with them, and stand alone again once nothing else is beside them. */
function withMedia(node: unknown, { words, media, document }: Setting): unknown {
  if (isMap(node)) {
    if (media === undefined) node.delete('media');
    else node.set('media', flowNode(media, document));
    const [only, another] = node.items;
    const isAlone = another === undefined && isScalar(only?.key) && only.key.value === words;
    return isAlone ? only.value : node;
  }
  if (media === undefined || isSeq(node)) return node;
  const map = nodeOf({ [words]: isScalar(node) ? node.value : node, media }, document);
  if (isMap(map)) map.flow = true;
  return map;
}

function flowNode(media: ScriptMedia, document: Document): unknown {
  const node = nodeOf(media, document);
  if (isMap(node)) node.flow = true;
  return node;
}
