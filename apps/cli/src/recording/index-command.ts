import {
  FileBytes,
  findStretches,
  recordedFrames,
  RecordedMessages,
  type StretchPlace,
} from '@lockstep/media';
import { type Command, parse } from '../command.js';
import { asInputError, InputError, UsageError } from '../errors.js';
import { LineWriter } from '../io/line-writer.js';

const NAME = 'lockstep recording index';
const USAGE = 'FILE';

export const indexCommand: Command = {
  name: NAME,
  usage: USAGE,
  help: `${NAME}: print the events of a recording and their frames

Usage: ${NAME} ${USAGE}

Reads the events from the frames of a recording that this server made: finished, still growing, or cut off by a
crash. Prints one line of JSON for each: {"seq": …, "ptsMs": …, "frame": …, "event": …}, as the ledger has them.

Exit codes: 0 done; 1 the file cannot be read, or is no recording; 2 wrong usage.
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const { positionals } = parse(args, {});
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError('Give one file.');
  await using source = await opened(path);
  const place = await findStretches(source);
  if (!place) throw new InputError(`${path}: is no recording of this server`);
  await printIndex(source, place);
  return 0;
}

async function printIndex(source: FileBytes, place: StretchPlace): Promise<void> {
  const messages = new RecordedMessages();
  const entries = new Map<number, string>();
  for await (const item of recordedFrames(source, place)) {
    if (item.kind !== 'video') continue;
    for (const { message, ptsMs, frame } of messages.take(item)) {
      if (message.snapshot) continue;
      // an event that was stamped twice is in the ledger where it came last
      const { seq } = message;
      entries.set(seq, JSON.stringify({ seq, ptsMs, frame, event: bodyOf(message.body) }));
    }
  }
  await using out = new LineWriter();
  for (const [, line] of [...entries].sort(([a], [b]) => a - b)) await out.write(line);
}

/** The body as it is, where it is no JSON. */
function bodyOf(body: Uint8Array): unknown {
  const text = new TextDecoder().decode(body);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

async function opened(path: string): Promise<FileBytes> {
  try {
    return await FileBytes.open(path);
  } catch (error) {
    throw asInputError(error, path);
  }
}
