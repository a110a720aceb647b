import { h264Payloads, RTP_HEADER_BYTES, writeRtpHeader } from '@lockstep/formats';
import {
  AvcNalUnitType,
  nalUnitTypeOf,
  readAvcDecoderConfiguration,
  splitLengthPrefixed,
  type Milliseconds,
} from '@lockstep/sei';
import type { VideoFrame, VideoHeaders } from '../stream/media-frame.js';

/** One access unit or audio frame in packets that all viewers share: what belongs to one of them is written before each sending. */
export type RtpFrame = {
  readonly packets: readonly Buffer[];
  readonly ptsMs: Milliseconds;
  readonly isRandomAccess: boolean;
};

/** With headers of IP, UDP and SRTP it stays below 1,280, which every path of IPv6 takes. */
const MAX_PAYLOAD_BYTES = 1180;
const VIDEO_TICKS_A_MS = 90;
const AUDIO_TICKS_A_MS = 48;

/** Stream time on the clock of video packets: whole milliseconds stay whole, so a viewer finds the frame of an event exactly. */
export const videoTimestamp = (ptsMs: number): number => (ptsMs * VIDEO_TICKS_A_MS) % 2 ** 32;
export const audioTimestamp = (ptsMs: number): number => Math.round(ptsMs * AUDIO_TICKS_A_MS) % 2 ** 32;

/** Makes packets of the frames of one decoder configuration. */
export class VideoPacketizer {
  readonly #lengthSize: VideoHeaders['lengthSize'];
  readonly #parameterSets: readonly Uint8Array[];

  constructor({ config, lengthSize }: VideoHeaders) {
    const { sps, pps } = readAvcDecoderConfiguration(config);
    this.#lengthSize = lengthSize;
    this.#parameterSets = [...sps, ...pps];
  }

  frame(frame: VideoFrame): RtpFrame {
    const nalUnits = splitLengthPrefixed(frame.bytes, this.#lengthSize).filter(isSent);
    const all = frame.isRandomAccess ? [...this.#parameterSets, ...nalUnits] : nalUnits;
    return {
      packets: packetsOf(
        h264Payloads(all, { maxBytes: MAX_PAYLOAD_BYTES, room: RTP_HEADER_BYTES }),
        videoTimestamp(frame.ptsMs),
      ),
      ptsMs: frame.ptsMs,
      isRandomAccess: frame.isRandomAccess,
    };
  }
}

/** The packet of one Opus frame. RFC 7587. */
export function audioFrame(opus: Uint8Array, timestamp: number): Buffer {
  const packet = Buffer.alloc(RTP_HEADER_BYTES + opus.length);
  packet.set(opus, RTP_HEADER_BYTES);
  writeRtpHeader(packet, { ...UNADDRESSED, marker: false, timestamp });
  return packet;
}

const UNADDRESSED = { payloadType: 0, sequenceNumber: 0, ssrc: 0 };

function packetsOf(payloads: readonly Uint8Array<ArrayBuffer>[], timestamp: number): Buffer[] {
  return payloads.map((bytes, i) => {
    writeRtpHeader(bytes, { ...UNADDRESSED, marker: i === payloads.length - 1, timestamp });
    return Buffer.from(bytes.buffer);
  });
}

/** The sets of the configuration are sent before each random access frame; delimiters and filler mean nothing in packets. */
const LEFT_OUT: ReadonlySet<number> = new Set([
  AvcNalUnitType.sps,
  AvcNalUnitType.pps,
  AvcNalUnitType.accessUnitDelimiter,
  AvcNalUnitType.endOfSequence,
  AvcNalUnitType.endOfStream,
  AvcNalUnitType.fillerData,
]);
const isSent = ([header = 0]: Uint8Array): boolean => !LEFT_OUT.has(nalUnitTypeOf(header, 'h264'));
