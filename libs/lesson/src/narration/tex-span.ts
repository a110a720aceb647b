/** A formula holds no more. */
const MAX_LENGTH = 400;

/**
 * Offset after the formula between dollar signs that begins at `at`; undefined when the sign is one of money. As in Pandoc,
 * no space stands behind the first dollar sign or before the last, and no digit behind that; what begins with an amount and
 * goes on in words is money twice.
 * @param maxLength of the formula, UTF-16 units
 */
export function texAt(text: string, at: number, maxLength = MAX_LENGTH): number | undefined {
  if (text[at] !== '$') return undefined;
  const sign = text[at + 1] === '$' ? '$$' : '$';
  const from = at + sign.length;
  for (let end = from; end < text.length && end - from <= maxLength; end++) {
    if (text[end] === '\\') end++;
    else if (text.startsWith(sign, end)) {
      const inner = text.slice(from, end);
      const after = text[end + sign.length] ?? '';
      if (inner.trim() === '' || /\d/u.test(after)) return undefined;
      if (sign === '$' && (/^\s|\s$/u.test(inner) || isMoney(inner))) return undefined;
      return end + sign.length;
    }
  }
  return undefined;
}

const isMoney = (inner: string): boolean =>
  /^\d[\d.,]*(?:[-–—]|\s+(?:[\p{L}]{2,}|[-–—,]))/u.test(inner) ||
  /(?:^|\s)\p{L}{3,}\s+\p{L}{2,}\s/u.test(inner.replace(/\\text\{[^}]*\}/gu, ''));
