/** What a viewer costs, beside peers in the same run: see README.md in this folder. */
import { compare } from './compare.js';
import { USAGE, WrongUsage, readOptions, type Options, type Scenario } from './options.js';
import { LoadGenerator } from './processes.js';
import { printGoals, type Goal } from './report.js';
import { capacity, newcomers, slow } from './stress.js';

const RUN: Readonly<Record<Scenario, (options: Options, generator: LoadGenerator) => Promise<Goal[]>>> = {
  compare,
  capacity,
  newcomers,
  slow,
};

async function main(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const options = readOptions(args);
  using generator = new LoadGenerator();
  const goals: Goal[] = [];
  for (const scenario of options.scenarios) goals.push(...(await RUN[scenario](options, generator)));
  printGoals(goals);
  return goals.every(({ holds }) => holds) ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage =
    error instanceof WrongUsage || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  if (!isUsage) throw error;
  process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
  process.exitCode = 2;
}
