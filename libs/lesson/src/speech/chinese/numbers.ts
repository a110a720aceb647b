const DIGITS = '零一二三四五六七八九';
const PLACES = ['', '十', '百', '千'];
const GROUPS = ['', '万', '亿', '万亿'];

/** Digit by digit, as years and telephone numbers are read. */
export const chineseDigits = (text: string): string =>
  [...text].map((digit) => DIGITS[Number(digit)] ?? '').join('');

/** 一千零五; of more than sixteen digits digit by digit. */
export function chineseNumber(text: string): string {
  const [whole = '', fraction] = text.replace(/[,' \u00a0\u2009\u202f]/gu, '').split('.');
  const isLong = whole.length > 16 || (whole.length > 1 && whole.startsWith('0'));
  const before = isLong ? chineseDigits(whole) : wholeNumber(whole === '' ? '0' : whole);
  return fraction === undefined ? before : `${before}点${chineseDigits(fraction)}`;
}

function wholeNumber(text: string): string {
  if (Number(text) === 0) return '零';
  const groups: string[] = [];
  for (let end = text.length; end > 0; end -= 4) groups.push(text.slice(Math.max(0, end - 4), end));
  let said = '';
  for (let index = groups.length - 1; index >= 0; index--) {
    const group = groups[index] ?? '';
    if (Number(group) === 0) {
      if (said !== '' && !said.endsWith('零')) said += '零';
      continue;
    }
    if (said !== '' && !said.endsWith('零') && Number(group) < 1000) said += '零';
    said += fourDigits(group) + (GROUPS[index] ?? '');
  }
  return said.replace(/零$/u, '').replace(/^一十/u, '十');
}

function fourDigits(text: string): string {
  let said = '';
  for (const [index, digit] of [...text].entries()) {
    const place = PLACES[text.length - 1 - index] ?? '';
    if (digit !== '0') said += (DIGITS[Number(digit)] ?? '') + place;
    else if (said !== '' && !said.endsWith('零')) said += '零';
  }
  return said.replace(/^零+|零+$/gu, '');
}

/** A number of things: 两千克, not 二千克. */
export const chineseCount = (text: string): string => (text === '2' ? '两' : chineseNumber(text));
