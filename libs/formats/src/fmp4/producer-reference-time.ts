import { ByteReader } from '@lockstep/sei';
import { fullBox, u32, writeBoxes } from '../mp4/box-writer.js';

/** When a frame was produced: a time of day beside a time of the media. */
export type ProducerReferenceTime = {
  readonly trackId: number;
  /** Milliseconds since 1970. */
  readonly wallClockMs: number;
  /** Decode time of the frame in ticks of the track's timescale. */
  readonly mediaTime: number;
};

/** NTP counts from 1900. RFC 5905, 6. */
const NTP_EPOCH_SECONDS = 2_208_988_800;
const FRACTIONS = 2 ** 32;

/**
 * `prft`, before the `moof` that it belongs to. Specification: ISO/IEC 14496-12, 8.16.5, version 1.
 *
 * @throws RangeError for a time that is no whole number from 0 on
 */
export function producerReferenceTime({
  trackId,
  wallClockMs,
  mediaTime,
}: ProducerReferenceTime): Uint8Array {
  if (!Number.isSafeInteger(mediaTime) || mediaTime < 0)
    throw new RangeError(`A media time must be a whole number of ticks from 0 on, not ${mediaTime}.`);
  const seconds = Math.floor(wallClockMs / 1000);
  const fraction = Math.round(((wallClockMs - seconds * 1000) / 1000) * FRACTIONS) % FRACTIONS;
  return writeBoxes(
    fullBox('prft', 1, 0, [
      ...u32(trackId),
      ...u32((seconds + NTP_EPOCH_SECONDS) % FRACTIONS),
      ...u32(fraction),
      ...u32(Math.floor(mediaTime / FRACTIONS)),
      ...u32(mediaTime % FRACTIONS),
    ]),
  );
}

/**
 * Reads the payload of a `prft` box.
 *
 * @param nearMs a time within 68 years of the encoded one: NTP's seconds begin again every 136 years
 * @throws ParseError `truncated`
 */
export function readProducerReferenceTime(payload: Uint8Array, nearMs = Date.now()): ProducerReferenceTime {
  const reader = new ByteReader(payload);
  const version = reader.u32() >>> 24;
  const trackId = reader.u32();
  const seconds = reader.u32() - NTP_EPOCH_SECONDS;
  const milliseconds = (reader.u32() / FRACTIONS) * 1000;
  const eras = Math.round((nearMs / 1000 - seconds) / FRACTIONS);
  return {
    trackId,
    wallClockMs: (seconds + eras * FRACTIONS) * 1000 + milliseconds,
    mediaTime: version === 0 ? reader.u32() : reader.u64(),
  };
}
