/**
 * Why nothing is spoken: `unspeakable` (no word that this voice can say), `unavailable` (the service or program cannot be
 * reached), `refused` (the service does not take the key, the model or the voice), `timeout`, `bad-audio` (an answer that is
 * not speech), `crashed`, `closed`.
 */
export type VoiceFailedReason =
  'unspeakable' | 'unavailable' | 'refused' | 'timeout' | 'bad-audio' | 'crashed' | 'closed';

/** The only error a voice throws of itself; an aborted signal throws its own reason. */
export class VoiceFailed extends Error {
  override readonly name = 'VoiceFailed';

  /** Values of the message, for its words in other languages. */
  readonly params: Readonly<Record<string, string | number>>;

  constructor(
    readonly reason: VoiceFailedReason,
    message: string,
    { params = {}, ...options }: ErrorOptions & { readonly params?: VoiceFailed['params'] } = {},
  ) {
    super(message, options);
    this.params = params;
  }
}
