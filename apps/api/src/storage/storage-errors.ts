import { DomainError } from '../errors/domain-error.js';

/** What is kept in the bucket can be neither read nor removed now. */
export class StorageAway extends DomainError {
  override readonly name = 'StorageAway';
  readonly kind = 'unavailable';
  readonly code = 'storage-away';
  override readonly retryAfterMs = 10_000;
  constructor(reason: string, options: ErrorOptions = {}) {
    super(`The storage of recordings and files does not answer now (${reason}); try again soon.`, options);
  }
}

/** The bucket holds nothing under this name. */
export class ObjectMissing extends Error {
  override readonly name = 'ObjectMissing';
  constructor(readonly key: string) {
    super(`The bucket has no object ${key}.`);
  }
}

/** What arrived, in the bucket or from it, is not what was sent. */
export class ChecksumMismatch extends Error {
  override readonly name = 'ChecksumMismatch';
  constructor(key: string, sent: string, arrived: string) {
    super(`The bucket has other bytes of ${key} than were sent: their sum is ${arrived}, not ${sent}.`);
  }
}
