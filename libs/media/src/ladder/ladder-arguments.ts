import { encoderArguments, encoderSettings } from './encoders.js';
import { filterGraph, type FilterOutput, type WatermarkFiles } from './filters.js';
import type { Encoder, LadderTemplate } from './template.js';

/** The first descriptor that an output is written to; 0 to 2 are the standard ones. */
export const FIRST_OUTPUT = 3;

export type LadderArguments = {
  readonly template: LadderTemplate;
  readonly encoder: Encoder;
  readonly outputs: readonly FilterOutput[];
  readonly files: WatermarkFiles;
};

/**
 * One process that decodes once and encodes each rendition: FLV in on stdin, FLV out on a descriptor each. Frames keep their
 * times (`-copyts`, no frame rate of its own, time in milliseconds), so that an event finds the frame that it belongs to.
 */
export function ladderArguments({ template, encoder, outputs, files }: LadderArguments): string[] {
  const { device, upload } = encoderSettings(encoder);
  const image = template.watermark?.image;
  return [
    ...device,
    // all is in the headers: nothing is looked for, and no frame waits for those behind it
    ...['-probesize', '32', '-analyzeduration', '0', '-thread_type', 'slice', '-copyts'],
    ...['-protocol_whitelist', 'pipe', '-f', 'flv', '-i', 'pipe:0'],
    ...(image === undefined ? [] : ['-protocol_whitelist', 'file', '-i', `file:${image}`]),
    ...['-filter_complex', filterGraph({ template, files, outputs, upload })],
    ...outputs.flatMap(({ rendition }, i) => [
      ...['-map', `[out${i}]`, '-vsync', 'passthrough', '-enc_time_base', '1:1000'],
      ...encoderArguments(encoder, rendition),
      ...['-flush_packets', '1', '-flvflags', 'no_duration_filesize'],
      ...['-f', 'flv', `pipe:${FIRST_OUTPUT + i}`],
    ]),
  ];
}
