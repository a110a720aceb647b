import { extractSei, ParseError } from '@lockstep/sei';
import { type Command, parse } from '../command.js';
import { describeParseError, InputError, UsageError } from '../errors.js';
import { Input } from '../io/input.js';
import { LineWriter } from '../io/line-writer.js';
import { Progress } from '../io/progress.js';
import { formatOf, NO_VIDEO, videoParts } from '../video/open-video.js';
import { describeFrame, type VideoFrame } from '../video/video-frame.js';
import { MessageDescriber } from './describe-message.js';
import { SeiSummary } from './sei-summary.js';
import { readVideoOptions, VIDEO_OPTIONS, VIDEO_OPTIONS_HELP } from './video-arguments.js';

const NAME = 'lockstep sei inspect';
const USAGE = 'FILE [--summary] [--data] [--format F] [--fps N]';

export const inspectCommand: Command = {
  name: NAME,
  usage: USAGE,
  help: `${NAME}: list the SEI messages of a video

Usage: ${NAME} ${USAGE}

Prints one line of JSON for each SEI message, in decode order. FILE '-' is stdin.

  frame        index of the access unit in decode order, from 0
  ptsMs        when it is shown, in the time of the file; byte streams have none, so there it is
               counted from frame rate and output order, from 0
  dtsMs        when it is decoded
  payloadType  of the SEI message
  uuid         of user_data_unregistered (payloadType 5)
  size         of the payload in bytes, the UUID included
  message      a lesson message: seq, snapshot, repeat, signed, wallClockMs, and its body as event or
               state; of one in fragments, in the line of the fragment that completes it
  fragment     index and count, when the lesson message is in fragments
  error        why a message cannot be read

Options:
  --summary    a table for people instead
  --data       what other messages contain, too: as text where it is text, else as hex
${VIDEO_OPTIONS_HELP}
Examples:
  ${NAME} lesson.flv --summary
  ${NAME} lesson.flv | jq -c 'select(.message.event) | [.ptsMs, .message.event.type]'
  curl -s http://127.0.0.1:3000/live/demo.flv | ${NAME} -
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const options = { ...VIDEO_OPTIONS, summary: { type: 'boolean' }, data: { type: 'boolean' } } as const;
  const { values, positionals } = parse(args, options);
  const [path, ...others] = positionals;
  if (path === undefined) throw new UsageError('Which video?', "Name a file, or '-' for stdin.");
  if (others.length > 0) throw new UsageError(`One file at a time, not ${positionals.length}.`);
  const { format: forced, frameRate } = readVideoOptions(values);
  await using input = await Input.open(path);
  const format = await formatOf(input, { format: forced });
  const inspection = new Inspection(input.name, values.data ?? false, values.summary ?? false);
  using progress = new Progress(input.name, input.size);
  let failure: InputError | undefined;
  const reading = { frameRate, warn: inspection.warn, isCutAnError: true };
  try {
    for await (const { videoFrame } of videoParts(input, format, reading)) {
      if (!videoFrame) continue;
      await inspection.add(videoFrame);
      progress.update(videoFrame.offset, videoFrame.frame);
    }
  } catch (error) {
    if (error instanceof InputError) failure = error;
    else if (error instanceof ParseError)
      failure = new InputError(`${input.name}: ${describeParseError(error)}`);
    else throw error;
  }
  await inspection.end(format);
  if (failure) throw failure;
  if (!inspection.hasFrame) throw new InputError(`${input.name}: ${NO_VIDEO}`);
  return inspection.isDamaged ? 1 : 0;
}

/** What was read before a fault is told, and then the fault. */
class Inspection {
  /** Whether frames were passed over because they could not be read. */
  isDamaged = false;
  hasFrame = false;
  readonly #name: string;
  readonly #describer: MessageDescriber;
  readonly #summary: SeiSummary | undefined;
  readonly #lines = new LineWriter();

  constructor(name: string, withData: boolean, summary: boolean) {
    this.#name = name;
    this.#describer = new MessageDescriber(withData);
    this.#summary = summary ? new SeiSummary() : undefined;
  }

  readonly warn = (message: string): void => {
    process.stderr.write(`${NAME}: ${this.#name}: ${message}\n`);
  };

  async add(videoFrame: VideoFrame): Promise<void> {
    this.hasFrame = true;
    this.#summary?.addFrame(videoFrame);
    const { bytes, framing, codec } = videoFrame;
    const where = describeFrame(videoFrame);
    try {
      const warnOfMessage = (error: ParseError): void =>
        this.warn(`${where}: malformed SEI: ${error.message}`);
      for (const message of extractSei(bytes, framing, codec, warnOfMessage)) {
        const description = this.#describer.describe(videoFrame, message);
        if (this.#summary) this.#summary.addMessage(description);
        else await this.#lines.write(JSON.stringify(description));
      }
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.isDamaged = true;
      this.warn(`${where}: cannot be read: ${error.message}`);
    }
  }

  async end(format: Parameters<SeiSummary['text']>[1]): Promise<void> {
    if (this.#summary) await this.#lines.write(this.#summary.text(this.#name, format));
    await this.#lines.flush();
  }
}
