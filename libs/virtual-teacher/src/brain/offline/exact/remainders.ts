import { digitsForChinese } from '../text/chinese-numbers.js';
import { digitsForWords } from '../text/number-words.js';
import { onlyNumber } from '../text/number.js';
import { type ExactKind, unwrapped } from './context.js';

const pattern =
  /^(\d+)\s?(?:with )?(?:and )?(?:a )?(?:r|rem|remainder|rest|余|余数|reste|resto)\.?\s?(?:of )?(\d+)$/;

function read(text: string): readonly [number, number] | undefined {
  const found = pattern.exec(
    digitsForWords(digitsForChinese(unwrapped(text).toLowerCase())).replace(/(\d),?\s/g, '$1 '),
  );
  return found === null ? undefined : [Number(found[1]), Number(found[2])];
}

/** `3 r 2`: a quotient with its remainder. */
export const remainders: ExactKind = {
  name: 'remainder',
  isKey: (accepted) => read(accepted) !== undefined,
  judge(accepted, answer) {
    const key = read(accepted);
    const given = read(answer);
    if (key === undefined) return undefined;
    if (given !== undefined) return given[0] === key[0] && given[1] === key[1] ? 'right' : 'wrong';
    const number = onlyNumber(unwrapped(answer));
    if (number === undefined) return undefined;
    // the remainder is no decimal: 4.5 for "4 r 5"
    const decimals = /[.,](\d+)$/.exec(number.form)?.[1];
    return Math.floor(number.value) === key[0] && decimals !== String(key[1]) ? 'partly' : 'wrong';
  },
};
