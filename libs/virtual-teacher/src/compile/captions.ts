import type { ClipCaption } from '../clip/clip.js';
import type { SpokenWord } from '../voice/voice.js';
import type { Sentence } from './sentence.js';

/** Two lines of a caption, as broadcasters count them. */
const LONGEST = 84;
/** An ideograph is as wide as two letters. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, char) => sum + (/[\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]/.test(char) ? 2 : 1), 0);
/** A caption stays a little after its last word. */
const LINGER_MS = 300;

/**
 * The captions of a sentence: one, or several where it is longer than people read at a glance; cut after punctuation where
 * there is some.
 */
export function captionsOf(sentence: Sentence, spoken: readonly SpokenWord[], endMs: number): ClipCaption[] {
  const { words, text } = sentence;
  const pieces: { from: number; to: number }[] = [];
  for (let from = 0; from < words.length;) {
    const to = endOfPiece(sentence, from);
    pieces.push({ from, to });
    from = to;
  }
  return pieces.map(({ from, to }, index) => {
    const start = index === 0 ? 0 : (words[from]?.textFrom ?? 0);
    const end = to === words.length ? text.length : (words[to]?.textFrom ?? text.length);
    const fromMs = spoken[from]?.startMs ?? 0;
    const lastMs = Math.min(endMs, (spoken[to - 1]?.endMs ?? endMs) + LINGER_MS);
    const nextMs = to === words.length ? lastMs : (spoken[to]?.startMs ?? lastMs);
    return {
      fromMs: Math.round(fromMs),
      toMs: Math.round(Math.max(fromMs, nextMs)),
      text: text.slice(start, end).trim(),
    };
  });
}

/** Index after the last word that fits. */
function endOfPiece({ words, text }: Sentence, from: number): number {
  const start = words[from]?.textFrom ?? 0;
  const rest = widthOf(text.slice(start));
  if (rest <= LONGEST) return words.length;
  const target = rest <= 2 * LONGEST ? rest / 2 : LONGEST; // two halves rather than a line and a word
  let best = from + 1;
  let bestScore = Infinity;
  for (let to = from + 1; to < words.length; to++) {
    const width = widthOf(text.slice(start, words[to - 1]?.textTo ?? start));
    if (width > LONGEST) break;
    const isPause = /[,;:.!?，；：。！？、—–]["”’)]*$/.test(words[to - 1]?.written ?? '');
    const score = Math.abs(width - target) - (isPause ? LONGEST / 3 : 0);
    if (score <= bestScore) [best, bestScore] = [to, score];
  }
  return best;
}
