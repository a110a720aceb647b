const toneMarks = /[\u0300\u0301\u0304\u030C]/g;

/**
 * Pinyin as one string of plain letters: `nǐ hǎo`, `ni3 hao3`, `Ni Hao` and `nihao` are the same. Empty when the
 * text holds more than pinyin could.
 */
export function plainPinyin(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(toneMarks, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[üv]/g, 'u')
    .replace(/u:/g, 'u')
    .replace(/([a-z])[1-5]/g, '$1')
    .replace(/[\s'’.,!?-]/g, '');
  return /^[a-z]+$/.test(plain) ? plain : '';
}

const tones: Readonly<Record<string, string>> = {
  '\u0304': '1',
  '\u0301': '2',
  '\u030C': '3',
  '\u0300': '4',
};

/** The tones of pinyin in their order, from marks or digits: `nǐ hǎo` and `ni3 hao3` are `33`; empty without any. */
export const tonesOf = (text: string): string =>
  [...text.normalize('NFD').matchAll(/[\u0300\u0301\u0304\u030C]|(?<=[a-zA-ZüÜ])[1-4](?![0-9])/g)]
    .map(([mark]) => tones[mark] ?? mark)
    .join('');

/** `CO2`, `NO3`: symbols of elements with their numbers. */
const isChemical = (text: string): boolean => /^(?:[A-Z][a-z]?\d*)+$/.test(text);

/** Whether an accepted answer is pinyin for sure: with marks that no other language has, or with digits for its tones. */
export const isPinyin = (text: string): boolean =>
  (/[\u0304\u030C]/.test(text.normalize('NFD')) ||
    (/^(?:[a-zü]+[1-5]\s?)+$/i.test(text.trim()) && !isChemical(text.trim()))) &&
  plainPinyin(text) !== '';
