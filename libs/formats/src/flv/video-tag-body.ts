import { ByteReader, type Milliseconds, type VideoCodec, milliseconds } from '@lockstep/sei';
import { readFourCc, skipModEx } from './enhanced-header.js';
import { findFirstTrack, type FurtherTracks } from './multitrack.js';

/** How a tag says which codec it carries. */
export type VideoTagSyntax =
  /** CodecID 7 for H.264; 12 for H.265, a private extension older than Enhanced RTMP. */
  | 'classic'
  /** IsExHeader and a FourCC, Enhanced RTMP. */
  | 'enhanced';

/** A video message of FLV or RTMP. */
export type VideoTagBody = VideoCodecPacket | VideoCommand | FurtherTracks;

export type VideoCodecPacket = {
  readonly codec: VideoCodec;
  readonly packet: VideoPacket;
  readonly isRandomAccess: boolean;
  /** PTS - DTS, -8,388,608 to 8,388,607 ms. 0 for all but coded frames. */
  readonly compositionTimeMs: Milliseconds;
  /** The last bytes of the tag, a view. */
  readonly data: Uint8Array;
  /** Default when writing: classic for H.264, enhanced for H.265. */
  readonly syntax?: VideoTagSyntax;
};

export type VideoPacket =
  /** `data` is a decoder configuration record. */
  | 'sequence-header'
  /** `data` is an access unit of length-prefixed NAL units. */
  | 'coded'
  /** `data` is empty. */
  | 'end-of-sequence'
  /** Enhanced RTMP: `data` is AMF0, such as colour information. */
  | 'metadata';

/** FrameType 5: an instruction to the player, no frame. `data` is one byte: 0 seeking starts, 1 seeking ends. */
export type VideoCommand = {
  readonly packet: 'command';
  /** Absent in Enhanced RTMP, where a command names no codec. */
  readonly codec?: VideoCodec;
  readonly data: Uint8Array;
  readonly syntax?: VideoTagSyntax;
};

const KEY_FRAME = 1;
const INTER_FRAME = 2;
const GENERATED_KEY_FRAME = 4;
const COMMAND_FRAME = 5;
const CODEC_AVC = 7;
const CODEC_HEVC = 12;
const CLASSIC_PACKETS = ['sequence-header', 'coded', 'end-of-sequence'] as const;

/** Only to say what was refused. */
const OTHER_CODECS: Readonly<Record<number, string>> = {
  1: 'JPEG',
  2: 'Sorenson H.263',
  3: 'Screen video',
  4: 'VP6',
  5: 'VP6 with alpha',
  6: 'Screen video 2',
  8: 'H.263',
  9: 'MPEG-4 Part 2',
};

/** By VideoPacketType of Enhanced RTMP; 1 and 3 are both coded frames. */
const ENHANCED_PACKETS: readonly (VideoPacket | undefined)[] = [
  'sequence-header',
  'coded',
  'end-of-sequence',
  'coded',
  'metadata',
];
const CODED_FRAMES = 1;
/** Coded frames whose composition time is 0 and left out. */
const CODED_FRAMES_X = 3;
const METADATA = 4;
const MULTITRACK = 6;

/**
 * Reads VIDEODATA of H.264 or H.265.
 * Specification: Adobe FLV 10.1, E.4.3; Enhanced RTMP v2 (Veovera), "Enhanced Video".
 *
 * @throws ParseError, `unsupported` and naming the codec for every other codec; offsets count in the body.
 */
export function readVideoTagBody(body: Uint8Array): VideoTagBody {
  const reader = new ByteReader(body);
  const first = reader.u8();
  if (first & 0x80) return readEnhanced(reader, first);
  const codecId = first & 0x0f;
  if (codecId !== CODEC_AVC && codecId !== CODEC_HEVC) {
    throw reader.error('unsupported', `video codec ${OTHER_CODECS[codecId] ?? `id ${codecId}`}`, 0);
  }
  const codec = codecId === CODEC_AVC ? 'h264' : 'h265';
  if (first >>> 4 === COMMAND_FRAME) {
    return { packet: 'command', codec, data: reader.take(reader.remaining), syntax: 'classic' };
  }
  const packetType = reader.u8();
  const packet = CLASSIC_PACKETS[packetType];
  if (!packet) throw reader.error('bad-value', `AVCPacketType ${packetType}`, 1);
  const time = reader.i24();
  return {
    codec,
    packet,
    isRandomAccess: isKeyFrameType(first >>> 4),
    // The field is 0 in other packets by E.4.3.1; what some encoders leave in it means nothing.
    compositionTimeMs: milliseconds(packet === 'coded' ? time : 0),
    data: reader.take(reader.remaining),
    syntax: 'classic',
  };
}

