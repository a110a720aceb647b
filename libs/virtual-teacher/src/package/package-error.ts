/** A file is not a lesson as one file, is damaged, or holds more than is taken. */
export class PackageError extends Error {
  override readonly name = 'PackageError';

  constructor(
    readonly reason: 'not-a-package' | 'newer-version' | 'damaged' | 'too-large',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
