import { type Command } from './command.js';
import { describeParseError, InputError, UsageError } from './errors.js';
import { nearestName } from './nearest-name.js';
import { injectCommand } from './sei/inject-command.js';
import { inspectCommand } from './sei/inspect-command.js';
import { stripCommand } from './sei/strip-command.js';
import { ParseError } from '@lockstep/sei';

/** Exit codes: what scripts can rely on. */
const EXIT = { ok: 0, unreadable: 1, usage: 2 } as const;

const SEI_COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['inspect', inspectCommand],
  ['inject', injectCommand],
  ['strip', stripCommand],
]);

const verbs = (commands: ReadonlyMap<string, Command>): string =>
  [...commands].map(([verb, { summary }]) => `  ${verb.padEnd(10)}${summary}`).join('\n');

const ROOT_HELP = `lockstep: tools for streams that carry lesson events in their pictures

Usage: lockstep sei <verb> [arguments]

Commands:
  sei       look at, put in or take out SEI messages of H.264 and H.265

Options:
  --help      this text; after a command or verb, its own
  --version   the version of this command

Exit codes: 0 done; 1 something could not be read or written (with place and reason); 2 wrong usage.
`;

const SEI_HELP = `lockstep sei: SEI messages of H.264 and H.265

Usage: lockstep sei <verb> [arguments]

Verbs:
${verbs(SEI_COMMANDS)}

Reads H.264 and H.265 byte streams, FLV, MPEG-TS and MP4 (fragmented too), from files or, with '-',
from stdin. Writes byte streams and FLV. 'lockstep sei <verb> --help' says more.
`;

/**
 * Runs the command line.
 *
 * @returns the exit code; messages for people have then gone to stderr
 */
export async function runCommandLine(args: readonly string[], version: string): Promise<number> {
  const [first, second, ...rest] = args;
  if (first === '--version') return print(`${version}\n`);
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    return first === undefined ? fail(`${ROOT_HELP}`, EXIT.usage) : print(ROOT_HELP);
  }
  if (first !== 'sei') {
    return usageFailure(
      'lockstep',
      'sei <verb> [arguments]',
      new UsageError(`There is no command '${first}'.`, hint(first, ['sei'])),
    );
  }
  if (second === undefined) return fail(SEI_HELP, EXIT.usage);
  if (second === '--help' || second === '-h') return print(SEI_HELP);
  const command = SEI_COMMANDS.get(second);
  if (!command) {
    const error = new UsageError(`There is no verb '${second}'.`, hint(second, [...SEI_COMMANDS.keys()]));
    return usageFailure('lockstep sei', `${[...SEI_COMMANDS.keys()].join(' | ')} [arguments]`, error);
  }
  return runCommand(command, rest);
}

async function runCommand(command: Command, args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) return print(command.help);
  try {
    return await command.run(args);
  } catch (error) {
    if (error instanceof UsageError) return usageFailure(command.name, command.usage, error);
    if (error instanceof InputError) return fail(`${command.name}: ${error.message}\n`, EXIT.unreadable);
    if (error instanceof ParseError)
      return fail(`${command.name}: ${describeParseError(error)}\n`, EXIT.unreadable);
    throw error;
  }
}

function usageFailure(name: string, usage: string, error: UsageError): number {
  const lines = [`${name}: ${error.message}`];
  if (error.hint) lines.push(error.hint);
  return fail(`${lines.join('\n')}\nUsage: ${name} ${usage}\n`, EXIT.usage);
}

function hint(given: string, known: readonly string[]): string {
  const meant = nearestName(given, known);
  return meant ? `Did you mean '${meant}'?` : `There is: ${known.join(', ')}.`;
}

function print(text: string): number {
  process.stdout.write(text);
  return EXIT.ok;
}

function fail(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}
