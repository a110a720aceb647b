import { UsageError } from '../errors.js';

/** @throws UsageError unless there are exactly IN and OUT */
export function readInAndOut(positionals: readonly string[]): { inputPath: string; outputPath: string } {
  const [inputPath, outputPath, ...others] = positionals;
  if (inputPath === undefined)
    throw new UsageError('Which video?', "Name IN and OUT, or '-' for stdin and stdout.");
  if (outputPath === undefined) throw new UsageError('Where to?', "Name OUT, or '-' for stdout.");
  if (others.length > 0) throw new UsageError(`One IN and one OUT, not ${positionals.length} files.`);
  return { inputPath, outputPath };
}

/** A sentence on stderr, where a person is: files and pipes get none. */
export function tellPerson(message: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${message}\n`);
}
