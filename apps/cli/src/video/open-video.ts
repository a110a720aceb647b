import { InputError } from '../errors.js';
import type { Input } from '../io/input.js';
import { byteStreamParts } from './byte-stream-parts.js';
import { detectFormat, nameOther } from './detect-format.js';
import { FaultReport } from './fault-report.js';
import { flvParts } from './flv-parts.js';
import { mpegTsParts } from './mpeg-ts-parts.js';
import type { StreamPart } from './video-frame.js';
import { FORMAT_NAMES, formatOfName, type VideoFormat } from './video-format.js';

export type VideoOptions = {
  /** What the input is, whatever its bytes and its name say. */
  readonly format?: VideoFormat | undefined;
  /** Frames per second of a byte stream, whatever it says. */
  readonly frameRate?: number | undefined;
  /** Told of what is wrong and does not keep the rest from being read. */
  readonly warn: (message: string) => void;
  /** Whether an FLV that ends inside of a tag is an error, told after all that is whole; else it is a warning. */
  readonly isCutAnError?: boolean;
};

/** What a video without a frame that can be read is told to lack. */
export const NO_VIDEO = 'has no H.264 or H.265 video track';

/** What an input is: as told, else by its first bytes, else by its name. @throws InputError when none of them says */
export async function formatOf(input: Input, { format }: Pick<VideoOptions, 'format'>): Promise<VideoFormat> {
  if (format) return format;
  let start: Uint8Array = new Uint8Array(0);
  const detected = await input.head((bytes, ended) => {
    start = bytes;
    return detectFormat(bytes, ended);
  });
  if (start.length === 0) throw new InputError(`${input.name}: is empty`);
  if (detected && detected !== 'unknown') return detected;
  const other = nameOther(start);
  const named = formatOfName(input.name);
  if (named && !other) return named;
  const what = other ? `is ${other}, which is not read` : 'byte 0: begins like no video that is read';
  throw new InputError(`${input.name}: ${what} (${FORMAT_NAMES.join(', ')}; --format says which it is)`);
}

/**
 * The parts of a video in their order. Damage that can be read over is told and left out.
 *
 * @throws ParseError, while iterating, with offsets in the input; InputError for what another reader says. What was good before a fault is given before it.
 */
export async function* videoParts(
  input: Input,
  format: VideoFormat,
  options: VideoOptions,
): AsyncGenerator<StreamPart> {
  const faults = new FaultReport(options.warn);
  try {
    yield* partsOf(input, format, options, faults);
  } finally {
    faults.end();
  }
}

async function* partsOf(
  input: Input,
  format: VideoFormat,
  { frameRate, warn, isCutAnError = false }: VideoOptions,
  faults: FaultReport,
): AsyncGenerator<StreamPart> {
  switch (format) {
    case 'h264':
    case 'h265':
      yield* byteStreamParts(input.chunks(), format, frameRate);
      return;
    case 'flv':
      yield* flvParts(input.chunks(), faults.add, isCutAnError);
      return;
    case 'ts':
      yield* mpegTsParts(input.chunks(), faults.add, warn);
      return;
    case 'mp4':
    case 'mkv': {
      const { openContainer } = await import('../io/container-input.js');
      const { containerParts } = await import('./container-parts.js');
      await using opened = await openContainer(input);
      yield* containerParts(opened.container, input.name);
    }
  }
}
