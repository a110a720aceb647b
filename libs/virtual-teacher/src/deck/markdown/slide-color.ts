/** A hexadecimal number, or a name, also one that CSS does not know: it draws nothing. */
const PLAIN = /^(?:#[0-9a-f]{3,8}|[a-z]{2,30})$/i;
/** `rgb(0 0 0 / 50%)`. */
const FUNCTION = /^(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch)\([\d.,%\s/a-z+-]{1,100}\)$/i;
const GRADIENT = /^(?:repeating-)?(?:linear|radial|conic)-gradient\(([^]{1,400})\)$/i;
/** A direction, a place or a length between the colours of a gradient. */
const PART = /^(?:[\d.+-]+(?:deg|rad|grad|turn|%|px|em)?|0)$/i;

/**
 * Whether CSS means nothing but colours by it: one, or one gradient of them. Everything else is left out, because
 * `url(…)`, `image-set(…)` and whatever comes next make a renderer fetch what they name.
 */
export function isColor(value: string): boolean {
  if (PLAIN.test(value) || FUNCTION.test(value)) return true;
  const inside = GRADIENT.exec(value)?.[1];
  return inside !== undefined && partsOf(inside).every(isGradientPart);
}

const isGradientPart = (part: string): boolean => PLAIN.test(part) || FUNCTION.test(part) || PART.test(part);

/** Cut at commas and spaces, but not inside parentheses. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let [part, depth] = ['', 0];
  for (const char of text) {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (depth === 0 && /[\s,]/.test(char)) {
      if (part !== '') parts.push(part);
      part = '';
    } else part += char;
  }
  return part === '' ? parts : [...parts, part];
}
