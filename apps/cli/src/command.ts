import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './errors.js';

/** One verb of the command line. */
export type Command = {
  /** How it is called, such as `lockstep sei inspect`. */
  readonly name: string;
  /** The line that shows its arguments, without the name. */
  readonly usage: string;
  /** All that `--help` prints. */
  readonly help: string;
  /**
   * @returns the exit code
   * @throws UsageError, InputError
   */
  run(args: readonly string[]): number | Promise<number>;
};

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true; strict: true }>
>;

/**
 * Arguments by the rules of `node:util` parseArgs; `-` is a positional argument.
 *
 * @throws UsageError that names the argument
 */
export function parse<const T extends Options>(args: readonly string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // parseArgs adds a hint about `--` that helps nobody here.
    const [message = error.message] = error.message.split(/\. To specify a positional|\.\s*$/);
    throw new UsageError(`${message}.`);
  }
}

/**
 * A number above 0.
 *
 * @throws UsageError that names the option
 */
export function positiveNumber(text: string, option: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new UsageError(`${option} needs a number above 0, not '${text}'.`);
  }
  return value;
}
