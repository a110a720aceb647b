export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** @throws WrongUsage */
export function positive(name: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new WrongUsage(`--${name} is a whole number from 1 on.`);
}

/**
 * Runs a benchmark from the command line: `--help` prints `usage`, so does a wrong option, and goals that do not hold
 * make the exit code 1.
 */
export async function runBenchmark(usage: string, run: (args: string[]) => Promise<boolean>): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  try {
    process.exitCode = (await run(args)) ? 0 : 1;
  } catch (error) {
    const isUsage =
      error instanceof WrongUsage ||
      (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
    if (!isUsage) throw error;
    process.stderr.write(`${error.message}\n${usage}\n`);
    process.exitCode = 2;
  }
}
