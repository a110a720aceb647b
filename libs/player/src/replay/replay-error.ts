/**
 * - `unreachable`: the address cannot be read
 * - `no-ranges`: the server sends files only as a whole, so nobody could seek
 * - `not-mp4`: no MP4 with H.264 video, or cut off before its tables
 * - `not-finished`: a playlist that still grows, or lists several files
 * - `newer-schema`: written by a version that this one does not understand
 * - `damaged`: the file contradicts itself
 * - `not-playable`: the browser cannot play it
 */
export type ReplayErrorReason =
  'unreachable' | 'no-ranges' | 'not-mp4' | 'not-finished' | 'newer-schema' | 'damaged' | 'not-playable';

/** Why a recording cannot be replayed. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';

  constructor(
    readonly reason: ReplayErrorReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
