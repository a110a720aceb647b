/** What a publisher sends cannot be a lesson. The message says what it was and what to send instead. */
export class UnsupportedMedia extends Error {
  override readonly name = 'UnsupportedMedia';
}
