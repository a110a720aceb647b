/** What asks for a value or names the factorial: "compute 5!", "what is 3!?", "divided by 4!". */
const CUE =
  /\b(?:factorials?|compute|calculate|evaluate|simplify|work out|find|value of|(?:what|how (?:much|big|large))(?: is|'s| are)|divided? by|multipl(?:y|ied) by|times)\s(?:the\s)?$/iu;
const CHINESE_CUE = /(?:阶乘|计算|求|化简|等于)\s?$/u;
/** What goes on after a factorial in Chinese; also asked where sentences end. */
export const CHINESE_AFTER = /^\s?(?:等于|的|是|乘|除以|加|减|和|与|有|比)/u;
const ENDS = /^!["')]*(?:[?.,;:？。，；：]|$|\s)/u;

/**
 * Whether the exclamation mark behind an operand is a factorial: an operator or the rest of the sentence follows it, or
 * the words before ask for a value. "Great, you got 5!" is joy.
 * @param from where the operand begins; @param at where the mark stands
 */
export function isFactorial(text: string, from: number, at: number): boolean {
  const rest = text.slice(at);
  const operand = text.slice(from, at);
  const result = /^!=\s?(\d+)(?!\d)/u.exec(rest)?.[1];
  if (result !== undefined && Number(result) === factorial(Number(operand))) return true; // 5!=120
  if (!/^!(?![=!](?!\s))/u.test(rest)) return false;
  if (CHINESE_AFTER.test(rest.slice(1))) return true;
  if (/^!(?:\s?[-+=*/×·⋅÷<>)]|\s(?:\p{Ll}|[-+=*/×·⋅÷:<>]))/u.test(rest)) return true;
  if (!ENDS.test(rest)) return false;
  const before = text.slice(0, from);
  return (
    /^[b-hj-z]$/u.test(operand) ||
    CUE.test(before) ||
    CHINESE_CUE.test(before) ||
    isOneOfSeveral(before) ||
    Number(/(\d+)\s?=\s?$/u.exec(before)?.[1]) === factorial(Number(operand))
  );
}

/** The last of a row: `4! · 3!`. */
const isOneOfSeveral = (before: string): boolean =>
  /[\d\p{Ll})]!\s?[-+=*/×·⋅÷:<>]\s?(?:[\d\p{Ll}]+\s?[-+*/×·⋅÷]\s?)*$/u.test(before) ||
  /[\d\p{Ll})]!\s(?:and|or|by|plus|minus|times)\s$/u.test(before);

function factorial(number: number): number {
  if (!Number.isInteger(number) || number > 20) return NaN;
  let product = 1;
  for (let factor = 2; factor <= number; factor++) product *= factor;
  return product;
}
