import type { Verdict } from '@lockstep/contracts';
import { ModelFailed } from '../../openai/model-failed.js';

/** "That is right", but not "that is not right", "is that right?", or "the right answer is". */
const PRAISES: readonly RegExp[] = [
  /\b(full|top) (marks|points|credit)\b|\b100 ?%|\b(ten|10) out of (ten|10)\b/u,
  /\b(absolutely|exactly|completely|totally|perfectly|entirely) (right|correct)\b/u,
  /^(that is |that's |your answer is |you are |you're |it is |it's |yes,? )?(absolutely |quite )?(right|correct|perfect|spot on)\b(?! (answer|word|form|verb|idea|track|direction|so far)s?)/u,
  /\b(your answer|you|that|this|it)( is|'s|'re| are) (right|correct|perfect)\b(?!\?)/u,
  /完全正确|完全正確|满分|滿分|(?<![不没沒])(答对了|答對了|回答正确|回答正確)/u,
];
const BLAMES: readonly RegExp[] = [
  /\b(is|was|are|that's|it's|you're) (wrong|incorrect|false)\b|\bnot (quite |really |entirely )?(right|correct)\b/u,
  /不对|不對|不正确|不正確|错了|錯了/u,
];
const NEGATED = /\b(not|n't|never|isn't|almost|nearly|partly|half)\b[^.!?]{0,20}$/u;
/** A voice would read it aloud, a page would show it: neither is wanted. */
const MARKUP = /https?:\/\/|www\.|<[a-z/!]|```|\*\*|\{|\}|\[[^\]]*\]\(|@everyone/iu;

function says(patterns: readonly RegExp[], saying: string): boolean {
  const sentences = saying
    .normalize('NFKC')
    .toLowerCase()
    .replace(/’/gu, "'")
    .split(/(?<=[.!?。！？])\s*/u);
  return sentences.some((sentence) =>
    patterns.some((pattern) => {
      const found = pattern.exec(sentence);
      return found !== null && !NEGATED.test(sentence.slice(0, found.index));
    }),
  );
}

/**
 * Words fit their verdict and can be said aloud. @throws ModelFailed `invalid-output`.
 * @param saying as much of it as is there
 */
export function mustFit(verdict: Verdict, saying: string): void {
  if (MARKUP.test(saying)) throw new ModelFailed('invalid-output', 'the model’s sentence holds markup');
  const contradicts = verdict === 'right' ? says(BLAMES, saying) : says(PRAISES, saying);
  if (contradicts) throw new ModelFailed('invalid-output', 'the model’s sentence contradicts its verdict');
}
