import type { RecordingStatus } from '@lockstep/contracts';
import { DomainError } from '../errors/domain-error.js';

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
