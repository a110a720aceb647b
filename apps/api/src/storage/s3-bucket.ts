import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type * as Sdk from '@aws-sdk/client-s3';
import type { Settings } from '../config/settings.js';
import type { Bucket, ObjectName, PartOfUpload, SentPart } from './bucket.js';
import { ChecksumMismatch, ObjectMissing, StorageAway } from './storage-errors.js';

const CONNECT_MS = 5000;
/** Between two pieces of an answer. */
const SILENCE_MS = 30_000;
/** A call is tried so often before it counts as failed. */
const TRIES = 3;

const MISSING = new Set(['NoSuchKey', 'NotFound', 'NoSuchUpload', 'InvalidPart', 'InvalidPartOrder']);

type Client = { readonly sdk: typeof Sdk; readonly s3: Sdk.S3Client };

/** A bucket of an S3 server. */
export class S3Bucket implements Bucket, Disposable {
  #client: Promise<Client> | undefined;

  constructor(
    readonly name: string,
    private readonly settings: Settings,
  ) {}

  [Symbol.dispose](): void {
    void this.#client?.then(({ s3 }) => s3.destroy());
  }

  async put({ key, contentType }: ObjectName, bytes: Uint8Array): Promise<void> {
    const md5 = md5Of(bytes);
    const { ETag, ServerSideEncryption } = await this.#call(key, ({ s3, sdk }) =>
      s3.send(
        new sdk.PutObjectCommand({
          ...{ Bucket: this.name, Key: key, ContentType: contentType },
          ...{ Body: bytes, ContentMD5: inBase64(md5) },
        }),
      ),
    );
    compare(key, md5, ETag, ServerSideEncryption);
  }

  async read(key: string, from: number, until: number): Promise<Readable> {
    const Range = `bytes=${String(from)}-${String(until - 1)}`;
    const { Body } = await this.#call(key, ({ s3, sdk }) =>
      s3.send(new sdk.GetObjectCommand({ Bucket: this.name, Key: key, Range })),
    );
    if (!Body) throw new ObjectMissing(key);
    return Body as Readable; // what the SDK gives on Node
  }

  async sizeOf(key: string): Promise<number | undefined> {
    try {
      const { ContentLength } = await this.#call(key, ({ s3, sdk }) =>
        s3.send(new sdk.HeadObjectCommand({ Bucket: this.name, Key: key })),
      );
      return ContentLength;
    } catch (error) {
      if (error instanceof ObjectMissing) return undefined;
      throw error;
    }
  }

  async remove(key: string): Promise<boolean> {
    if ((await this.sizeOf(key)) === undefined) return false;
    await this.#call(key, ({ s3, sdk }) =>
      s3.send(new sdk.DeleteObjectCommand({ Bucket: this.name, Key: key })),
    );
    return true;
  }

  async beginUpload({ key, contentType }: ObjectName): Promise<string> {
    const { UploadId } = await this.#call(key, ({ s3, sdk }) =>
      s3.send(
        new sdk.CreateMultipartUploadCommand({ Bucket: this.name, Key: key, ContentType: contentType }),
      ),
    );
    if (UploadId === undefined) throw new StorageAway('it gave no id to an upload');
    return UploadId;
  }

  async sendPart({ key, uploadId, number, bytes }: PartOfUpload): Promise<SentPart> {
    const md5 = md5Of(bytes);
    const { ETag, ServerSideEncryption } = await this.#call(key, ({ s3, sdk }) =>
      s3.send(
        new sdk.UploadPartCommand({
          ...{ Bucket: this.name, Key: key, UploadId: uploadId, PartNumber: number },
          ...{ Body: bytes, ContentMD5: inBase64(md5) },
        }),
      ),
    );
    return { number, md5, tag: compare(key, md5, ETag, ServerSideEncryption) };
  }

  async completeUpload(key: string, uploadId: string, parts: readonly SentPart[]): Promise<void> {
    const Parts = parts.map(({ number, tag }) => ({ PartNumber: number, ETag: `"${tag}"` }));
    await this.#call(key, ({ s3, sdk }) =>
      s3.send(
        new sdk.CompleteMultipartUploadCommand({
          ...{ Bucket: this.name, Key: key, UploadId: uploadId, MultipartUpload: { Parts } },
        }),
      ),
    );
  }

  async abandonUpload(key: string, uploadId: string): Promise<void> {
    await this.#call(key, ({ s3, sdk }) =>
      s3.send(new sdk.AbortMultipartUploadCommand({ Bucket: this.name, Key: key, UploadId: uploadId })),
    );
  }

  async #call<T>(key: string, call: (client: Client) => Promise<T>): Promise<T> {
    const client = await (this.#client ??= connect(this.settings));
    try {
      return await call(client);
    } catch (error) {
      const { name } = error as Error;
      if (MISSING.has(name)) throw new ObjectMissing(key);
      throw new StorageAway(name, { cause: error }); // its message may quote what was sent
    }
  }
}

/** The SDK is loaded by servers that use it alone: it is large. */
async function connect(settings: Settings): Promise<Client> {
  const sdk = await import('@aws-sdk/client-s3');
  const endpoint = settings.get('S3_ENDPOINT');
  const accessKeyId = settings.get('S3_ACCESS_KEY_ID');
  const s3 = new sdk.S3Client({
    region: settings.get('S3_REGION'),
    forcePathStyle: settings.get('S3_PATH_STYLE'),
    maxAttempts: TRIES,
    // MD5 is what every S3 server knows; other sums break with some of them
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
    ...(endpoint !== undefined && { endpoint }),
    ...(accessKeyId !== undefined && {
      credentials: { accessKeyId, secretAccessKey: settings.get('S3_SECRET_ACCESS_KEY') ?? '' },
    }),
  });
  return { sdk, s3 };
}

const md5Of = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

const inBase64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

/**
 * The tag of an object or part is its MD5, but where it is encrypted with a key of its own: there the server compared `Content-MD5`.
 * @returns the tag
 * @throws ChecksumMismatch
 */
function compare(key: string, md5: string, tag: string | undefined, encryption: string | undefined): string {
  const bare = (tag ?? '').replaceAll('"', '');
  const isOpaque = encryption?.startsWith('aws:') === true || bare === '';
  if (!isOpaque && bare !== md5) throw new ChecksumMismatch(key, md5, bare);
  return bare;
}
