/**
 * Why there is no transcript: `too-large` and `too-long` (say it shorter), `not-audio` (bytes that hold no recording),
 * `language` (this transcriber does not know it), `unavailable` and `timeout` (type instead).
 */
export type TranscriptionFailedReason =
  'too-large' | 'too-long' | 'not-audio' | 'language' | 'unavailable' | 'timeout';

/** The only error that a transcriber itself throws; an aborted signal throws its own reason. */
export class TranscriptionFailed extends Error {
  override readonly name = 'TranscriptionFailed';

  constructor(
    readonly reason: TranscriptionFailedReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type TranscribeOptions = {
  /** BCP 47, of the lesson. */
  readonly language: string;
  readonly signal?: AbortSignal;
};

/** Turns a spoken answer into text. Keeps nothing of it: no file, no log. */
export interface Transcriber extends AsyncDisposable {
  /** For the record beside the transcript, e.g. `pocketsphinx`. */
  readonly name: string;
  understands(language: string): boolean;
  /**
   * @param recording as a browser makes it: WebM, Ogg, MP4 or WAV, up to {@link MAX_RECORDING_BYTES} and
   *   {@link MAX_RECORDING_MS}
   * @returns empty when nothing was said or understood
   * @throws TranscriptionFailed
   */
  transcribe(recording: Uint8Array, options: TranscribeOptions): Promise<string>;
}

/** A minute and a half of Opus as browsers make it is under 2 MB; of WAV it is 17 MB. */
export const MAX_RECORDING_BYTES = 20 * 1024 * 1024;
export const MAX_RECORDING_MS = 90_000;
