import { plainText, tidy } from '@lockstep/lesson';

const FEWEST_WORDS = 4;

const words = (text: string): string[] =>
  tidy(text)
    .toLowerCase()
    .match(/\p{Script=Han}|[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Whether an answer is the question once more, or most of it, with nothing added. */
export function copiesQuestion(answer: string, prompt: string, language: string): boolean {
  const said = words(answer);
  const asked = words(plainText(prompt, language));
  if (said.length < FEWEST_WORDS || asked.length < FEWEST_WORDS) return false;
  const known = new Set(asked);
  const added = said.filter((word) => !known.has(word)).length;
  const covered = asked.filter((word) => said.includes(word)).length;
  return added === 0 && covered >= asked.length * 0.7;
}