function readEnhanced(reader: ByteReader, first: number): VideoTagBody {
  const frameType = (first >>> 4) & 0x07;
  const packetType = skipModEx(reader, first & 0x0f);
  if (packetType !== METADATA && frameType === COMMAND_FRAME) {
    return { packet: 'command', data: reader.take(reader.remaining), syntax: 'enhanced' };
  }
  if (packetType !== MULTITRACK) return readPacket(reader, frameType, packetType);
  const tracks = reader.take(reader.remaining);
  const track = findFirstTrack(new ByteReader(tracks));
  if (track === undefined) return { packet: 'further-tracks', data: tracks };
  const { fourCc, content } = track;
  const message = new Uint8Array(fourCc.length + content.length);
  message.set(fourCc);
  message.set(content, fourCc.length);
  return readPacket(new ByteReader(message), frameType, track.packetType);
}

/** From the FourCC on. */
function readPacket(reader: ByteReader, frameType: number, packetType: number): VideoCodecPacket {
  const packet = ENHANCED_PACKETS[packetType];
  if (!packet) throw reader.error('unsupported', `VideoPacketType ${packetType}`, 0);
  return {
    codec: readVideoFourCc(reader),
    packet,
    isRandomAccess: isKeyFrameType(frameType),
    compositionTimeMs: milliseconds(packetType === CODED_FRAMES ? reader.i24() : 0),
    data: reader.take(reader.remaining),
    syntax: 'enhanced',
  };
}

/**
 * Inverse of {@link readVideoTagBody}. What is no keyframe is written as FrameType 2.
 *
 * @throws RangeError for a composition time that does not fit 24 bits, and for metadata in the classic syntax.
 */
export function writeVideoTagBody(video: VideoTagBody): Uint8Array {
  const header = writeVideoTagHeader(video);
  const bytes = new Uint8Array(header.length + video.data.length);
  bytes.set(header);
  bytes.set(video.data, header.length);
  return bytes;
}

/**
 * The bytes that {@link writeVideoTagBody} puts before `data`, for a caller that builds a tag in place.
 *
 * @throws RangeError as {@link writeVideoTagBody}.
 */
export function writeVideoTagHeader(
  video: Omit<VideoCodecPacket, 'data'> | Omit<VideoCommand, 'data'> | Omit<FurtherTracks, 'data'>,
): number[] {
  if (video.packet === 'further-tracks') return [0x80 | (INTER_FRAME << 4) | MULTITRACK];
  const syntax = video.syntax ?? (video.codec === 'h264' ? 'classic' : 'enhanced');
  const codecId = video.codec === 'h265' ? CODEC_HEVC : CODEC_AVC;
  if (video.packet === 'command') {
    return syntax === 'enhanced' ? [0x80 | (COMMAND_FRAME << 4)] : [(COMMAND_FRAME << 4) | codecId];
  }
  const time = video.packet === 'coded' ? Math.round(video.compositionTimeMs) : 0;
  if (!(time >= -0x800000 && time <= 0x7fffff)) {
    throw new RangeError(`A composition time of ${video.compositionTimeMs} ms does not fit 24 bits.`);
  }
  const frameType = (video.isRandomAccess ? KEY_FRAME : INTER_FRAME) << 4;
  if (syntax === 'enhanced') {
    const fourCc = video.codec === 'h264' ? AVC1 : HVC1;
    const packetType =
      time === 0 && video.packet === 'coded' ? CODED_FRAMES_X : ENHANCED_PACKETS.indexOf(video.packet);
    const timeBytes = packetType === CODED_FRAMES ? si24(time) : [];
    return [0x80 | frameType | packetType, ...fourCc, ...timeBytes];
  }
  if (video.packet === 'metadata') throw new RangeError('Video metadata exists in Enhanced RTMP only.');
  return [frameType | codecId, CLASSIC_PACKETS.indexOf(video.packet), ...si24(time)];
}

const AVC1 = [0x61, 0x76, 0x63, 0x31];
const HVC1 = [0x68, 0x76, 0x63, 0x31];

function readVideoFourCc(reader: ByteReader): VideoCodec {
  const offset = reader.offset;
  const fourCc = readFourCc(reader);
  if (fourCc === 'avc1') return 'h264';
  if (fourCc === 'hvc1') return 'h265';
  throw reader.error('unsupported', `video codec ${fourCc}`, offset);
}

const isKeyFrameType = (frameType: number): boolean =>
  frameType === KEY_FRAME || frameType === GENERATED_KEY_FRAME;

const si24 = (value: number): number[] => [(value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff];
