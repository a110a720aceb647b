import { texAt } from './tex-span.js';

/** A text as narration: braces, stars and brackets are spoken as they stand; formulas stay formulas. */
export function asNarration(text: string): string {
  let narration = '';
  for (let at = 0; at < text.length;) {
    const end = texAt(text, at);
    narration += end === undefined ? (text[at] ?? '').replace(/[\\{}*[\]]/u, '\\$&') : text.slice(at, end);
    at = end ?? at + 1;
  }
  return narration;
}
