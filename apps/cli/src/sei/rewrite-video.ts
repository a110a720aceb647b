import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { ParseError } from '@lockstep/sei';
import { describeParseError, InputError, UsageError } from '../errors.js';
import { Input } from '../io/input.js';
import { openOutput, type Output } from '../io/output.js';
import { Progress } from '../io/progress.js';
import { formatOf, NO_VIDEO, videoParts } from '../video/open-video.js';
import { describeFrame, type VideoFrame, type StreamPart } from '../video/video-frame.js';
import { FORMAT_NAMES, formatOfName, VIDEO_FORMATS, type VideoFormat } from '../video/video-format.js';
import { FlvMetadataUpdate } from './flv-metadata-update.js';

/** Changes frames that go by in decode order, and may hold some back. */
export type FrameRewriter = {
  /** @returns frames that are done, in the order in which they came */
  push(videoFrame: VideoFrame): readonly RewrittenFrame[];
  end(): readonly RewrittenFrame[];
};

export type RewrittenFrame = { readonly videoFrame: VideoFrame; readonly accessUnit: Uint8Array };

export type RewriteOptions = {
  readonly inputPath: string;
  readonly outputPath: string;
  readonly format: VideoFormat | undefined;
  readonly frameRate: number | undefined;
  readonly warn: (message: string) => void;
  /** Called at the end of the input, before the output takes its name. @throws to leave no output */
  readonly beforeCommit?: (videoFrames: number) => void;
};

/**
 * Writes a video again with other access units, everything else byte for byte.
 *
 * @returns how many frames there were
 * @throws UsageError for an output that cannot be, InputError for what cannot be read or written
 */
export async function rewriteVideo(options: RewriteOptions, rewriter: FrameRewriter): Promise<number> {
  const { inputPath, outputPath, frameRate, warn } = options;
  await refuseSameFile(inputPath, outputPath);
  await using input = await Input.open(inputPath);
  const format = await formatOf(input, options);
  refuseUnwritable(format, outputPath);
  await using output = await openOutput(outputPath);
  using progress = new Progress(input.name, input.size);
  const writer = new PartWriter(output, format);
  const accessUnits = new Map<VideoFrame, Uint8Array>();
  const keep = (done: readonly RewrittenFrame[]): void => {
    for (const { videoFrame, accessUnit } of done) accessUnits.set(videoFrame, accessUnit);
  };
  const warnOfInput = (message: string): void => warn(`${input.name}: ${message}`);
  const queue: StreamPart[] = [];
  let videoFrames = 0;
  try {
    for await (const part of videoParts(input, format, { frameRate, warn: warnOfInput })) {
      queue.push(part);
      const { videoFrame } = part;
      if (videoFrame) {
        videoFrames++;
        keep(inFrame(videoFrame, () => rewriter.push(videoFrame)));
      }
      await writeReady(queue, accessUnits, writer);
      progress.update(part.offset, videoFrames);
    }
    keep(rewriter.end());
    await writeReady(queue, accessUnits, writer);
  } catch (error) {
    if (error instanceof ParseError) throw new InputError(`${input.name}: ${describeParseError(error)}`);
    throw error;
  }
  if (videoFrames === 0) warnOfInput(NO_VIDEO);
  options.beforeCommit?.(videoFrames);
  await writer.end();
  await output.commit();
  return videoFrames;
}

/** Parts leave in the order in which they came, so audio waits for the frame before it. */
async function writeReady(
  queue: StreamPart[],
  accessUnits: Map<VideoFrame, Uint8Array>,
  writer: PartWriter,
): Promise<void> {
  for (let [part] = queue; part; [part] = queue) {
    const accessUnit = part.videoFrame && accessUnits.get(part.videoFrame);
    if (part.videoFrame && !accessUnit) return;
    queue.shift();
    if (part.videoFrame) accessUnits.delete(part.videoFrame);
    await writer.write(part, accessUnit);
  }
}

class PartWriter {
  readonly #output: Output;
  readonly #metadata: FlvMetadataUpdate | undefined;

  constructor(output: Output, format: VideoFormat) {
    this.#output = output;
    this.#metadata = format === 'flv' ? new FlvMetadataUpdate() : undefined;
  }

  async write(part: StreamPart, accessUnit: Uint8Array | undefined): Promise<void> {
    const bytes = part.write(accessUnit);
    const grown = part.videoFrame && accessUnit ? accessUnit.length - part.videoFrame.bytes.length : 0;
    if (part.offset !== undefined)
      this.#metadata?.see(part.offset, bytes.length - grown, bytes, this.#output.length);
    await this.#output.write(bytes);
  }

  async end(): Promise<void> {
    await this.#metadata?.apply(this.#output);
  }
}

/** A fault inside of a frame is told with the frame. */
function inFrame<T>(videoFrame: VideoFrame, rewrite: () => T): T {
  try {
    return rewrite();
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new InputError(`${describeFrame(videoFrame)} cannot be read: ${error.message}`);
  }
}

async function refuseSameFile(inputPath: string, outputPath: string): Promise<void> {
  if (inputPath === '-' || outputPath === '-') return;
  const [input, output] = await Promise.all(
    [inputPath, outputPath].map((path) => stat(path).catch(() => undefined)),
  );
  if (input?.isFile() && input.ino === output?.ino && input.dev === output.dev) {
    throw new UsageError('Input and output are the same file.', 'Write to another file and rename it.');
  }
}

function refuseUnwritable(format: VideoFormat, outputPath: string): void {
  const { label, isWritable, extensions } = VIDEO_FORMATS[format];
  if (!isWritable) {
    const writable = FORMAT_NAMES.filter((name) => VIDEO_FORMATS[name].isWritable).join(', ');
    throw new UsageError(
      `${label} is read, not written (${writable} are both).`,
      'Make an FLV of it first: ffmpeg -i IN -c copy out.flv',
    );
  }
  const named = formatOfName(outputPath);
  if (outputPath !== '-' && named && named !== format) {
    throw new UsageError(
      `The output has the format of the input, so it cannot be ${extname(outputPath)}.`,
      `Name it ${extensions[0] ?? ''}.`,
    );
  }
}
