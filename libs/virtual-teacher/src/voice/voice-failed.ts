/**
 * Why nothing is spoken: `unspeakable` (no word that this voice can say), `unavailable` (the service or program
 * cannot be reached or refuses), `timeout`, `bad-sound` (an answer that is no speech), `crashed`, `closed`.
 */
export type VoiceFailedReason =
  'unspeakable' | 'unavailable' | 'timeout' | 'bad-sound' | 'crashed' | 'closed';

/** The only error a voice throws of itself; an aborted signal throws its own reason. */
export class VoiceFailed extends Error {
  override readonly name = 'VoiceFailed';

  constructor(
    readonly reason: VoiceFailedReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
