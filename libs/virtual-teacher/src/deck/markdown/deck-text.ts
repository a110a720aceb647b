/** Where something stands in the text of a deck; both are counted from 1, columns in UTF-16 units. */
export type DeckPlace = { readonly line: number; readonly column: number };

/** The text of a deck, to find what its tokens have lost: their columns. */
export class DeckText {
  readonly #starts: readonly number[];
  /** Where each text was found last: of two equal ones, the second stands behind the first. */
  readonly #found = new Map<string, number>();

  constructor(private readonly text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  /**
   * The place of the next `part` on lines of a token.
   * @param lines as markdown-it counts them: from 0, without the last; the whole text when absent
   */
  placeOf(part: string, lines?: readonly [number, number] | null): DeckPlace {
    const from = this.#startOf(lines?.[0] ?? 0);
    const within = this.text.slice(from, lines ? this.#startOf(lines[1]) : undefined);
    const after = (this.#found.get(part) ?? -1) - from;
    const again = after >= 0 ? within.indexOf(part, after + 1) : -1;
    const at = again >= 0 ? again : within.indexOf(part);
    if (part === '' || at < 0) return { line: (lines?.[0] ?? 0) + 1, column: 1 };
    this.#found.set(part, from + at);
    return this.#placeAt(from + at);
  }

  #startOf(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }

  #placeAt(offset: number): DeckPlace {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}
