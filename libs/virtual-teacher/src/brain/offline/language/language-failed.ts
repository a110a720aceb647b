/** The thread that knows languages could not answer. An answer that needed it stays without a verdict. */
export class LanguageFailed extends Error {
  override readonly name = 'LanguageFailed';

  constructor(
    readonly reason: 'closed' | 'crashed' | 'timeout',
    message: string,
  ) {
    super(message);
  }
}
