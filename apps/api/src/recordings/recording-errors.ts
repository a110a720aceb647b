import type { RecordingStatus } from '@lockstep/contracts';
import { DomainError, type RefusalKind } from '../errors/domain-error.js';
import type { MediaRefusal } from '../streaming/media-refusal.js';

const UNAUTHORIZED = 401;

export class RecordingNotFound extends DomainError {
  override readonly name = 'RecordingNotFound';
  readonly kind = 'not-found';
  readonly code = 'recording-not-found';
  constructor(id: string) {
    super(`There is no recording ${id}, or nothing of it yet.`, { params: { id } });
  }
}

/** Its MP4 was asked for. */
export class RecordingNotFinished extends DomainError {
  override readonly name = 'RecordingNotFinished';
  readonly kind = 'conflict';
  readonly code = 'recording-not-finished';
  constructor(status: RecordingStatus) {
    super(`The recording has no MP4: it is ${status}. HLS and FLV play what there is.`, {
      params: { status },
    });
  }
}

/** Its session is private, and the caller has no address that opens it. */
export class RecordingRefused extends DomainError {
  override readonly name = 'RecordingRefused';
  readonly kind: RefusalKind;
  readonly code = 'session-private';
  constructor({ status, text }: MediaRefusal) {
    super(text);
    this.kind = status === UNAUTHORIZED ? 'unauthenticated' : 'forbidden';
  }
}
