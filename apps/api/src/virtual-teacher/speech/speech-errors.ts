import type { TranscriptionFailed, VoiceFailed } from '@lockstep/virtual-teacher';
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

/** The server cannot transcribe spoken answers; they have to be typed. */
export class TranscriptionUnavailable extends DomainError {
  override readonly name = 'TranscriptionUnavailable';
  readonly kind = 'unavailable';
  readonly code = 'transcription-unavailable';
  constructor(detail = 'it has no transcriber') {
    super(`This server cannot transcribe the answer (${detail}). Type it.`);
  }
}

const kinds: Record<TranscriptionFailed['reason'], RefusalKind> = {
  'too-large': 'too-large',
  'too-long': 'too-large',
  'not-audio': 'unsupported',
  language: 'unavailable',
  unavailable: 'unavailable',
  timeout: 'unavailable',
};

/** A recording that could not be transcribed. */
export class NotTranscribed extends DomainError {
  override readonly name = 'NotTranscribed';
  readonly kind: RefusalKind;
  readonly code: `recording-${TranscriptionFailed['reason']}`;
  constructor(cause: TranscriptionFailed) {
    super(`The recording was not transcribed: ${cause.message}.`, { cause });
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
