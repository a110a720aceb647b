import { stat } from 'node:fs/promises';
import { recordedItems } from '@lockstep/contracts';
import { readMetaItems, readTopLevelBoxes } from '@lockstep/formats';
import { FileBytes } from '@lockstep/media';
import { type Command, parse } from '../command.js';
import { asInputError, InputError, UsageError } from '../errors.js';
import { ReplayServer } from './replay-server.js';

const NAME = 'lockstep lesson replay';
const USAGE = 'FILE.mp4 [--port NUMBER] [--json]';
const MAX_PORT = 65_535;

export const replayCommand: Command = {
  name: NAME,
  usage: USAGE,
  help: `${NAME}: play the recording of a session with its slides and questions

Usage: ${NAME} ${USAGE}

Prints the address of a page on which the recording plays as the class saw it: video, slides, questions,
captions and class feedback. All of it comes from the file; no server of Lockstep is needed, and only this
machine reaches the page. Ctrl-C ends it.

Options:
  --port NUMBER   the port of the page; without it, any that is free
  --json          print the address as one line of JSON: {"url": …}

Exit codes: 0 ended by Ctrl-C; 1 the file is no finished recording, or the port is taken; 2 wrong usage.
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, { json: { type: 'boolean' }, port: { type: 'string' } });
  const [path] = positionals;
  if (path === undefined) throw new UsageError('Which recording?', 'Name its MP4 file.');
  if (positionals.length > 1) throw new UsageError('One recording at a time.');
  const port = portOf(values.port);
  const size = await checkRecording(path);
  const stopped = interrupted();
  await using server = await ReplayServer.start({ path, size }, port);
  const { url } = server;
  process.stdout.write(
    values.json ? `${JSON.stringify({ url })}\n` : `\n  ${url}\n\nCtrl-C ends the replay.\n`,
  );
  await stopped;
  return 0;
}

/** @throws UsageError */
function portOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > MAX_PORT)
    throw new UsageError(`--port needs a number from 0 to ${MAX_PORT}, not '${text}'.`);
  return port;
}

/**
 * Looks whether a page could play it, and says what it will miss.
 *
 * @returns size in bytes
 * @throws InputError for what is no finished recording
 */
async function checkRecording(path: string): Promise<number> {
  const size = await sizeOf(path);
  await using source = await FileBytes.open(path);
  const { moov, meta } = await readTopLevelBoxes(source, ['moov', 'meta']);
  if (!moov)
    throw new InputError(
      `${path}: is no finished MP4; the MP4 of a session is there once its recording is ready`,
    );
  const items = meta ? readMetaItems(meta) : [];
  if (!items.some(({ name }) => name === recordedItems.lesson))
    process.stderr.write(`${path}: has no slides inside; what its frames say of the lesson is shown.\n`);
  return size;
}

/** @throws InputError */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    throw asInputError(error, path);
  });
  if (!found.isFile()) throw new InputError(`${path}: is no file`);
  return found.size;
}

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
