import path from 'node:path';
import { parseArgs } from 'node:util';
import { StartupError } from '../config/startup-error.js';
import { BackupProblem } from './backup-problem.js';
import { Progress } from './progress.js';

/** What a command was asked for. */
export type Asked = {
  readonly file: string;
  readonly isJson: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
};

const options = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/**
 * Runs a command that takes the name of a file. `--help` prints its help; a wrong call ends with 2 and a sentence; Ctrl-C
 * gives up, and leaves nothing half done.
 */
export async function runCommand(help: string, run: (asked: Asked) => Promise<void>): Promise<void> {
  const given = read();
  if (typeof given === 'string') {
    process.stderr.write(`${given} --help explains the command.\n`);
    process.exitCode = 2;
    return;
  }
  const { file, isJson, isHelp } = given;
  if (isHelp) {
    process.stdout.write(`${help}\n`);
    return;
  }
  const giveUp = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => giveUp.abort(new BackupProblem('Given up; nothing is left of it.')));
  try {
    using progress = new Progress(isJson);
    await run({ file, isJson, progress, signal: giveUp.signal });
  } catch (error) {
    const told: unknown = giveUp.signal.aborted ? giveUp.signal.reason : error;
    if (told instanceof BackupProblem || told instanceof StartupError)
      process.stderr.write(`${told.message}\n`);
    else console.error(told);
    process.exitCode = 1;
  }
}

/** npm changes to the root of the project; a file that is named is where the person is. */
export const inFolderOfCaller = (file: string): string =>
  path.resolve(process.env['INIT_CWD'] ?? process.cwd(), file);

function read(): { readonly file: string; readonly isJson: boolean; readonly isHelp: boolean } | string {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [file = '', ...more] = positionals;
    const isHelp = values.help ?? false;
    if (!isHelp && (file === '' || more.length > 0)) return 'Name one file, e.g. lockstep.backup.';
    return { file, isJson: values.json ?? false, isHelp };
  } catch (error) {
    return `${(error as Error).message.replace(/\. To specify a positional.*$/s, '')}.`;
  }
}
