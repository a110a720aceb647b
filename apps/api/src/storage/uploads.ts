import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Bucket, ObjectName, SentPart } from './bucket.js';
import { ObjectUpload } from './object-upload.entity.js';
import { ObjectMissing } from './storage-errors.js';

const MiB = 1024 * 1024;
/** A smaller file is sent at once. S3 takes parts of 5 MiB and more. */
const PART_BYTES = 8 * MiB;
const MOST_PARTS = 10_000;

export type SendOptions = {
  readonly signal?: AbortSignal;
  /** Hears how much has arrived, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Default 8 MiB; more for a file of more than 10,000 parts. */
  readonly partBytes?: number;
};

/** Sends files of any size, a part in memory at a time. What was sent before a crash is not sent again. */
@Injectable()
export class Uploads {
  constructor(@InjectRepository(ObjectUpload) private readonly rows: Repository<ObjectUpload>) {}

  /**
   * Resolves when the whole file is in the bucket. May be called again after any failure; one call for a key at a time.
   *
   * @throws StorageAway, ChecksumMismatch, ObjectMissing when the bucket forgot what had arrived, what the file system says, the reason
   *   of `signal`
   */
  async send(bucket: Bucket, name: ObjectName, path: string, options: SendOptions = {}): Promise<void> {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    const { onProgress, signal } = options;
    const partBytes = Math.max(options.partBytes ?? PART_BYTES, Math.ceil(size / MOST_PARTS));
    if (size <= partBytes) {
      signal?.throwIfAborted();
      await bucket.put(name, await readAt(file, 0, size));
      return onProgress?.(1);
    }
    const begun = await this.rows.findOneBy({ key: name.key });
    // a call before this one may have been killed between its last two steps
    if (!begun || (await bucket.sizeOf(name.key)) !== size)
      await this.#sendInParts(bucket, name, { file, size, partBytes, options });
    await this.rows.delete({ key: name.key });
    onProgress?.(1);
  }

  /** Forgets a file that is on its way; nothing of it stays in the bucket. */
  async abandon(bucket: Bucket, key: string): Promise<void> {
    const upload = await this.rows.findOneBy({ key });
    if (!upload) return;
    await bucket.abandonUpload(key, upload.uploadId).catch((error: unknown) => {
      if (!(error instanceof ObjectMissing)) throw error;
    });
    await this.rows.delete({ key });
  }

  async #sendInParts(bucket: Bucket, name: ObjectName, sending: Sending): Promise<void> {
    const { key } = name;
    try {
      const upload = await this.#uploadOf(bucket, name, sending.partBytes);
      const parts = await this.#sendParts(bucket, upload, sending);
      await bucket.completeUpload(key, upload.uploadId, parts);
    } catch (error) {
      if (error instanceof ObjectMissing) await this.rows.delete({ key }); // the next call begins again
      throw error;
    }
  }

  async #uploadOf(bucket: Bucket, name: ObjectName, partBytes: number): Promise<ObjectUpload> {
    const { key } = name;
    const begun = await this.rows.findOneBy({ key });
    if (begun?.partBytes === partBytes) return begun;
    if (begun) await this.abandon(bucket, key);
    const uploadId = await bucket.beginUpload(name);
    const row = { key, uploadId, partBytes, storedParts: [], begunAt: new Date() };
    return this.rows.save(this.rows.create(row));
  }

  /** What arrived before and is still the same is not sent again. */
  async #sendParts(
    bucket: Bucket,
    upload: ObjectUpload,
    { file, size, partBytes, options }: Sending,
  ): Promise<SentPart[]> {
    const { key, uploadId } = upload;
    const arrived = new Map(upload.parts.map((part) => [part.number, part]));
    for (let from = 0, number = 1; from < size; from += partBytes, number++) {
      options.signal?.throwIfAborted();
      const bytes = await readAt(file, from, Math.min(partBytes, size - from));
      if (arrived.get(number)?.md5 !== createHash('md5').update(bytes).digest('hex')) {
        arrived.set(number, await bucket.sendPart({ key, uploadId, number, bytes }));
        await this.rows.update({ key }, { storedParts: [...arrived.values()] });
      }
      options.onProgress?.((from + bytes.length) / size);
    }
    return [...arrived.values()].sort((a, b) => a.number - b.number);
  }
}

type Sending = {
  readonly file: FileHandle;
  readonly size: number;
  readonly partBytes: number;
  readonly options: SendOptions;
};

/** @throws RangeError for a file that became shorter meanwhile */
async function readAt(file: FileHandle, from: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length;) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, from + filled);
    if (bytesRead === 0)
      throw new RangeError(`The file ends at ${String(from + filled)}: it changed while it was sent.`);
    filled += bytesRead;
  }
  return bytes;
}
