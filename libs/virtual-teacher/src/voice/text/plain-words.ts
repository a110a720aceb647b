/** What follows a written word: nothing, a breath, or the end of a sentence with its melody. */
export type Pause = '' | ',' | '.' | '?' | '!';

/** A written word as a voice says it: lower-case words of a to z and apostrophes, several for a number. */
export type PlainWord = { readonly plain: readonly string[]; readonly pause: Pause };

const PAUSE_AFTER = /[.!?…。！？]+["'”’)\]]*$/u;
const BREATH_AFTER = /[,;:–—，；：、][)"'”’\]]*$/u;

function pauseAfter(spoken: string): Pause {
  if (PAUSE_AFTER.test(spoken)) {
    if (/[?？]/u.test(spoken.slice(-3))) return '?';
    return /[!！]/u.test(spoken.slice(-3)) ? '!' : '.';
  }
  return BREATH_AFTER.test(spoken) ? ',' : '';
}

export function plainWord(spoken: string): PlainWord {
  const plain = spoken
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘ʼ]/gu, "'")
    .toLowerCase()
    .split(/[^a-z0-9']+/u)
    .map((word) => word.replace(/^'+|'+$/gu, ''))
    .filter((word) => word !== '');
  return { plain, pause: pauseAfter(spoken) };
}
