import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import type { Bucket } from './bucket.js';
import { S3Bucket } from './s3-bucket.js';
import { StorageAway } from './storage-errors.js';

/** What keeps files that must outlive this machine: the bucket of the settings, or the disk alone. */
@Injectable()
export class Storage implements OnModuleDestroy {
  readonly #s3: S3Bucket | undefined;

  constructor(settings: Settings) {
    const name = settings.get('S3_BUCKET');
    this.#s3 = name === undefined ? undefined : new S3Bucket(name, settings);
  }

  /** undefined: files stay on the disk. */
  get bucket(): Bucket | undefined {
    return this.#s3;
  }

  /** For what is on record as being in the bucket. @throws StorageAway where none is set */
  needBucket(): Bucket {
    if (!this.#s3) throw new StorageAway('the server is set to no bucket, S3_BUCKET');
    return this.#s3;
  }

  onModuleDestroy(): void {
    this.#s3?.[Symbol.dispose]();
  }
}
