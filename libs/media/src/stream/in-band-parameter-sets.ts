import {
  AvcNalUnitType,
  makeAvcDecoderConfiguration,
  nalUnitTypeOf,
  ParseError,
  readAvcDecoderConfiguration,
  readSps,
  splitLengthPrefixed,
  writeAvcDecoderConfiguration,
} from '@lockstep/sei';
import type { VideoHeaders } from './media-frame.js';

/** A decoder configuration without parameter sets: they are expected in the stream. ISO 14496-15, 5.3.3.1. */
export const lacksParameterSets = (video: VideoHeaders): boolean =>
  readAvcDecoderConfiguration(video.config).sps.length === 0;

/**
 * The headers of a random access frame that brings sequence parameter sets of its own: for decoders that are set up by the
 * configuration alone, and for publishers who send none in it or change them on the way.
 * @param sample with lengths of four bytes, as the stream takes it
 * @returns undefined where the headers hold
 * @throws ParseError when its sets cannot be read
 */
export function headersInBand(video: VideoHeaders, sample: Uint8Array): VideoHeaders | undefined {
  const nals = splitLengthPrefixed(sample, 4);
  const ofType = (type: number): Uint8Array[] =>
    nals.filter(([header = 0]) => nalUnitTypeOf(header, 'h264') === type);
  const sps = ofType(AvcNalUnitType.sps);
  const [first] = sps;
  if (first === undefined) return undefined;
  const known = readAvcDecoderConfiguration(video.config);
  if (sps.every((set) => known.sps.some((other) => Buffer.compare(set, other) === 0))) return undefined;
  const pps = ofType(AvcNalUnitType.pps);
  const record = makeAvcDecoderConfiguration(sps, pps.length > 0 ? pps : known.pps);
  const { width, height, frameRate } = readSps(first);
  return {
    codec: video.codec,
    config: writeAvcDecoderConfiguration(record),
    lengthSize: 4,
    width,
    height,
    ...(frameRate !== undefined && { frameRate }),
  };
}

/** What a publisher is told who sends no parameter sets anywhere. */
export const noParameterSets = (): ParseError =>
  new ParseError(
    'missing-parameter-set',
    0,
    'no sequence parameter set (SPS), neither in the header nor before key frames',
  );
