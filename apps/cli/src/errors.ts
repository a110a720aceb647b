import { ParseError } from '@lockstep/sei';

/** The command was used wrongly: exit code 2, with a hint and the usage line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /** @param hint what to do instead */
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** Something named on the command line cannot be read or written: exit code 1, with its place and the reason. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** What a ParseError says, for people: `byte 423: bad-length: PreviousTagSize is …`. */
export function describeParseError(error: ParseError, baseOffset = 0): string {
  const { offset, detail, reason } = error;
  return `byte ${baseOffset + offset}: ${detail === undefined ? reason : `${detail} (${reason})`}`;
}

/** Runs `read`; a ParseError in it is told with its place in the input instead of its place in the part being read. */
export function atOffset<T>(baseOffset: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new ParseError(error.reason, baseOffset + error.offset, error.detail);
  }
}

const SYSTEM_REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOTDIR: 'a part of the path is no directory',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many open files',
};

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && 'syscall' in error;

/**
 * Turns an error of the file system about `name` into one for people; others are thrown on.
 *
 * @param reasons what some codes mean here
 */
export function asInputError(
  error: unknown,
  name: string,
  reasons: Readonly<Record<string, string>> = {},
): InputError {
  if (!isSystemError(error)) throw error;
  const code = error.code ?? '';
  return new InputError(`${name}: ${reasons[code] ?? SYSTEM_REASONS[code] ?? error.message}`, {
    cause: error,
  });
}
