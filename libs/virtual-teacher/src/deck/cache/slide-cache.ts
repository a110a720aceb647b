import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Slides that were drawn before, by what they show. A value is what `structuredClone` takes. */
export type SlideCache = {
  /** Undefined for what is not there. */
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
};

/** Goes up whenever the same content is drawn in another way. */
const LOOK = 1;
const MAX_BYTES = 256 * 1024 * 1024;
/** Between two looks at how large the folder is. */
const PUTS_UNTIL_TIDIED = 50;

/** A key for content of any size: the same for the same content, in every deck and lesson. */
export function keyOf(kind: string, ...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256').update(`${kind} ${String(LOOK)}`);
  for (const part of parts) hash.update(createHash('sha256').update(part).digest());
  return hash.digest('hex');
}

/** A folder of drawn slides; the longest unused go when it is full. Losing it costs nothing but time. */
export class SlideFolder implements SlideCache {
  #puts = 0;
  /** The folder cannot be written: nothing is kept, and everything is drawn each time. */
  #isClosed = false;

  constructor(
    private readonly folder: string,
    private readonly maxBytes = MAX_BYTES,
  ) {}

  async get(key: string): Promise<unknown> {
    const file = join(this.folder, key);
    const bytes = await readFile(file).catch(ifMissing);
    if (!bytes) return undefined;
    const now = new Date();
    await utimes(file, now, now).catch(ifMissing);
    return readable(bytes);
  }

  async put(key: string, value: unknown): Promise<void> {
    if (this.#isClosed) return;
    try {
      await this.#write(key, value);
    } catch (error) {
      if (!isOfDisk(error)) throw error;
      this.#isClosed = true;
    }
  }

  async #write(key: string, value: unknown): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const draft = join(this.folder, `.${randomUUID()}`);
    await writeFile(draft, serialize(value));
    await rename(draft, join(this.folder, key)); // whole or not at all, also when the process is killed
    if (this.#puts++ % PUTS_UNTIL_TIDIED === 0) await this.#tidy();
  }

  async #tidy(): Promise<void> {
    const names = await readdir(this.folder);
    const files = await Promise.all(
      names.map(async (name) => {
        const facts = await stat(join(this.folder, name)).catch(ifMissing);
        return { name, bytes: facts?.size ?? 0, used: facts?.mtimeMs ?? 0 };
      }),
    );
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files.sort((a, b) => a.used - b.used)) {
      if (bytes <= this.maxBytes) return;
      await rm(join(this.folder, file.name), { force: true });
      bytes -= file.bytes;
    }
  }
}

/** What a newer or older version has written, or a full disk cut off, is drawn again. */
function readable(bytes: Buffer): unknown {
  try {
    return deserialize(bytes);
  } catch {
    return undefined;
  }
}

/** A full or read-only disk, a folder of another user. */
const isOfDisk = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  /^(?:ENOSPC|EDQUOT|EROFS|EACCES|EPERM|ENOTDIR)$/.test(String(error.code));

/** Another process may have tidied the same folder. */
function ifMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && /^(?:ENOENT|ENOTDIR|EACCES)$/.test(String(error.code)))
    return undefined;
  throw error;
}
