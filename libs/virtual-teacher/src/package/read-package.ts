import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { Manifest, MANIFEST, PACKAGE_VERSION, type PackedContent } from './manifest.js';
import { PackageError } from './package-error.js';

export type PackageLimits = {
  /** Of all files, unpacked. */
  readonly totalBytes: number;
  /** Of the text of the lesson. */
  readonly scriptBytes: number;
};

const MAX_MANIFEST_BYTES = 1024 * 1024;
/** A thousand files, the text and the manifest. */
const MAX_ENTRIES = 1002;

/**
 * A package of a lesson. What its manifest says is checked against what is there: names, sizes and hashes. A file is read in
 * pieces, and never more of it than its manifest says, so that a small package cannot become a large one.
 */
export class LessonPackage implements AsyncDisposable {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    readonly manifest: Manifest,
    private readonly limits: PackageLimits,
  ) {}

  /** @throws PackageError for a file that is no package, or one that holds more than the limits */
  static async open(file: string, limits: PackageLimits): Promise<LessonPackage> {
    const zip = await openZip(file);
    try {
      const entries = await entriesOf(zip);
      const manifest = await manifestIn(zip, entries);
      refuseMisfits(manifest, entries, limits);
      return new LessonPackage(zip, entries, manifest, limits);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  /** The text of the lesson. @throws PackageError where it is not what the manifest says */
  async text(): Promise<string> {
    const { script } = this.manifest;
    const bytes = await bytesOf(await this.#stream(script.path), script.path, this.limits.scriptBytes);
    verify(script, bytes.length, createHash('sha256').update(bytes).digest('hex'));
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (cause) {
      throw new PackageError('damaged', 'The text of the lesson is not UTF-8.', { cause });
    }
  }

  /** Writes a file of the lesson. @throws PackageError where it is not what the manifest says */
  async unpack(content: PackedContent, target: string): Promise<void> {
    const hash = createHash('sha256');
    let size = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _, done) {
        size += chunk.length;
        hash.update(chunk);
        done(size > content.sizeBytes ? damaged(content.path) : null, chunk);
      },
    });
    const source = await this.#stream(content.path);
    try {
      await pipeline(source, counted, createWriteStream(target));
    } catch (error) {
      throw isOfDisk(error) ? error : damagedBy(error, content.path);
    }
    verify(content, size, hash.digest('hex'));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.zip.close();
    return Promise.resolve();
  }

  async #stream(path: string): Promise<Readable> {
    const entry = this.entries.get(path);
    if (!entry) throw damaged(path);
    try {
      return await this.zip.openReadStreamPromise(entry);
    } catch (error) {
      throw damagedBy(error, path);
    }
  }
}

/** A full disk is no fault of the package. */
const isOfDisk = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && (error as NodeJS.ErrnoException).code !== undefined;

const damaged = (path: string) =>
  new PackageError('damaged', `${path}: what is in the package is not what its manifest says.`);
const damagedBy = (cause: unknown, path: string): PackageError =>
  cause instanceof PackageError
    ? cause
    : new PackageError('damaged', `${path}: the package is damaged here.`, { cause });

function verify(content: PackedContent, size: number, sha256: string): void {
  if (size !== content.sizeBytes || sha256 !== content.sha256) throw damaged(content.path);
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { lazyEntries: true, autoClose: false, strictFileNames: true });
  } catch (cause) {
    throw new PackageError(
      'not-a-package',
      'This file is not a lesson: a lesson as one file is saved by Export and ends in .lockstep.',
      { cause },
    );
  }
}

/** By name; each name once. */
async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES)
    throw new PackageError('too-large', `A lesson has at most ${String(MAX_ENTRIES - 2)} files.`);
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      if (entries.has(entry.fileName)) throw damaged(entry.fileName);
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw error instanceof PackageError
      ? error
      : new PackageError('damaged', 'The list of files of the package cannot be read.', { cause: error });
  }
  return entries;
}

async function manifestIn(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<Manifest> {
  const entry = entries.get(MANIFEST);
  if (!entry)
    throw new PackageError(
      'not-a-package',
      'This file is not a lesson: a lesson as one file is saved by Export and ends in .lockstep.',
    );
  if (entry.uncompressedSize > MAX_MANIFEST_BYTES) throw damaged(MANIFEST);
  try {
    const bytes = await bytesOf(await zip.openReadStreamPromise(entry), MANIFEST, MAX_MANIFEST_BYTES);
    const given: unknown = JSON.parse(bytes.toString());
    const { version } = Manifest.pick({ format: true, version: true }).parse(given);
    if (version > PACKAGE_VERSION)
      throw new PackageError('newer-version', 'The package was made by a newer Lockstep; update this one.');
    return Manifest.parse(given);
  } catch (error) {
    throw damagedBy(error, MANIFEST);
  }
}

function refuseMisfits(
  { script, files }: Manifest,
  entries: ReadonlyMap<string, Entry>,
  limits: PackageLimits,
): void {
  const paths = [script, ...files].map(({ path }) => path);
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined) throw damaged(twice);
  for (const { path, sizeBytes } of [script, ...files])
    if (entries.get(path)?.uncompressedSize !== sizeBytes) throw damaged(path);
  if (script.sizeBytes > limits.scriptBytes)
    throw new PackageError('too-large', 'The text of the lesson is too long.');
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (total > limits.totalBytes)
    throw new PackageError(
      'too-large',
      `The files of the lesson have more than ${String(limits.totalBytes)} bytes.`,
    );
}

async function bytesOf(stream: Readable, path: string, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > mostBytes) throw damaged(path);
      chunks.push(chunk);
    }
  } catch (error) {
    throw damagedBy(error, path);
  }
  return Buffer.concat(chunks);
}
