import { type Command, parse } from '../command.js';
import { InputError, UsageError } from '../errors.js';
import type { EventRequest } from './event-line.js';
import { EventSchedule } from './event-schedule.js';
import { readEventsFile } from './events-file.js';
import { readInAndOut, tellPerson } from './rewrite-arguments.js';
import { type FrameRewriter, rewriteVideo } from './rewrite-video.js';
import { SeiInjector } from './sei-injector.js';
import { readVideoOptions, VIDEO_OPTIONS, VIDEO_OPTIONS_HELP } from './video-arguments.js';

const NAME = 'lockstep sei inject';
const USAGE = 'IN OUT --events EVENTS.jsonl [--allow-missing] [--format F] [--fps N]';
/** Named one by one; the number of the rest is told. */
const MOST_MISSING_NAMED = 10;

export const injectCommand: Command = {
  name: NAME,
  usage: USAGE,
  help: `${NAME}: put SEI messages into a video

Usage: ${NAME} ${USAGE}

Writes IN to OUT with one SEI message (user_data_unregistered) for each line of EVENTS; nothing else
changes, not a byte. '-' is stdin, stdout, and (with IN from a file) stdin for EVENTS. OUT appears when
it is complete and has the format of IN: a byte stream or FLV.

Each line is a JSON object that says where:
  frame        index of the access unit in decode order, from 0; or
  ptsMs        the first frame in presentation order that is shown at or after this time of the file

and what:
  data         text, written as UTF-8; or
  hex          bytes, two hexadecimal digits each; with either of them optionally
    uuid       of the user data; default: that of lesson messages
  event        the body of a version 1 lesson event, such as {"type":"marker","name":"here"}; or
  state        the body of a version 1 snapshot; with either of them optionally
    seq        number of the event; default: counted from 1, after the largest so far
               (of a snapshot: the last event that it contains; default: the last of the lines before)
    repeat     true for an event that was sent before
    wallClockMs  of the stamping server, ms since 1970; default: now

A lesson message over 1,792 bytes goes in fragments, and no frame carries more than 2 KiB of lesson
messages: the rest goes, in order, into the next ones, and stderr says where it is complete.

Options:
  --events F   the events, one JSON object a line; checked before anything is written
  --allow-missing  leave out events whose frame does not exist, with a warning; else there is no output
${VIDEO_OPTIONS_HELP}
Example:
  echo '{"ptsMs":2000,"event":{"type":"marker","name":"half"}}' > events.jsonl
  ${NAME} lesson.flv marked.flv --events events.jsonl
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const options = {
    ...VIDEO_OPTIONS,
    events: { type: 'string' },
    'allow-missing': { type: 'boolean' },
  } as const;
  const { values, positionals } = parse(args, options);
  const { inputPath, outputPath } = readInAndOut(positionals);
  const { format, frameRate } = readVideoOptions(values);
  const { events } = values;
  if (events === undefined) throw new UsageError('Which events?', 'Name the file: --events EVENTS.jsonl');
  if (events === '-' && inputPath === '-')
    throw new UsageError('stdin cannot be both the video and the events.');
  const warn = (message: string): void => void process.stderr.write(`${NAME}: ${message}\n`);
  const { requests, doubts } = await readEventsFile(events);
  for (const doubt of doubts) warn(`${events}: ${doubt}`);
  const injection = new Injection(requests);
  const beforeCommit = (videoFrames: number): void => {
    const missing = injection.missing(videoFrames);
    if (missing.length > 0 && !values['allow-missing']) {
      throw new InputError(
        `${missing.map((one) => `${events}: ${one}`).join('\n')}\n(--allow-missing leaves them out)`,
      );
    }
    for (const one of [...missing, ...injection.delayed]) warn(`${events}: ${one}`);
  };
  const videoFrames = await rewriteVideo(
    { inputPath, outputPath, format, frameRate, warn, beforeCommit },
    injection,
  );
  tellPerson(`${injection.messages} messages put into ${videoFrames} frames.`);
  return 0;
}

/** Follows the frames and puts into each what belongs there. */
class Injection implements FrameRewriter {
  readonly #schedule: EventSchedule;
  readonly #injector = new SeiInjector();
  #lastPtsMs = -Infinity;

  constructor(requests: readonly EventRequest[]) {
    this.#schedule = new EventSchedule(requests);
  }

  get messages(): number {
    return this.#injector.messages;
  }

  get delayed(): readonly string[] {
    return this.#injector.delayed;
  }

  push(videoFrame: Parameters<FrameRewriter['push']>[0]): ReturnType<FrameRewriter['push']> {
    this.#lastPtsMs = Math.max(this.#lastPtsMs, videoFrame.ptsMs);
    return this.#write(this.#schedule.push(videoFrame));
  }

  end(): ReturnType<FrameRewriter['end']> {
    return this.#write(this.#schedule.end());
  }

  /** Events without a frame, for people. */
  missing(videoFrames: number): string[] {
    const missing = this.#schedule.unmatched.map(({ line, at }) =>
      'frame' in at
        ? `line ${line}: there is no frame ${at.frame}, only ${videoFrames} frames`
        : `line ${line}: no frame is shown at ${at.ptsMs} ms or later, the last at ${this.#lastPtsMs} ms`,
    );
    missing.push(
      ...this.#injector.unfinishedLines.map(
        (line) => `line ${line}: the stream ends before all fragments found room`,
      ),
    );
    if (missing.length <= MOST_MISSING_NAMED) return missing;
    return [...missing.slice(0, MOST_MISSING_NAMED), `… and ${missing.length - MOST_MISSING_NAMED} more`];
  }

  #write(scheduled: ReturnType<EventSchedule['push']>): ReturnType<FrameRewriter['push']> {
    return scheduled.map((one) => ({ videoFrame: one.videoFrame, accessUnit: this.#injector.write(one) }));
  }
}
