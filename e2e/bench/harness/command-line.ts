import { parseArgs } from 'node:util';

type Defaults = Readonly<Record<string, string>>;

/**
 * Options that all have a value, and `--help`. Ends the process where there is nothing to measure: with 0 after help, with 2
 * after options that are not there.
 */
export function readOptions<T extends Defaults>(
  usage: string,
  defaults: T,
): { readonly [K in keyof T]: string } {
  const given = process.argv.slice(2);
  if (given.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  const options = Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, { type: 'string', default: value } as const]),
  );
  try {
    return parseArgs({ args: given, options }).values as { [K in keyof T]: string };
  } catch (error) {
    return wrongUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

/** A number above 0, or the process ends with 2. */
export function positive(name: string, text: string, usage: string): number {
  const value = Number(text);
  return value > 0 ? value : wrongUsage(`--${name} is a number above 0, not "${text}".`, usage);
}

/** `1280x720`, or the process ends with 2. */
export function frameSize(text: string, usage: string): { width: number; height: number } {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (width === undefined || height === undefined)
    return wrongUsage(`--size is width x height, as in 640x360, not "${text}".`, usage);
  return { width: Number(width), height: Number(height) };
}

export function wrongUsage(problem: string, usage: string): never {
  process.stderr.write(`${problem}\n${usage}\n`);
  process.exit(2);
}
