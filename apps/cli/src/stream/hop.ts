import { createHash } from 'node:crypto';
import {
  AvcNalUnitType,
  HevcNalUnitType,
  LESSON_UUID,
  nalUnitTypeOf,
  ParseError,
  readLessonPacket,
  readSeiNalUnit,
  readUserDataUnregistered,
  splitAnnexB,
  splitLengthPrefixed,
  USER_DATA_UNREGISTERED,
  type VideoCodec,
} from '@lockstep/sei';
import type { VideoFrame } from '../video/video-frame.js';

/** A lesson message in a frame, as one hop delivered it. */
export type HopMessage = {
  /** Hash of its bytes: every hop that forwards it forwards these. */
  readonly key: string;
  readonly seq: number;
  /** Neither a snapshot nor a repeat. */
  readonly isEvent: boolean;
  /** Which lesson message of its NAL unit it is, from 0. */
  readonly place: number;
};

/** A frame as one hop delivered it. */
export type HopFrame = {
  /** Hash of its slices: the same behind every hop that does not encode it again. */
  readonly picture: string;
  /** In the time of the hop's container. */
  readonly ptsMs: number;
  /** Since the Unix epoch; of a file when it was read, which says nothing. */
  readonly arrivedMs: number;
  readonly messages: readonly HopMessage[];
};

/** All that was read of one address. */
export type Hop = {
  readonly address: string;
  /** It was received as it was made, so that arrival times can be compared. */
  readonly isLive: boolean;
  readonly frames: readonly HopFrame[];
  /** ID3 tags or `emsg` boxes were seen: the events for players that see no SEI. */
  readonly hasBridge: boolean;
  /** Why it could not be read to the end. */
  readonly failure?: string;
};

const HASH_CHARACTERS = 20;

const hashOf = (parts: readonly Uint8Array[]): string => {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest('base64url').slice(0, HASH_CHARACTERS);
};

/** @throws ParseError where the frame cannot be split into NAL units */
export function hopFrame({ bytes, framing, codec, ptsMs }: VideoFrame, arrivedMs: number): HopFrame {
  const nals =
    framing.kind === 'annex-b' ? splitAnnexB(bytes) : splitLengthPrefixed(bytes, framing.lengthSize);
  const slices: Uint8Array[] = [];
  const messages: HopMessage[] = [];
  for (const nal of nals) {
    const type = nalUnitTypeOf(nal[0] ?? 0, codec);
    if (isSlice(type, codec)) slices.push(nal);
    else if (isSei(type, codec)) messages.push(...lessonMessages(nal, codec));
  }
  return { picture: hashOf(slices), ptsMs, arrivedMs, messages };
}

const isSlice = (type: number, codec: VideoCodec): boolean =>
  codec === 'h264'
    ? type >= AvcNalUnitType.slice && type <= AvcNalUnitType.idrSlice
    : type <= HevcNalUnitType.lastVcl;

const isSei = (type: number, codec: VideoCodec): boolean =>
  codec === 'h264'
    ? type === AvcNalUnitType.sei
    : type === HevcNalUnitType.prefixSei || type === HevcNalUnitType.suffixSei;

/** What cannot be read is no lesson message that arrived. */
function lessonMessages(nal: Uint8Array, codec: VideoCodec): HopMessage[] {
  try {
    return readSeiNalUnit(nal, codec)
      .filter(({ payloadType }) => payloadType === USER_DATA_UNREGISTERED)
      .map(({ payload }) => readUserDataUnregistered(payload))
      .filter(({ uuid }) => uuid === LESSON_UUID)
      .flatMap(({ data }, place) => {
        const packet = readLessonPacket(data);
        if (packet === undefined) return [];
        const { seq, snapshot, repeat } = packet;
        return [{ key: hashOf([data]), seq, isEvent: !snapshot && !repeat, place }];
      });
  } catch (error) {
    if (error instanceof ParseError) return [];
    throw error;
  }
}
