import type { Problem } from '../problem.js';
import { isMark, type Mark, parseMark } from './mark.js';
import { texAt } from './tex-span.js';

/** Offsets into the narration as it was written, in UTF-16 units. */
export type Span = { readonly from: number; readonly to: number };

/** A code point of what is said. */
export type Character = Span & {
  readonly kind: 'character';
  readonly text: string;
  readonly emphasis: boolean;
};
/** `[written](spoken)`, or a formula between dollar signs, which is spoken as it is written. */
export type Pronounced = Span & {
  readonly kind: 'pronounced';
  readonly text: string;
  readonly spoken: string;
  readonly emphasis: boolean;
};
export type MarkItem = Span & { readonly kind: 'mark'; readonly mark: Mark };
export type Item = Character | Pronounced | MarkItem;

export type NarrationProblem = Span &
  Pick<Problem, 'code' | 'message' | 'remedy' | 'params'> & {
    readonly severity: 'error' | 'warning';
  };

const ESCAPABLE = '\\{}[]()*$';

/** Takes the markup of narration apart. What is no markup is text: nothing is lost, whatever was written. */
export class NarrationLexer {
  readonly items: Item[] = [];
  readonly problems: NarrationProblem[] = [];
  readonly #source: string;
  #at = 0;
  /** Where the emphasis that is open began. */
  #emphasisFrom: number | undefined;

  constructor(source: string) {
    this.#source = source;
    while (this.#at < source.length) this.#next();
    if (this.#emphasisFrom !== undefined) this.#reportOpenEmphasis(this.#emphasisFrom);
  }

  #next(): void {
    const char = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    if (char === '\\') this.#escape();
    else if (char === '{') this.#mark();
    else if (char === '}') this.#strayBrace();
    else if (char === '[') this.#pronunciation();
    else if (char === '*') this.#star();
    else if (char === '$') this.#formula();
    else this.#character(char, this.#at, this.#at + char.length);
  }

  #escape(): void {
    const next = this.#source[this.#at + 1];
    if (next !== undefined && ESCAPABLE.includes(next)) this.#character(next, this.#at, this.#at + 2);
    else this.#character('\\', this.#at, this.#at + 1);
  }

  #character(text: string, from: number, to: number): void {
    this.items.push({ kind: 'character', text, from, to, emphasis: this.#emphasisFrom !== undefined });
    this.#at = to;
  }

  #mark(): void {
    const from = this.#at;
    const end = this.#source.slice(from + 1).search(/[{}]/);
    const to = from + 1 + end + 1;
    if (end < 0 || this.#source[to - 1] === '{') {
      const remedy = 'Close the mark with }, or write \\{ for a brace that is meant as such.';
      const span = { from, to: Math.min(from + 30, this.#source.length) };
      this.#report({ ...span, code: 'open-mark', message: 'A mark begins here and does not end.', remedy });
      this.#at = end < 0 ? this.#source.length : to - 1; // its words are no text to be said
      return;
    }
    const mark = parseMark(this.#source.slice(from + 1, to - 1));
    if (isMark(mark)) this.items.push({ kind: 'mark', mark, from, to });
    else this.#report({ from, to, code: 'bad-mark', ...mark });
    this.#at = to;
  }

  #strayBrace(): void {
    const span = { from: this.#at, to: this.#at + 1 };
    const remedy = 'Write \\} for a brace that is meant as such.';
    this.#report({ ...span, code: 'stray-brace', message: 'This brace closes nothing.', remedy });
    this.#at++;
  }

  #pronunciation(): void {
    const from = this.#at;
    const [whole = '', written = '', spoken = ''] = PRONUNCIATION.exec(this.#source.slice(from)) ?? [];
    if (whole === '') return this.#character('[', from, from + 1);
    const [text, sound] = [unescape(written), unescape(spoken)];
    this.#at = from + whole.length;
    if (text === '' || sound === '') {
      const message = text === '' ? 'No word is written here.' : 'No pronunciation is written here.';
      const remedy = 'Write [word](how it sounds), such as [你好](nee how).';
      this.#report({ from, to: this.#at, code: 'empty-pronunciation', message, remedy });
      if (text === '') return;
    }
    const emphasis = this.#emphasisFrom !== undefined;
    const isLink = ADDRESS.test(sound);
    if (isLink) this.#reportLink(from, this.#at);
    this.items.push({
      kind: 'pronounced',
      text,
      spoken: isLink ? text : sound || text,
      emphasis,
      from,
      to: this.#at,
    });
  }

  #formula(): void {
    const from = this.#at;
    const to = texAt(this.#source, from);
    if (to === undefined) return this.#character('$', from, from + 1);
    const text = this.#source.slice(from, to).replace(/\s+/g, ' ');
    this.items.push({
      kind: 'pronounced',
      text,
      spoken: text,
      emphasis: this.#emphasisFrom !== undefined,
      from,
      to,
    });
    this.#at = to;
  }

  /** A star beside a word opens or closes emphasis, `**` likewise; one with spaces on both sides, or behind a digit, is a star. */
  #star(): void {
    const from = this.#at;
    const to = this.#source[from + 1] === '*' ? from + 2 : from + 1;
    const isFree = (char: string | undefined): boolean => char === undefined || /\s/.test(char);
    const isTimes = /[\d)]/.test(this.#source[from - 1] ?? '') && to === from + 1;
    const opens = this.#emphasisFrom === undefined && !isFree(this.#source[to]) && !isTimes;
    const closes = this.#emphasisFrom !== undefined;
    if (!opens && !closes) return this.#character('*', from, from + 1);
    this.#emphasisFrom = opens ? from : undefined;
    this.#at = to;
  }

  #reportLink(from: number, to: number): void {
    const message = 'This is a link: its words are said, and nobody can follow it.';
    const remedy = 'Put the link on a slide, or write the words alone.';
    this.problems.push({ severity: 'warning', code: 'link-in-narration', message, remedy, from, to });
  }

  #reportOpenEmphasis(from: number): void {
    const message = 'Emphasis begins at this * and does not end.';
    const remedy = 'Close it with another *, or write \\* for a star that is meant as such.';
    this.#report({ from, to: from + 1, code: 'open-emphasis', message, remedy });
  }

  #report(problem: Omit<NarrationProblem, 'severity'>): void {
    this.problems.push({ severity: 'error', ...problem });
  }
}

const PRONUNCIATION = /^\[((?:\\.|[^\\\][{}])*)\]\(((?:\\.|[^\\)({}])*)\)/su;

/** What stands in the place of a pronunciation and is an address. */
const ADDRESS =
  /^(?:https?:\/\/|mailto:|www\.|\.{0,2}\/)\S+$|^#\S+$|^[^\s/]+\.(?:html?|pdf|md|docx?|pptx?|png|jpe?g)$/iu;

const unescape = (text: string): string =>
  text
    .replace(/\\([\\{}[\]()*$])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
