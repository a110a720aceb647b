import { InputError } from '../errors.js';
import { byteSourceOf } from '../io/byte-source.js';
import type { Input } from '../io/input.js';
import { byteStreamParts } from './byte-stream-parts.js';
import { detectFormat, nameOther } from './detect-format.js';
import { flvParts } from './flv-parts.js';
import { mp4Parts } from './mp4-parts.js';
import { mpegTsParts } from './mpeg-ts-parts.js';
import type { StreamPart } from './picture.js';
import { FORMAT_NAMES, formatOfName, type VideoFormat } from './video-format.js';

export type VideoOptions = {
  /** What the input is, whatever its bytes and its name say. */
  readonly format?: VideoFormat | undefined;
  /** Frames per second of a byte stream, whatever it says. */
  readonly frameRate?: number | undefined;
  /** Told of what is wrong and does not keep the rest from being read. */
  readonly warn: (message: string) => void;
};

/** What an input is: as told, else by its first bytes, else by its name. @throws InputError when none of them says. */
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
 * The parts of a video in their order.
 *
 * @throws ParseError, while iterating, with offsets in the input
 */
export async function* videoParts(
  input: Input,
  format: VideoFormat,
  { frameRate, warn }: VideoOptions,
): AsyncGenerator<StreamPart> {
  switch (format) {
    case 'h264':
    case 'h265':
      yield* byteStreamParts(input.chunks(), format, frameRate);
      return;
    case 'flv':
      yield* flvParts(input.chunks());
      return;
    case 'ts':
      yield* mpegTsParts(input.chunks(), warn);
      return;
    case 'mp4': {
      await using source = byteSourceOf(input);
      yield* mp4Parts(source);
    }
  }
}
