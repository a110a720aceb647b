/** What keeps media from being played as a clip. */
export type ClipFormatReason =
  | 'unreadable'
  | 'no-video'
  | 'no-audio'
  | 'wrong-sample-rate'
  | 'reordered-frames'
  | 'uneven-frames'
  | 'partial-cell'
  | 'no-random-access';

/** Media that is no clip in the house format; the message says what was found and what is needed. */
export class ClipFormatError extends Error {
  override readonly name = 'ClipFormatError';
  constructor(
    readonly reason: ClipFormatReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
