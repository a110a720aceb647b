import { normalise } from './normalise.js';

/** Said before an answer, these leave it out. */
const leavesOut =
  /\b(?:(?:any|every|some)(?:thing|one|body|where)|all|nothing|none|no ?one|nobody)(?: else| of them)? (?:but|except|besides|apart from|other than|save)\b|除了.+(?:以外|之外|都)/;
const turnsAround =
  /\b(?:the )?(?:opposite|reverse|contrary) (?:of|to)\b|\b(?:except|instead of|other than|rather than|far from|hardly)\b/;

const verdict =
  '(?:wrong|false|incorrect|untrue|a lie|nonsense|rubbish|not it|not right|not true|not correct|not the answer)';
const saysWrong = new RegExp(
  `\\b(?:is|are|was|were|would be|sounds?|seems?|looks?)(?: (?:completely|totally|just|so|all|clearly|simply))? ${verdict}[ .!?]*$`,
);
const deniesAtTheEnd =
  /(?<!, ?)\b(?:(?:is|are|was|were|did|does|do|has|have|could|would|should|will|can) ?not|(?:is|are|was|were|did|does|do|has|have|could|would|should|wo|ca)n't|cannot)(?: (?:it|so|right|true|correct|that|the answer|do it|do that|do so))?[ .!?]*$/;
const endsWithNo =
  /[?,.!;-] ?(?:no|nope|nah|not|never|wrong|false|not really|just kidding|jk|just joking)[ .!]*$/;
/** "The axis is tilted? No, it is the distance." */
const answersItself = /\? ?(?:no|nope|nah|not at all|of course not|never)\b/;
const asks = /^(?:isn't|is not|wasn't|aren't|could|might) (?:it|that|this|they|he|she)\b/;

/** "Isn't it Paris?": a question back, neither said nor denied. */
export const asksBack = (answer: string): boolean => asks.test(normalise(answer));

/**
 * Whether an answer takes back what it says: "anything but Paris", "Paris is wrong", "Paris? No", "the opposite of big".
 * A question tag ("…, isn't it?") takes nothing back.
 */
export function takesBack(answer: string): boolean {
  const text = normalise(answer);
  if (asks.test(text)) return false;
  return [leavesOut, saysWrong, endsWithNo, answersItself].some((pattern) => pattern.test(text));
}

/** The same of a word or a few, which say nothing about other things. */
export const takesBackShort = (answer: string): boolean => {
  const text = normalise(answer);
  return takesBack(answer) || turnsAround.test(text) || (!asks.test(text) && deniesAtTheEnd.test(text));
};
