import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Like, Repository } from 'typeorm';
import { Settings } from '../config/settings.js';
import { Storage } from './storage.js';
import { ChecksumMismatch, ObjectMissing } from './storage-errors.js';
import { StoredObject } from './stored-object.entity.js';
import { UploadQueue } from './upload-queue.js';
import { Uploads } from './uploads.js';

/** Folders of files that never change once they have their name. Names of slides and files are the SHA-256 of their bytes. */
export type ContentFolder = 'slides' | 'files' | 'clips';

const FOLDERS: readonly ContentFolder[] = ['slides', 'files', 'clips'];
/** What belongs to more than this process, of all that is in those folders. */
const NAME = /^[0-9a-f]{64}(\.(webp|flv|json))?$/;
const NAMED_BY_BYTES = /^(slides|files)\/([0-9a-f]{64})/;
const TYPES: Readonly<Record<string, string>> = {
  '.webp': 'image/webp',
  '.flv': 'video/x-flv',
  '.json': 'application/json',
};

/**
 * Slides, files of lessons and clips: below the data folder, where programs read them, and in the bucket, which keeps them when this
 * machine is gone. A file that only the bucket has comes back when it is needed.
 */
@Injectable()
export class ContentFiles implements AsyncDisposable {
  readonly #queue = new UploadQueue(new Logger('Storage'));
  readonly #fetching = new Map<string, Promise<void>>();

  constructor(
    private readonly settings: Settings,
    private readonly storage: Storage,
    private readonly uploads: Uploads,
    @InjectRepository(StoredObject) private readonly rows: Repository<StoredObject>,
  ) {}

  pathOf(folder: ContentFolder, name: string): string {
    return this.settings.inData(folder, name);
  }

  /** Sends what no server before has sent. */
  async resume(): Promise<void> {
    if (!this.storage.bucket) return;
    for (const folder of FOLDERS) {
      const stored = new Set(await this.#stored(folder));
      for (const name of await this.#onDisk(folder)) if (!stored.has(name)) this.added(folder, name);
    }
  }

  /** A whole file has its name. It is sent in the background; a crash before that is made good at the next start. */
  added(folder: ContentFolder, name: string): void {
    const { bucket } = this.storage;
    if (!bucket) return;
    const key = `${folder}/${name}`;
    this.#queue.add(key, async (signal) => {
      const contentType = TYPES[path.extname(name)] ?? 'application/octet-stream';
      await this.uploads.send(bucket, { key, contentType }, this.pathOf(folder, name), { signal });
      await this.rows.upsert({ key, storedAt: new Date() }, ['key']);
    });
  }

  /**
   * The path of a file, which is fetched where this machine has none. There may be nothing at it: then there is no such file.
   * @throws StorageAway, ChecksumMismatch
   */
  async local(folder: ContentFolder, name: string): Promise<string> {
    const file = this.pathOf(folder, name);
    const key = `${folder}/${name}`;
    if (!this.storage.bucket || (await exists(file)) || !(await this.rows.existsBy({ key }))) return file;
    const fetching =
      this.#fetching.get(key) ?? this.#fetch(key, file).finally(() => this.#fetching.delete(key));
    this.#fetching.set(key, fetching);
    await fetching;
    return file;
  }

  /** Names of all files of a folder, on disk or in the bucket. */
  async names(folder: ContentFolder): Promise<string[]> {
    const stored = this.storage.bucket ? await this.#stored(folder) : [];
    return [...new Set([...(await this.#onDisk(folder)), ...stored])];
  }

  /** Removes a file that nothing names any more: here now, in the bucket in the background. */
  async remove(folder: ContentFolder, name: string): Promise<void> {
    const key = `${folder}/${name}`;
    await this.#queue.giveUp(key);
    await rm(this.pathOf(folder, name), { force: true });
    const { bucket } = this.storage;
    if (!bucket) return;
    this.#queue.add(key, async () => {
      await this.uploads.abandon(bucket, key);
      await bucket.remove(key);
      await this.rows.delete({ key });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue[Symbol.asyncDispose]();
  }

  async #fetch(key: string, file: string): Promise<void> {
    const bucket = this.storage.needBucket();
    const size = await bucket.sizeOf(key);
    if (size === undefined) return;
    const drafts = this.settings.inData('files', 'incoming'); // emptied at each start
    await mkdir(drafts, { recursive: true });
    const draft = path.join(drafts, randomUUID());
    try {
      const hash = createHash('sha256');
      const hashed = new Transform({
        transform: (chunk: Buffer, _, done) => done(null, (hash.update(chunk), chunk)),
      });
      await pipeline(await bucket.read(key, 0, size), hashed, createWriteStream(draft));
      const [arrived, wanted = arrived] = [hash.digest('hex'), NAMED_BY_BYTES.exec(key)?.[2]];
      if (arrived !== wanted) throw new ChecksumMismatch(key, wanted, arrived);
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      if (!(error instanceof ObjectMissing)) throw error;
    }
  }

  async #onDisk(folder: ContentFolder): Promise<string[]> {
    return (await readdir(this.settings.inData(folder))).filter((name) => NAME.test(name));
  }

  async #stored(folder: ContentFolder): Promise<string[]> {
    const rows = await this.rows.find({ select: { key: true }, where: { key: Like(`${folder}/%`) } });
    return rows.map(({ key }) => key.slice(folder.length + 1));
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
