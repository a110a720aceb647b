const CLEAR_LINE = '\r\u001b[2K';
/** On a terminal one line is rewritten; a log gets a line now and then. */
const EVERY_MS = { terminal: 200, log: 10_000 };

/** How far a backup or a restore is, on standard error. */
export class Progress implements Disposable {
  readonly #isTerminal = process.stderr.isTTY === true;
  readonly #everyMs = this.#isTerminal ? EVERY_MS.terminal : EVERY_MS.log;
  #title = '';
  #unit: 'rows' | 'bytes' = 'rows';
  #done = 0;
  #total: number | undefined;
  #nextAt = performance.now() + this.#everyMs;

  constructor(private readonly isQuiet: boolean) {}

  /** @param total undefined where nobody knows it yet */
  begin(title: string, unit: 'rows' | 'bytes', total?: number): void {
    [this.#title, this.#unit, this.#done, this.#total] = [title, unit, 0, total];
    this.#tell();
  }

  add(amount: number): void {
    this.#done += amount;
    this.#tell();
  }

  /** The same bytes, counted while they pass. */
  async *counted(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      yield chunk;
      this.add(chunk.length);
    }
  }

  [Symbol.dispose](): void {
    if (this.#isTerminal && !this.isQuiet) process.stderr.write(CLEAR_LINE);
  }

  #tell(): void {
    if (this.isQuiet || performance.now() < this.#nextAt) return;
    this.#nextAt = performance.now() + this.#everyMs;
    const of = this.#total === undefined ? '' : ` of ${this.#amount(this.#total)}`;
    const line = `${this.#title}: ${this.#amount(this.#done)}${of}`;
    process.stderr.write(this.#isTerminal ? `${CLEAR_LINE}${line}` : `${line}\n`);
  }

  #amount(amount: number): string {
    return this.#unit === 'bytes' ? inMegabytes(amount) : `${amount.toLocaleString('en')} rows`;
  }
}

export const inMegabytes = (bytes: number): string =>
  `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
