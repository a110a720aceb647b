import type { AskStep } from '@lockstep/contracts';

/** What an exact answer is judged by besides the accepted ones. */
export type ExactContext = { readonly question: AskStep; readonly language: string };

/** `undefined`: the answer is nothing of this kind. */
export type ExactVerdict = 'right' | 'partly' | 'unclear' | 'wrong' | undefined;

/** A kind of short answer that has a value, such as a time or a ratio. */
export type ExactKind = {
  readonly name: string;
  readonly isKey: (accepted: string, context: ExactContext) => boolean;
  readonly judge: (accepted: string, answer: string, context: ExactContext) => ExactVerdict;
};

const leads =
  /^(?:(?:i (?:think|guess|believe|say)(?: that)?|maybe|perhaps|probably|so|well|the answer is|my answer is|answer:?|it is|it's|its|that is|that's|they are|this is|it (?:starts|begins|leaves|ends|was|happened)(?: at| on)?|es ist|c'est|答案是|应该是|大概是|是)[\s:,]*)+/i;

/** An answer without what people say before it: `I think it is 3:30.` */
export const unwrapped = (answer: string): string =>
  answer
    .replace(leads, '')
    .replace(/[\s.!。！]+$/, '')
    .trim();
