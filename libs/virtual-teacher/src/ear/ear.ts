/**
 * Why nothing was heard: `too-large` and `too-long` (say it shorter), `not-sound` (bytes that hold no recording),
 * `language` (this ear does not know it), `unavailable` and `timeout` (type instead).
 */
export type EarFailedReason = 'too-large' | 'too-long' | 'not-sound' | 'language' | 'unavailable' | 'timeout';

/** The only error an ear throws of itself; an aborted signal throws its own reason. */
export class EarFailed extends Error {
  override readonly name = 'EarFailed';

  constructor(
    readonly reason: EarFailedReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type HearOptions = {
  /** BCP 47, of the lesson. */
  readonly language: string;
  readonly signal?: AbortSignal;
};

/** Writes down what a student said. Keeps nothing of it: no file, no log. */
export interface Ear extends AsyncDisposable {
  /** For the record beside the transcript, e.g. `pocketsphinx`. */
  readonly name: string;
  hears(language: string): boolean;
  /**
   * @param recording as a browser makes it: WebM, Ogg, MP4 or WAV, up to {@link MAX_RECORDING_BYTES} and
   *   {@link MAX_RECORDING_MS}
   * @returns empty when nothing was said or understood
   * @throws EarFailed
   */
  hear(recording: Uint8Array, options: HearOptions): Promise<string>;
}

/** A minute and a half of Opus as browsers make it is under 2 MB; of WAV it is 17 MB. */
export const MAX_RECORDING_BYTES = 20 * 1024 * 1024;
export const MAX_RECORDING_MS = 90_000;
