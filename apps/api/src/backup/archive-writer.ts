import { createHash, randomUUID } from 'node:crypto';
import { access, link, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, Readable, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { BackupProblem } from './backup-problem.js';
import { type Entry, type Manifest, MANIFEST } from './manifest.js';

/** Of the owner alone: a backup holds what the database holds. */
const MODE = 0o600;

/** Writes a backup, one file after the other. It has its name once it is whole; disposed before, nothing is left of it. */
export class ArchiveWriter implements AsyncDisposable {
  readonly #zip = new ZipFile();
  readonly #output = new PassThrough();
  readonly #failed = new AbortController();
  readonly #written: Promise<void>;

  private constructor(
    private readonly file: string,
    private readonly draft: string,
    disk: Writable,
  ) {
    this.#zip.once('error', (error: Error) => this.#output.destroy(error));
    this.#zip.outputStream.pipe(this.#output);
    this.#written = pipeline(this.#output, disk);
    this.#written.catch((error: unknown) => this.#failed.abort(error));
  }

  /** @throws BackupProblem where there is a file of that name, or none can be made */
  static async create(file: string): Promise<ArchiveWriter> {
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) throw new BackupProblem(`${file} is there already; choose another name, or move it away.`);
    const draft = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}`);
    try {
      const handle = await open(draft, 'wx', MODE);
      return new ArchiveWriter(file, draft, handle.createWriteStream({ flush: true }));
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
      throw new BackupProblem(`${file} cannot be written (${code}); choose another place.`, { cause });
    }
  }

  /** Resolves when all of it is in the archive. @throws what the source throws, and BackupProblem for a full disk */
  async add(name: string, source: AsyncIterable<Uint8Array>, isPacked: boolean): Promise<Entry> {
    const hash = createHash('sha256');
    let bytes = 0;
    const counted = async function* () {
      for await (const chunk of source) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    const stream = Readable.from(counted(), { objectMode: false });
    this.#zip.addReadStream(stream, name, { compress: !isPacked, mode: 0o100600 });
    await finished(stream, { signal: this.#failed.signal }).catch((error: unknown) => this.#fail(error));
    return { path: name, bytes, sha256: hash.digest('hex') };
  }

  /** Ends the archive with its manifest and gives it its name. */
  async complete(manifest: Manifest): Promise<void> {
    const text = Buffer.from(`${JSON.stringify(manifest, undefined, 1)}\n`);
    this.#zip.addBuffer(text, MANIFEST, { mode: 0o100600 });
    // the comment guards the manifest, as the manifest guards the rest
    const comment = createHash('sha256').update(text).digest('hex');
    this.#zip.end({ comment, forceZip64Format: false });
    await this.#written.catch((error: unknown) => this.#fail(error));
    try {
      await link(this.draft, this.file); // unlike a rename, it replaces nothing
    } catch (cause) {
      throw new BackupProblem(`${this.file} cannot be written; choose another place.`, { cause });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#output.destroy();
    await this.#written.catch(() => undefined);
    await rm(this.draft, { force: true });
  }

  #fail(error: unknown): never {
    const cause: unknown = this.#failed.signal.aborted ? this.#failed.signal.reason : error;
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw cause;
    const sentence = `There is no room for ${this.file}; make room, or choose another disk.`;
    throw new BackupProblem(sentence, { cause });
  }
}
