import { encoderArguments, encoderSettings } from './encoders.js';
import { filterGraph, type FilterOutput, type FilterOptions, type WatermarkFiles } from './filters.js';
import type { Encoder, LadderTemplate } from './template.js';

/** The first descriptor that an output is written to; 0 to 2 are the standard ones. */
export const FIRST_OUTPUT = 3;

export type LadderArguments = {
  readonly template: LadderTemplate;
  readonly source: FilterOptions['source'];
  readonly encoder: Encoder;
  readonly outputs: readonly FilterOutput[];
  readonly files: WatermarkFiles;
};

/**
 * One process that decodes once and encodes each rendition: FLV in on stdin, FLV out on a descriptor each. Frames keep their
 * times (`-copyts`, no frame rate of its own, time in milliseconds), so that an event finds the frame that it belongs to.
 */
export function ladderArguments({ template, source, encoder, outputs, files }: LadderArguments): string[] {
  const { device, upload } = encoderSettings(encoder);
  const image = template.watermark?.image;
  return [
    ...device,
    // all is in the headers: nothing is looked for, and no frame waits for those behind it
    ...['-probesize', '32', '-analyzeduration', '0', '-thread_type', 'slice', '-copyts'],
    ...['-protocol_whitelist', 'pipe', '-f', 'flv', '-i', 'pipe:0'],
    ...imageArguments(image),
    ...['-filter_complex', filterGraph({ template, source, files, outputs, upload })],
    ...outputs.flatMap(({ rendition }, i) => [
      ...['-map', `[out${i}]`, '-vsync', 'passthrough', '-enc_time_base', '1:1000'],
      ...encoderArguments(encoder, rendition),
      ...['-flush_packets', '1', '-flvflags', 'no_duration_filesize'],
      ...['-f', 'flv', `pipe:${FIRST_OUTPUT + i}`],
    ]),
  ];
}

/** The second input, for {@link filterGraph}. */
export const imageArguments = (path: string | undefined): string[] =>
  path === undefined
    ? []
    : [
        '-protocol_whitelist',
        'file',
        '-format_whitelist',
        'png_pipe,jpeg_pipe,webp_pipe',
        '-i',
        `file:${path}`,
      ];
