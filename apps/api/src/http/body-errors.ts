import { DomainError } from '../errors/domain-error.js';

const KiB = 1024;

/** More bytes than this route takes. */
export class BodyTooLarge extends DomainError {
  override readonly name = 'BodyTooLarge';
  readonly kind = 'too-large';
  readonly code = 'payload-too-large';
  constructor(maxBytes: number) {
    super(`The body is larger than the ${String(Math.floor(maxBytes / KiB))} KiB that are taken here.`);
  }
}

/** The body did not arrive in time. */
export class BodyTooSlow extends DomainError {
  override readonly name = 'BodyTooSlow';
  readonly kind = 'timeout';
  readonly code = 'request-timeout';
  constructor(deadlineMs: number) {
    super(`The body did not arrive within ${String(deadlineMs / 1000)} s; send it again.`);
  }
}

/** The body began to arrive and comes no more. */
export class BodyStalled extends DomainError {
  override readonly name = 'BodyStalled';
  readonly kind = 'timeout';
  readonly code = 'request-timeout';
  constructor(silenceMs: number) {
    super(
      `The upload stood still for ${String(silenceMs / 1000)} s and was ended; nothing was kept. Send it again.`,
    );
  }
}

/** A body of another media type, or of a form that is not read: a compressed one may be a bomb. */
export class UnsupportedBody extends DomainError {
  override readonly name = 'UnsupportedBody';
  readonly kind = 'unsupported';
  readonly code = 'unsupported-media-type';
  constructor(what: string) {
    super(`${what}; send JSON with "Content-Type: application/json".`);
  }
}

/** The body is not JSON. */
export class MalformedJson extends DomainError {
  override readonly name = 'MalformedJson';
  readonly kind = 'invalid';
  readonly code = 'bad-request';
  constructor(reason: string) {
    super(`The body is not JSON: ${reason.slice(0, 200)}.`);
  }
}
