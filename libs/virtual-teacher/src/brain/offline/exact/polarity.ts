import type { Verdict } from '@lockstep/contracts';
import { normalise } from '../text/normalise.js';

/** Words that say yes or no by themselves. */
const yes =
  /^(?:t|y|true|yes|yeah|yep|yup|right|correct|sure|of course|ja|wahr|richtig|oui|vrai|sí|si|verdadero|cierto|对|对的|正确|是|是的|没错|不错|真|可以|能|会|行)$/;
const no =
  /^(?:f|n|false|no|nope|nah|wrong|incorrect|untrue|never|nein|falsch|non|faux|falso|不|不对|不是|不正确|错|错的|错误|否|假|不可以|不能|不会|不行|不要|不可|没有|有错)$/;
const opposites = /^(?:not|it is not|it's not|it isn't|that is not|isn't|not really|不是) ?(.+)$/;

/** What a whole text says: yes, no, or something else. A reason behind a comma does not matter. */
function polarityOf(text: string): boolean | undefined {
  const plain = normalise(text).replace(
    /^(?:it is|it's|that is|that's|this is|the answer is|i think|i think it is|i say|the statement is)\s/,
    '',
  );
  const [first = ''] = plain.split(/[,.;!?]|\b(?:because|since)\b|因为/);
  const said = first.trim();
  if (yes.test(said)) return true;
  if (no.test(said)) return false;
  const denied = opposites.exec(said)?.[1]?.trim();
  if (denied === undefined || denied === '') return undefined;
  const inner = yes.test(denied) ? true : no.test(denied) ? false : undefined;
  return inner === undefined ? undefined : !inner;
}

/** What yes-or-no questions accept: every accepted answer says yes, or every one says no. */
export function polarityOfKey(accept: readonly string[]): boolean | undefined {
  const all = new Set(accept.map(polarityOf));
  const [only] = all;
  return all.size === 1 ? only : undefined;
}

/** Judges an answer to a yes-or-no question; undefined where it is neither. */
export function judgePolarity(accept: readonly string[], answer: string): Verdict | undefined {
  const key = polarityOfKey(accept);
  if (key === undefined) return undefined;
  const plain = normalise(answer);
  if (/\b(?:yes and no|true and false|yes or no)\b|对也不对|又对又错/.test(plain)) return 'unclear';
  const said = polarityOf(answer);
  if (said === undefined) return undefined;
  return said === key ? 'right' : 'wrong';
}
