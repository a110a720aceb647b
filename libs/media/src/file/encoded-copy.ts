import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary file that keeps what an encoder made, so that it is made once. A full disk only means: not kept. */
export class EncodedCopy implements AsyncDisposable {
  #failed = false;

  private constructor(
    private readonly folder: string,
    private readonly stream: WriteStream,
  ) {
    stream.on('error', () => (this.#failed = true));
  }

  static async create(): Promise<EncodedCopy> {
    const folder = await mkdtemp(join(tmpdir(), 'lockstep-encoded-'));
    return new EncodedCopy(folder, createWriteStream(join(folder, 'run.flv')));
  }

  write(chunk: Buffer): void {
    if (!this.#failed) this.stream.write(chunk);
  }

  /** @returns the path of the complete file; undefined when it could not be written */
  async finish(): Promise<string | undefined> {
    await new Promise<void>((resolve) => {
      this.stream.once('close', resolve);
      this.stream.end();
    });
    return this.#failed ? undefined : join(this.folder, 'run.flv');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stream.destroy();
    await rm(this.folder, { recursive: true, force: true });
  }
}
