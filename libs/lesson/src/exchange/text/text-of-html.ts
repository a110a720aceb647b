import { Parser } from 'htmlparser2';
import type { Tell } from '../left-out.js';

/** A page of a question is a few elements deep; beyond this, a close tag would cost as much as the whole text. */
const MAX_DEPTH = 100;

const BLOCKS = new Set(
  'p div li tr h1 h2 h3 h4 h5 h6 ul ol dl dt dd table caption thead tbody pre blockquote section article figure hr br'.split(
    ' ',
  ),
);
/** They say nothing that the words do not. */
const PLAIN = new Set([...BLOCKS, 'span', 'a', 'img', 'sub', 'sup', 'html', 'body', 'head', 'wbr', 'nolink']);
const STYLED = new Set(['table', 'pre', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const MEDIA = new Set(['audio', 'video', 'iframe', 'object', 'embed', 'source', 'track']);
const SILENT = new Set(['script', 'style', 'title', 'template']);

/** The words of HTML, with a new line for each block; what words cannot say is told. Linear in the length of the text. */
export function textOfHtml(html: string, tell: Tell): string {
  const page = new HtmlWords(tell);
  const parser = new Parser(page, { decodeEntities: true });
  page.onTooDeep = () => parser.pause();
  parser.write(html);
  if (!page.isTooDeep) parser.end();
  return withTex(page.words());
}

/** Receives the events of one text. */
class HtmlWords {
  onTooDeep: () => void = () => undefined;
  isTooDeep = false;
  readonly #open: string[] = [];
  #parts: string[] = [];
  /** Where the words of each raised or lowered element begin. */
  readonly #shifted: number[] = [];
  #silent = 0;

  constructor(private readonly tell: Tell) {}

  onopentag(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#open.push(name);
    if (this.#open.length > MAX_DEPTH && !this.isTooDeep) {
      this.isTooDeep = true;
      this.tell('too-deep');
      this.onTooDeep();
    }
    if (SILENT.has(name)) this.#silent++;
    if (BLOCKS.has(name)) this.#parts.push('\n');
    if (name === 'li') this.#parts.push('- ');
    if (name === 'td' || name === 'th') this.#parts.push('\t');
    if (name === 'sub' || name === 'sup') this.#shifted.push(this.#parts.length);
    if (name === 'img') this.#picture(attributes);
    if (MEDIA.has(name)) this.tell('media', { name: nameOf(attributes['src'] ?? attributes['data'] ?? '') });
    else if (!PLAIN.has(name) || STYLED.has(name)) this.tell('formatting');
    const address = name === 'a' ? attributes['href'] : undefined;
    if (address !== undefined && address !== '') this.tell('link', { address: address.slice(0, 200) });
  }

  ontext(text: string): void {
    if (this.#silent === 0) this.#parts.push(text.replace(/[ \t\r\n\f]+/gu, ' '));
  }

  onclosetag(name: string): void {
    this.#open.pop();
    if (SILENT.has(name)) this.#silent--;
    if (BLOCKS.has(name)) this.#parts.push('\n');
    if (name === 'sub' || name === 'sup') this.#shift(name);
  }

  words(): string {
    return this.#parts
      .join('')
      .replace(/\u00a0/gu, ' ')
      .replace(/[ \t]{2,}/gu, ' ')
      .replace(/ ?\n ?/gu, '\n')
      .replace(/\n+/gu, '\n')
      .trim();
  }

  #picture({ alt, src }: Readonly<Record<string, string>>): void {
    this.tell('picture', { name: nameOf(src ?? '') });
    if (alt !== undefined && alt.trim() !== '') this.#parts.push(` ${alt.trim()} `);
  }

  /** Digits and signs have raised and lowered forms; other letters are marked. */
  #shift(name: 'sub' | 'sup'): void {
    const from = this.#shifted.pop() ?? this.#parts.length;
    const inner = this.#parts.splice(from).join('');
    const forms = name === 'sub' ? LOWERED : RAISED;
    const shifted = [...inner].map((sign) => forms.get(sign));
    if (shifted.every((sign) => sign !== undefined)) this.#parts.push(shifted.join(''));
    else this.#parts.push(`${name === 'sub' ? '_' : '^'}${inner.length === 1 ? inner : `(${inner})`}`);
  }
}

const formsOf = (from: string, to: string) => new Map([...from].map((sign, i) => [sign, [...to][i] ?? '']));
const RAISED = formsOf('0123456789+-−=()n', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ');
const LOWERED = formsOf('0123456789+-−=()', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎');

/** The name of a file without its folder; a picture within the text itself has none. */
function nameOf(source: string): string {
  if (source.startsWith('data:')) return source.slice(5, 30).replace(/[;,].*$/u, '');
  return source.slice(-200).replace(/^.*\//u, '').slice(0, 100);
}

/** Moodle's signs around formulas, as a lesson has them. */
const withTex = (text: string): string =>
  text.replace(/\\\((?! )([^\n$]{1,400}?)\\\)/gu, tex).replace(/\\\[(?! )([^\n$]{1,400}?)\\\]/gu, tex);

const tex = (_: string, formula: string): string => `$${formula.trim()}$`;

/** Inverse of {@link textOfHtml} for words. */
export const htmlOfText = (text: string): string =>
  escapedHtml(text)
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('');

export const escapedHtml = (text: string): string =>
  text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;');
