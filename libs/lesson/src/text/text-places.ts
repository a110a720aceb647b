import { isScalar, type Node, type Scalar } from 'yaml';
import type { Path, Place } from '../problem.js';
import { offsetsOfValue } from './scalar-offsets.js';

type Entry = { readonly key: Node | undefined; readonly value: Node | null };

/** Names that keep their order may have a space before them. */
const keyOf = (path: Path): string =>
  JSON.stringify(path.map((part) => (typeof part === 'string' ? part.trim() : part)));

/** Where everything stands in the text of a lesson. */
export class TextPlaces {
  readonly #text: string;
  readonly #lineStarts: number[] = [0];
  #last: { readonly scalar: Scalar<string>; readonly offsets: readonly number[] } | undefined;
  readonly #entries = new Map<string, Entry>();

  constructor(text: string) {
    this.#text = text;
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) this.#lineStarts.push(i + 1);
  }

  add(path: Path, key: Node | undefined, value: Node | null): void {
    this.#entries.set(keyOf(path), { key, value });
  }

  has(path: Path): boolean {
    return this.#entries.has(keyOf(path));
  }

  /** The value at `path`, or the nearest thing around it. */
  of(path: Path): Place {
    for (let length = path.length; length >= 0; length--) {
      const entry = this.#entries.get(keyOf(path.slice(0, length)));
      const range = entry?.value?.range ?? entry?.key?.range;
      if (range) return this.at(range[0], this.#trimmedEnd(range[0], range[1]));
    }
    return this.at(0, 0);
  }

  /** The key at `path`; of a list item, the item. */
  ofKey(path: Path): Place {
    const range = this.#entries.get(keyOf(path))?.key?.range;
    return range ? this.at(range[0], range[1]) : this.of(path);
  }

  /** A part of the (trimmed) text that is the value at `path`, by offsets into it. */
  within(path: Path, from: number, to: number): Place {
    const node = this.#entries.get(keyOf(path))?.value;
    if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return this.of(path);
    const offsets = this.#offsetsOf(node as Scalar<string>);
    const start = node.value.length - node.value.trimStart().length;
    const first = offsets[start + from] ?? node.range[1];
    const last = to > from ? (offsets[start + to - 1] ?? first) + 1 : first;
    return this.at(first, last);
  }

  /** Of the text that was asked for last: its problems are placed one after the other. */
  #offsetsOf(scalar: Scalar<string>): readonly number[] {
    if (this.#last?.scalar !== scalar) this.#last = { scalar, offsets: offsetsOfValue(this.#text, scalar) };
    return this.#last.offsets;
  }

  at(from: number, to: number): Place {
    const start = this.#position(from);
    const end = this.#position(Math.max(from, to));
    return { ...start, endLine: end.line, endColumn: end.column, from, to: Math.max(from, to) };
  }

  #position(offset: number): { line: number; column: number } {
    let [low, high] = [0, this.#lineStarts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 };
  }

  #trimmedEnd(from: number, to: number): number {
    return from + this.#text.slice(from, to).trimEnd().length;
  }
}
