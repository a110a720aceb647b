import { eventMessage, ID3_SCHEME, id3PrivateTag, type Fmp4TrackFragment } from '@lockstep/formats';
import {
  AVCC,
  extractSei,
  LESSON_UUID,
  ParseError,
  readUserDataUnregistered,
  USER_DATA_UNREGISTERED,
} from '@lockstep/sei';
import { VIDEO_TIMESCALE } from './stretch.js';

/** Who owns the private data: the UUID of the same message in the frame. */
const OWNER = `urn:uuid:${LESSON_UUID}`;
/** Messages of one frame that have a number of their own; a frame carries 2 KiB of them. */
const NUMBERS_A_FRAME = 16;
const TICKS_PER_NUMBERED_MS = VIDEO_TIMESCALE / 1000;

/**
 * The messages in the frames of a video track once more, as event messages with ID3 tags, for players that see no SEI: native HLS
 * of an iPhone. Bytes, seq and time are those of the SEI.
 */
export function timedMetadata({ baseMediaDecodeTime, samples }: Fmp4TrackFragment): Uint8Array[] {
  const events: Uint8Array[] = [];
  let decodeTime = baseMediaDecodeTime;
  for (const { data, durationTicks, compositionOffset = 0 } of samples) {
    const presentationTime = decodeTime + compositionOffset;
    decodeTime += durationTicks;
    for (const [index, tag] of id3Tags(data).entries()) {
      const id = ((presentationTime / TICKS_PER_NUMBERED_MS) * NUMBERS_A_FRAME + index) % 2 ** 32;
      events.push(
        eventMessage({ scheme: ID3_SCHEME, timescale: VIDEO_TIMESCALE, presentationTime, id, data: tag }),
      );
    }
  }
  return events;
}

/** The lesson's messages in a sample, each as an ID3 tag. */
export const id3Tags = (sample: Uint8Array): Uint8Array[] =>
  messagesIn(sample).map((message) => id3PrivateTag(OWNER, message));

function messagesIn(sample: Uint8Array): Uint8Array[] {
  const head = beforeSlices(sample);
  if (head.length === 0) return [];
  try {
    return extractSei(head, AVCC)
      .filter(({ payloadType }) => payloadType === USER_DATA_UNREGISTERED)
      .map(({ payload }) => readUserDataUnregistered(payload))
      .filter(({ uuid }) => uuid === LESSON_UUID)
      .map(({ data }) => data);
  } catch (error) {
    // only a trusted relay's frames are not looked through on their way in: players that read SEI see nothing here either
    if (error instanceof ParseError) return [];
    throw error;
  }
}

/** nal_unit_type of coded slices, H.264, table 7-1. */
const SLICES = { first: 1, last: 5 };

/** The NAL units of a sample that stand before its slices, where SEI is: the rest is not looked at. */
function beforeSlices(sample: Uint8Array): Uint8Array {
  let at = 0;
  while (at + 4 < sample.length) {
    const type = (sample[at + 4] ?? 0) & 0x1f;
    if (type >= SLICES.first && type <= SLICES.last) break;
    at += 4 + lengthAt(sample, at);
  }
  return sample.subarray(0, Math.min(at, sample.length));
}

const lengthAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) * 2 ** 24 +
  (((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
