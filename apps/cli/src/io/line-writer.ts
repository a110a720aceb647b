import { once } from 'node:events';

/** Lines gathered while nobody waits for them: a write for each would be a system call for each. */
const BUFFER_CHARACTERS = 64 * 1024;

/** Writes lines to stdout: together while there is more to do, at once when the program waits for its input. */
export class LineWriter implements AsyncDisposable {
  #pending: string[] = [];
  #length = 0;
  #isScheduled = false;

  /** Resolves when more may be written. */
  async write(line: string): Promise<void> {
    this.#pending.push(line, '\n');
    this.#length += line.length;
    if (this.#length >= BUFFER_CHARACTERS) await this.flush();
    else this.#schedule();
  }

  async flush(): Promise<void> {
    const text = this.#pending.join('');
    this.#pending = [];
    this.#length = 0;
    if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.flush();
  }

  /** Runs when the input has nothing more for now. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      void this.flush();
    });
  }
}
