import { positiveNumber } from '../command.js';
import { UsageError } from '../errors.js';
import { FORMAT_NAMES, type VideoFormat } from '../video/video-format.js';

/** Options of every verb that reads a video. */
export const VIDEO_OPTIONS = {
  format: { type: 'string' },
  fps: { type: 'string' },
} as const;

export const VIDEO_OPTIONS_HELP = `  --format F   what the input is, when neither its first bytes nor its name say it:
               ${FORMAT_NAMES.join(', ')}
  --fps N      frames per second of a byte stream; default: as the stream says, else 25
`;

/** @throws UsageError that names the option */
export function readVideoOptions(values: { format?: string; fps?: string }): {
  format: VideoFormat | undefined;
  frameRate: number | undefined;
} {
  const format = FORMAT_NAMES.find((name) => name === values.format);
  if (values.format !== undefined && !format) {
    throw new UsageError(`There is no format '${values.format}'.`, `There is: ${FORMAT_NAMES.join(', ')}.`);
  }
  const frameRate = values.fps === undefined ? undefined : positiveNumber(values.fps, '--fps');
  return { format, frameRate };
}
