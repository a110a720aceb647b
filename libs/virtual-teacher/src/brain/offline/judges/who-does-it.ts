import { isMutual } from './roles.js';
import type { ShortTextJudge } from './short-words.js';

const asksWho = /^(?:who|what|which(?: \p{L}+){1,2}) (\p{L}+) (.+)$/u;
const isHelper =
  /^(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|must|may|might|of|in|on|at|to|from|for|comes?|came)$/;

/** "Alexander taught Aristotle" to "Who taught Alexander?": whom it is done to is named as the one who does it. */
export function exchangesWho(judge: ShortTextJudge, words: readonly string[], start: number): boolean {
  const plain = judge.question.prompt
    .toLowerCase()
    .replace(/[^\p{L}\s'-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const [, verb = '', object = ''] = asksWho.exec(plain) ?? [];
  if (verb === '' || isHelper.test(verb) || isMutual(judge.words.lemmaOf(verb))) return false;
  const at = words.indexOf(verb);
  if (at <= 0 || start <= at) return false;
  const before = words.slice(0, at);
  const between = words.slice(at + 1, start);
  if (
    between.includes('by') ||
    before.some((word) => isHelper.test(word) || /^(?:who|that|which)$/.test(word))
  )
    return false;
  const asked = object.split(' ');
  return before.some((word) => asked.includes(word) && judge.words.isContent(word));
}
