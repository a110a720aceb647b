import { type Command, parse, positiveNumber } from '../command.js';
import { InputError, UsageError } from '../errors.js';
import { compareHop } from './compare-hops.js';
import { diagnosisOf, inWords } from './doctor-report.js';
import { readHop } from './read-hop.js';

const NAME = 'lockstep stream doctor';
const USAGE = 'ORIGIN ADDRESS… [--seconds N] [--most-delay MS] [--json]';
const DEFAULT_SECONDS = '20';
const DEFAULT_MOST_DELAY_MS = '15000';

export const doctorCommand: Command = {
  name: NAME,
  usage: USAGE,
  help: `${NAME}: find the hop that loses, moves or delays lesson events

Usage: ${NAME} ${USAGE}

Reads all addresses at the same time and compares, frame by frame, the lesson messages of each with those of the first,
the origin. Give the others in the order in which the stream passes them: the first that does not deliver all is named,
with the reason.

An address is http:// or https:// of FLV, MPEG-TS or MP4, an HLS playlist (.m3u8), a DASH manifest (.mpd), rtmp://,
srt:// and what else ffmpeg reads, or a file of any kind that 'lockstep sei inspect' reads.

Options:
  --seconds N      how long live addresses are read, default ${DEFAULT_SECONDS}; files are read to their end
  --most-delay MS  an address whose frames come later than this is told, default ${DEFAULT_MOST_DELAY_MS}
  --json           one line of JSON

Exit codes: 0 every address delivers all; 1 one does not, or the origin cannot be read; 2 wrong usage.

Example:
  ${NAME} http://127.0.0.1:3000/live/demo.flv http://127.0.0.1:3000/live/demo/index.m3u8 https://cdn.example/live/demo/index.m3u8
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    seconds: { type: 'string', default: DEFAULT_SECONDS },
    'most-delay': { type: 'string', default: DEFAULT_MOST_DELAY_MS },
    json: { type: 'boolean', default: false },
  });
  if (positionals.length < 2) throw new UsageError('Give the origin and at least one more address.');
  const seconds = positiveNumber(values.seconds, '--seconds');
  const mostDelayMs = positiveNumber(values['most-delay'], '--most-delay');
  if (process.stderr.isTTY) process.stderr.write(`Reading for ${seconds} s.\n`);
  const signal = AbortSignal.timeout(seconds * 1000);
  const [origin, ...others] = await Promise.all(positionals.map((address) => readHop(address, signal)));
  if (origin === undefined || origin.frames.length === 0)
    throw new InputError(whyEmpty(positionals[0], origin?.failure));
  const diagnosis = diagnosisOf(
    origin,
    others.map((hop) => compareHop(origin, hop, { mostDelayMs })),
  );
  process.stdout.write(`${values.json ? JSON.stringify(diagnosis) : inWords(diagnosis)}\n`);
  return diagnosis.firstFaulty === null ? 0 : 1;
}

const whyEmpty = (address = '', failure = `${address}: no frame arrived; is the stream live?`): string =>
  failure;
