import type { Readable } from 'node:stream';

/** An object as it is sent. */
export type ObjectName = {
  /** Path in the bucket, without a slash at its beginning. */
  readonly key: string;
  /** MIME type. */
  readonly contentType: string;
};

/** A part that the bucket has. */
export type SentPart = {
  readonly number: number;
  /** Of its bytes, hex. */
  readonly md5: string;
  /** What the bucket calls it. */
  readonly tag: string;
};

export type PartOfUpload = {
  readonly key: string;
  readonly uploadId: string;
  /** From 1. */
  readonly number: number;
  readonly bytes: Uint8Array;
};

/**
 * Where objects are kept, under names that look like paths. All methods throw StorageAway while it cannot be reached, and may be repeated.
 */
export interface Bucket {
  /**
   * For what fits into memory. What arrived is compared with what was sent.
   * @throws ChecksumMismatch
   */
  put(name: ObjectName, bytes: Uint8Array): Promise<void>;
  /** The bytes from `from` up to, without, `until`. @throws ObjectMissing */
  read(key: string, from: number, until: number): Promise<Readable>;
  /** Bytes; undefined where there is no such object. */
  sizeOf(key: string): Promise<number | undefined>;
  /** @returns whether there was one */
  remove(key: string): Promise<boolean>;
  /** @returns the id of the upload */
  beginUpload(name: ObjectName): Promise<string>;
  /**
   * Sends a part; one that was sent before is replaced.
   * @throws ChecksumMismatch
   * @throws ObjectMissing when the bucket knows no such upload
   */
  sendPart(part: PartOfUpload): Promise<SentPart>;
  /**
   * Makes one object of the parts; once it is made, the upload is forgotten.
   * @throws ObjectMissing when the bucket knows no such upload or has not all of its parts
   */
  completeUpload(key: string, uploadId: string, parts: readonly SentPart[]): Promise<void>;
  abandonUpload(key: string, uploadId: string): Promise<void>;
}
