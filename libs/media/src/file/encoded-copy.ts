import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

/** The process id in the name tells a later process whether the folder still has an owner. */
const PREFIX = 'lockstep-encoded-';

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
    await removeOrphans();
    const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
    return new EncodedCopy(folder, createWriteStream(join(folder, 'run.flv')));
  }

  write(chunk: Buffer): void {
    if (!this.#failed) this.stream.write(chunk);
  }

  /** @returns the path of the complete file; undefined when it could not be written */
  async finish(): Promise<string | undefined> {
    this.stream.end();
    await finished(this.stream).catch(() => undefined);
    return this.stream.writableFinished ? join(this.folder, 'run.flv') : undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stream.destroy();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A process that was killed could not remove its own. */
async function removeOrphans(): Promise<void> {
  const owned = new RegExp(`^${PREFIX}(\\d+)-`);
  for (const name of await readdir(tmpdir())) {
    const owner = owned.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) {
      await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined); // somebody else's
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
