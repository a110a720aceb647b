import type { DeckProblem } from '../deck.js';
import type { DeckPlace, DeckText } from './deck-text.js';
import { isColor, isGradient } from './slide-color.js';
import type { Token } from './token.js';

/** Attributes and directives of a slide, as Marp knows them. */
export type Directives = Readonly<Record<string, unknown>>;
/** A problem without its place. */
export type Unplaced = Omit<DeckProblem, 'file' | 'line' | 'column' | 'slide'>;

/** As CSS writes it, and Marp for `![bg](file)`. */
const PICTURE = /^url\(\s*(?:"([^"()]*)"|'([^'()]*)'|([^"'()\s]+))\s*\)$/i;

export const directivesOf = (open: Token): Directives =>
  (open.meta as { marpitDirectives?: Directives } | null)?.marpitDirectives ?? {};

/** The text of a directive; undefined where there is none. */
export function directive(directives: Directives, name: string): string | undefined {
  const value = Object.hasOwn(directives, name) ? directives[name] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The file of a background picture. */
export function pictureOf(value: string | undefined): string | undefined {
  const [, double, single, bare] = PICTURE.exec(value ?? '') ?? [];
  return double ?? single ?? bare;
}

/** A directive that changes nothing, and why. */
export type UnknownDirective = { readonly key: string; readonly value: string; readonly problem: Unplaced };

/** Directives of a slide that are neither a colour nor a picture of the lesson. */
export function unknownStyles(directives: Directives): UnknownDirective[] {
  return ['color', 'backgroundColor', 'backgroundImage'].flatMap((name) => {
    const value = directive(directives, name);
    if (value === undefined) return [];
    const isImage = name === 'backgroundImage';
    const isKnown = isImage
      ? pictureOf(value) !== undefined || isGradient(value) || value === 'none'
      : isColor(value);
    return isKnown ? [] : [{ key: name, value, problem: unknownStyle(name, value) }];
  });
}

const unknownStyle = (name: string, value: string): Unplaced => ({
  code: name === 'backgroundImage' ? 'deck-background' : 'deck-color',
  params: { key: name, given: value.slice(0, 80) },
  message: `${name} is not drawn: ${value.slice(0, 80)}`,
  remedy:
    name === 'backgroundImage'
      ? 'Write ![bg](picture.png) with a picture of the lesson, or a gradient of colours.'
      : 'Write one colour, such as #1b4d89, or one gradient of colours.',
});

/** Marp's name for none in particular, and that of the theme here. */
const OWN_THEMES = ['default', 'lockstep'];

/** Directives for the whole deck that change nothing here. */
type DeckWide = {
  readonly key: 'theme' | 'style' | 'size';
  readonly value: string;
  readonly place: DeckPlace;
};

/** Where a deck gives directives: its front matter, and comments. */
function sourcesOf(tokens: readonly Token[]): { readonly source: string; readonly map: Token['map'] }[] {
  const all = tokens.flatMap((token) => [
    token,
    ...(token.children ?? []).map((child) => ({ ...child, map: token.map })),
  ]);
  return all.flatMap(({ type, content, meta, map }) => {
    if (type === 'front_matter') return [{ source: String(meta), map }];
    return type === 'marpit_comment' ? [{ source: content, map }] : [];
  });
}

/** The place of a directive, for one slide or for all that follow. */
export function placeOfDirective(
  { key, value }: Pick<UnknownDirective, 'key' | 'value'>,
  tokens: readonly Token[],
  text: DeckText,
): DeckPlace {
  const [name, content] = [key, value].map((part) => part.replace(/[^\w]/g, '\\$&'));
  const line = new RegExp(`["']?_?${name ?? ''}["']?[ \\t]*:.*${content ?? ''}`);
  const sources = sourcesOf(tokens);
  for (const { source, map } of sources) {
    const [whole] = line.exec(source) ?? [];
    if (whole !== undefined) return text.placeOf(whole, map);
  }
  return text.placeOf(value, sources.find(({ source }) => source.includes(value))?.map);
}

/** Themes, style sheets and sizes that the deck asks for. */
export function deckWideDirectives(tokens: readonly Token[], text: DeckText): DeckWide[] {
  return sourcesOf(tokens).flatMap(({ source, map }) => asked(source, map, text));
}

function asked(source: string, map: Token['map'], text: DeckText): DeckWide[] {
  return [...source.matchAll(/^["']?(theme|style|size)["']?\s*:[ \t]*(.*)$/gm)].flatMap(
    ([whole, key = '', value = '']) => {
      const plain = value.trim().replace(/^(["'])(.*)\1$/, '$2');
      const isUsual = (key === 'theme' && OWN_THEMES.includes(plain)) || (key === 'size' && plain === '16:9');
      if (isUsual) return [];
      return [{ key: key as DeckWide['key'], value: plain, place: text.placeOf(whole, map) }];
    },
  );
}

const REMEDY =
  'Use the classes title, dark, question and cards, and the directives color and backgroundColor.';

/** Why such a directive changes nothing. */
export function unknownDeckWide({ key, value }: DeckWide): Unplaced {
  const given = value.slice(0, 80);
  if (key === 'style')
    return { code: 'deck-style-sheet', message: 'Style sheets of a deck are not used.', remedy: REMEDY };
  if (key === 'theme')
    return {
      ...{ code: 'deck-theme', params: { given }, remedy: REMEDY },
      message: `The theme '${given}' is not used: slides have a theme of their own.`,
    };
  return {
    ...{ code: 'deck-size', params: { given } },
    message: `The size '${given}' is not used: slides are 16:9.`,
    remedy: 'Remove it, and see whether everything finds room.',
  };
}
