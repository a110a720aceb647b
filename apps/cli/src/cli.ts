import type { Command } from './command.js';
import { describeParseError, InputError, UsageError } from './errors.js';
import { nearestName } from './nearest-name.js';
import { ParseError } from '@lockstep/sei';

/** Exit codes: what scripts can rely on. */
const EXIT = { ok: 0, unreadable: 1, usage: 2 } as const;

/** A command as its list names it. Its module is loaded when it is called: some load a whole compiler. */
type Verb = {
  readonly summary: string;
  load(): Promise<Command>;
};

type Group = {
  readonly summary: string;
  /** All that `--help` prints after the verbs. */
  readonly about: string;
  readonly verbs: ReadonlyMap<string, Verb>;
};

const GROUPS: ReadonlyMap<string, Group> = new Map([
  [
    'sei',
    {
      summary: 'look at, put in or take out SEI messages of H.264 and H.265',
      about: `Reads H.264 and H.265 byte streams, FLV, MPEG-TS, MP4, MOV and Matroska, from files or, with '-', from
stdin. Writes byte streams and FLV.`,
      verbs: new Map([
        [
          'inspect',
          {
            summary: 'list the SEI messages of a video',
            load: async () => (await import('./sei/inspect-command.js')).inspectCommand,
          },
        ],
        [
          'inject',
          {
            summary: 'put SEI messages into a video',
            load: async () => (await import('./sei/inject-command.js')).injectCommand,
          },
        ],
        [
          'strip',
          {
            summary: 'take SEI messages out of a video',
            load: async () => (await import('./sei/strip-command.js')).stripCommand,
          },
        ],
      ]),
    },
  ],
  [
    'lesson',
    {
      summary: 'check, format, compile, preview, replay, import and export lessons',
      about: `A lesson is a YAML file with slides beside it, a recording an MP4.`,
      verbs: new Map([
        [
          'check',
          {
            summary: 'say what is wrong with a lesson, and where',
            load: async () => (await import('./lesson/check-command.js')).checkCommand,
          },
        ],
        [
          'format',
          {
            summary: 'write a lesson in the form that all lessons have',
            load: async () => (await import('./lesson/format-command.js')).formatCommand,
          },
        ],
        [
          'compile',
          {
            summary: 'make slides, clips and captions of a lesson',
            load: async () => (await import('./lesson/compile-command.js')).compileCommand,
          },
        ],
        [
          'preview',
          {
            summary: 'play a lesson as a student would see it',
            load: async () => (await import('./lesson/preview-command.js')).previewCommand,
          },
        ],
        [
          'replay',
          {
            summary: 'play the recording of a session with its slides and questions',
            load: async () => (await import('./lesson/replay-command.js')).replayCommand,
          },
        ],
        [
          'import',
          {
            summary: 'make a lesson of questions in GIFT, Moodle XML or CSV, or unpack a .lockstep file',
            load: async () => (await import('./lesson/import-command.js')).importCommand,
          },
        ],
        [
          'export',
          {
            summary: 'write the questions of a lesson in GIFT, Moodle XML or CSV, or the lesson as one file',
            load: async () => (await import('./lesson/export-command.js')).exportCommand,
          },
        ],
        [
          'schema',
          {
            summary: 'print the JSON Schema of lessons, for editors',
            load: async () => (await import('./lesson/schema-command.js')).schemaCommand,
          },
        ],
      ]),
    },
  ],
  [
    'recording',
    {
      summary: 'look into recordings of sessions',
      about: `Reads the files that a server recorded: finished, growing or cut off.`,
      verbs: new Map([
        [
          'index',
          {
            summary: 'print the events of a recording and their frames',
            load: async () => (await import('./recording/index-command.js')).indexCommand,
          },
        ],
      ]),
    },
  ],
  [
    'stream',
    {
      summary: 'look into streams on their way to students',
      about: `Reads live streams and files, however they are delivered.`,
      verbs: new Map([
        [
          'doctor',
          {
            summary: 'find the hop that loses, moves or delays lesson events',
            load: async () => (await import('./stream/doctor-command.js')).doctorCommand,
          },
        ],
      ]),
    },
  ],
]);

const list = (entries: Iterable<readonly [string, { readonly summary: string }]>): string =>
  [...entries].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`).join('\n');

const ROOT_HELP = `lockstep: tools for streams that carry lesson events in their frames, and for lessons

Usage: lockstep <command> <verb> [arguments]

Commands:
${list(GROUPS)}

Options:
  --help      this text; after a command or verb, its own
  --version   the version of this command

Exit codes: 0 done; 1 something could not be read or written (with place and reason); 2 wrong usage.
`;

const groupHelp = (name: string, { summary, about, verbs }: Group): string => `lockstep ${name}: ${summary}

Usage: lockstep ${name} <verb> [arguments]

Verbs:
${list(verbs)}

${about} 'lockstep ${name} <verb> --help' says more.
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
    return first === undefined ? fail(ROOT_HELP, EXIT.usage) : print(ROOT_HELP);
  }
  const group = GROUPS.get(first);
  if (!group) {
    const names = [...GROUPS.keys()];
    const error = new UsageError(`There is no command '${first}'.`, hint(first, names));
    return usageFailure('lockstep', `${names.join(' | ')} <verb> [arguments]`, error);
  }
  const help = groupHelp(first, group);
  if (second === undefined) return fail(help, EXIT.usage);
  if (second === '--help' || second === '-h') return print(help);
  const verb = group.verbs.get(second);
  if (!verb) {
    const names = [...group.verbs.keys()];
    const error = new UsageError(`There is no verb '${second}'.`, hint(second, names));
    return usageFailure(`lockstep ${first}`, `${names.join(' | ')} [arguments]`, error);
  }
  return runCommand(await verb.load(), rest);
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
