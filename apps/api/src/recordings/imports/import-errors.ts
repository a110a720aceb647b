import type { ProblemCode } from '@lockstep/contracts';
import { DomainError } from '../../errors/domain-error.js';

const messages = {
  'recording-without-index':
    'The file is no recording of a Lockstep server. Take the MP4 of its review page as it is, not converted.',
  'recording-truncated': 'The file is cut off. Copy or download it once more.',
  'recording-too-new': 'The file is of a newer Lockstep. Update this server first.',
  'recording-damaged': 'The file is damaged.',
  'recording-mismatched':
    'The index of the file does not fit its frames. Take the MP4 of the review page as it is, not changed.',
} as const satisfies Partial<Record<ProblemCode, string>>;
type Code = keyof typeof messages;

/** Their messages say all that there is to say. */
const PLAIN: readonly Code[] = ['recording-without-index', 'recording-truncated'];

export const isImportCode = (code: unknown): code is Code => Object.hasOwn(messages, String(code));

/** A file of which no session can be made. */
export class RecordingNotImportable extends DomainError {
  override readonly name = 'RecordingNotImportable';
  readonly kind = 'invalid';
  constructor(
    readonly code: Code,
    why: string,
    params: Readonly<Record<string, string | number>>,
  ) {
    super([messages[code], ...(PLAIN.includes(code) ? [] : [why]), 'Nothing was imported.'].join(' '), {
      params,
    });
  }
}

/** The file is larger than the server takes. */
export class ImportTooLarge extends DomainError {
  override readonly name = 'ImportTooLarge';
  readonly kind = 'too-large';
  readonly code = 'import-too-large';
  constructor(mostMb: number) {
    super(`The recording has more than the ${String(mostMb)} MB that this server takes (MAX_RECORDING_MB).`, {
      params: { mostMb },
    });
  }
}

/** Other recordings are being read. */
export class ImportsBusy extends DomainError {
  override readonly name = 'ImportsBusy';
  readonly kind = 'unavailable';
  readonly code = 'imports-busy';
  override readonly retryAfterMs = 10_000;
  constructor(cause: unknown) {
    super('The server could not read the recording in time; try again soon.', { cause });
  }
}
