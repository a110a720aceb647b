import type { EarFailed, VoiceFailed } from '@lockstep/virtual-teacher';
import { DomainError, type RefusalKind } from '../../errors/domain-error.js';

/** There is no such feedback of this student. */
export class FeedbackNotFound extends DomainError {
  override readonly name = 'FeedbackNotFound';
  readonly kind = 'not-found';
  readonly code = 'feedback-not-found';
  constructor(feedbackId: string) {
    super(`You have no feedback ${feedbackId} that can be spoken.`);
  }
}

export class VoiceUnavailable extends DomainError {
  override readonly name = 'VoiceUnavailable';
  readonly kind = 'unavailable';
  readonly code = 'voice-unavailable';
  constructor(cause: VoiceFailed) {
    super(`This cannot be spoken: ${cause.message}.`, { cause });
  }
}

/** Nobody listens here: the answer has to be typed. */
export class HearingUnavailable extends DomainError {
  override readonly name = 'HearingUnavailable';
  readonly kind = 'unavailable';
  readonly code = 'hearing-unavailable';
  constructor(detail = 'this server has no recogniser') {
    super(`Spoken answers cannot be heard here (${detail}); type the answer.`);
  }
}

const kinds: Record<EarFailed['reason'], RefusalKind> = {
  'too-large': 'too-large',
  'too-long': 'too-large',
  'not-sound': 'unsupported',
  language: 'unavailable',
  unavailable: 'unavailable',
  timeout: 'unavailable',
};

/** A recording of which nothing could be made. */
export class NotHeard extends DomainError {
  override readonly name = 'NotHeard';
  readonly kind: RefusalKind;
  readonly code: `recording-${EarFailed['reason']}`;
  constructor(cause: EarFailed) {
    super(`The recording was not understood: ${cause.message}.`, { cause });
    this.kind = kinds[cause.reason];
    this.code = `recording-${cause.reason}`;
  }
}

export class NoSpokenQuestion extends DomainError {
  override readonly name = 'NoSpokenQuestion';
  readonly kind = 'conflict';
  readonly code = 'no-spoken-question';
  constructor() {
    super('No question that may be answered by speaking is open.');
  }
}

/** One at a time: speech costs more than anything else a student can ask for. */
export class OneAtATime extends DomainError {
  override readonly name = 'OneAtATime';
  readonly kind = 'too-many';
  readonly code = 'one-at-a-time';
  override readonly retryAfterMs = 1000;
  constructor() {
    super('The one before is still being worked on.');
  }
}
