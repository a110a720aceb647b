import { ANNEX_B, pictureOrderCounter, type VideoCodec } from '@lockstep/sei';
import { AccessUnitAssembler, type AssembledUnit } from './access-unit-assembler.js';
import type { VideoFrame, StreamPart } from './video-frame.js';
import { PresentationClock, type FrameTimes } from './presentation-clock.js';

/**
 * Frames of a raw H.264 or H.265 byte stream, timed by frame rate and output order.
 *
 * @param frameRate overrides what the stream says
 * @throws ParseError with offsets in the stream
 */
export async function* byteStreamParts(
  chunks: AsyncIterable<Uint8Array>,
  codec: VideoCodec,
  frameRate: number | undefined,
): AsyncGenerator<StreamPart> {
  const assembler = new AccessUnitAssembler(codec);
  const counter = pictureOrderCounter(codec);
  const clock = new PresentationClock<AssembledUnit>(frameRate);
  let frame = 0;
  const timed = (units: AssembledUnit[]): [AssembledUnit, FrameTimes][] =>
    units.flatMap((unit) => clock.push(unit, counter.push(unit.nalUnits)));
  const toPart = ([unit, times]: [AssembledUnit, FrameTimes]): StreamPart =>
    partOf(unit, times, frame++, codec);
  for await (const chunk of chunks) yield* timed(assembler.push(chunk)).map(toPart);
  yield* timed(assembler.end()).map(toPart);
  yield* clock.end().map(toPart);
}

function partOf(unit: AssembledUnit, times: FrameTimes, frame: number, codec: VideoCodec): StreamPart {
  const { bytes, offset } = unit;
  const videoFrame: VideoFrame = { frame, ...times, offset, codec, framing: ANNEX_B, bytes };
  return { videoFrame, offset, write: (accessUnit = bytes) => accessUnit };
}
