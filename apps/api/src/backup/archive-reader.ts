import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { type Entry as ZipEntry, openPromise, type ZipFile } from 'yauzl';
import * as z from 'zod';
import { BackupProblem } from './backup-problem.js';
import { BACKUP_VERSION, type Entry, Manifest, MANIFEST } from './manifest.js';

/** A backup of a million files has one of 200 MB. */
const MAX_MANIFEST_BYTES = 512 * 1024 * 1024;

/** A backup that is read. What its manifest says of a file is compared while the file is read. */
export class ArchiveReader implements Disposable {
  private constructor(
    private readonly file: string,
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, ZipEntry>,
    readonly manifest: Manifest,
  ) {}

  /** @throws BackupProblem for a file that is no backup, is damaged, or is of a newer version */
  static async open(file: string): Promise<ArchiveReader> {
    const zip = await openZip(file);
    try {
      const entries = new Map<string, ZipEntry>();
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
      return new ArchiveReader(file, zip, entries, await readManifest(file, zip, entries));
    } catch (error) {
      zip.close();
      throw error instanceof BackupProblem ? error : damaged(file, error);
    }
  }

  /** Every file of the backup, tables included. */
  get all(): readonly Entry[] {
    return [...this.manifest.tables.map(({ entry }) => entry), ...this.manifest.files];
  }

  /** @throws BackupProblem, at the end at the latest, where it is not what the manifest says */
  async *read(wanted: Entry): AsyncGenerator<Buffer> {
    const entry = this.entries.get(wanted.path);
    if (entry?.uncompressedSize !== wanted.bytes) throw damaged(this.file);
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const chunk of (await this.zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw damaged(this.file, error);
    }
    if (bytes !== wanted.bytes || hash.digest('hex') !== wanted.sha256) throw damaged(this.file);
  }

  [Symbol.dispose](): void {
    this.zip.close();
  }
}

const damaged = (file: string, cause?: unknown) =>
  new BackupProblem(`${file} is damaged or was cut off; take another backup. Nothing was restored.`, {
    cause,
  });

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { lazyEntries: true, autoClose: false, strictFileNames: true });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
    if (code !== undefined) throw new BackupProblem(`${file} cannot be read (${code}).`, { cause });
    throw new BackupProblem(`${file} is not a backup of Lockstep, or was cut off. Nothing was restored.`, {
      cause,
    });
  }
}

async function readManifest(
  file: string,
  zip: ZipFile,
  entries: ReadonlyMap<string, ZipEntry>,
): Promise<Manifest> {
  const entry = entries.get(MANIFEST);
  if (entry === undefined || entry.uncompressedSize > MAX_MANIFEST_BYTES)
    throw new BackupProblem(`${file} is not a backup of Lockstep. Nothing was restored.`);
  const bytes = await buffer(await zip.openReadStreamPromise(entry));
  if (createHash('sha256').update(bytes).digest('hex') !== zip.comment) throw damaged(file);
  const given: unknown = JSON.parse(bytes.toString());
  const { version } = z.object({ version: z.int() }).parse(given);
  if (version > BACKUP_VERSION)
    throw new BackupProblem(`${file} was made by a newer Lockstep; update this one. Nothing was restored.`);
  return Manifest.parse(given);
}
