/** A hexadecimal number, or a name, also one that CSS does not know: it draws nothing. */
const PLAIN = /^(?:#[0-9a-f]{3,8}|[a-z]{2,30})$/i;
/** `rgb(0 0 0 / 50%)`. */
const FUNCTION = /^(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch)\([\d.,%\s/a-z+-]{1,100}\)$/i;
const GRADIENT = /^(?:repeating-)?(?:linear|radial|conic)-gradient\(([^]{1,400})\)$/i;
const MAX_LAYERS = 8;
/** A direction, a place or a length between the colours of a gradient. */
const PART = /^(?:[\d.+-]+(?:deg|rad|grad|turn|%|px|em)?|0)$/i;

/**
 * Whether CSS means nothing but colours by it: one, or gradients of them. Everything else is left out, because
 * `url(…)`, `image-set(…)` and whatever comes next make a renderer fetch what they name.
 */
export function isColor(value: string): boolean {
  return PLAIN.test(value) || FUNCTION.test(value) || isGradient(value);
}

/** Whether CSS means gradients of colours by it, above each other, and nothing else. */
export function isGradient(value: string): boolean {
  const layers = partsOf(value, /,/);
  return layers.length > 0 && layers.length <= MAX_LAYERS && layers.every((layer) => isLayer(layer.trim()));
}

function isLayer(layer: string): boolean {
  const inside = GRADIENT.exec(layer)?.[1];
  return inside !== undefined && partsOf(inside, /[\s,]/).every(isGradientPart);
}

const isGradientPart = (part: string): boolean => PLAIN.test(part) || FUNCTION.test(part) || PART.test(part);

/** Cut at separators, but not inside parentheses. */
function partsOf(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let [part, depth] = ['', 0];
  for (const char of text) {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (depth === 0 && separator.test(char)) {
      if (part !== '') parts.push(part);
      part = '';
    } else part += char;
  }
  return part === '' ? parts : [...parts, part];
}
