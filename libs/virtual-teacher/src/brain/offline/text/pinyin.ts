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
