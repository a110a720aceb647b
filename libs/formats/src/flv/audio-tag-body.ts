import { ByteReader } from '@lockstep/sei';
import { readFourCc, skipModEx } from './enhanced-header.js';
import { findFirstTrack, type FurtherTracks } from './multitrack.js';

/** The sound formats that FLV can name. Only AAC is decoded further by this project. */
export type AudioCodec =
  | 'pcm-native'
  | 'adpcm'
  | 'mp3'
  | 'pcm'
  | 'nellymoser-16k'
  | 'nellymoser-8k'
  | 'nellymoser'
  | 'g711-a'
  | 'g711-mu'
  | 'aac'
  | 'speex'
  | 'mp3-8k'
  | 'device-specific'
  | 'opus'
  | 'flac'
  | 'ac3'
  | 'eac3';

export type AudioPacket =
  /** `data` is the decoder's configuration: an AudioSpecificConfig for AAC. */
  | 'sequence-header'
  /** `data` is coded audio: one raw AAC frame, or what the codec calls a frame. */
  | 'raw'
  /** Enhanced RTMP. */
  | 'end-of-sequence'
  /** Enhanced RTMP v2: `data` is the order of the channels. */
  | 'channel-layout';

/** An audio message of FLV or RTMP. */
export type AudioTagBody = AudioCodecPacket | FurtherTracks;

export type AudioCodecPacket = {
  readonly codec: AudioCodec;
  readonly packet: AudioPacket;
  /** The last bytes of the tag, a view. */
  readonly data: Uint8Array;
  /** Default when writing: classic where the codec has a SoundFormat number, else enhanced. */
  readonly syntax?: 'classic' | 'enhanced';
  /**
   * SoundRate, SoundSize and SoundType, the low four bits of the classic header. For AAC they are always 15 and
   * mean nothing; what counts is the AudioSpecificConfig. Default when writing: 15.
   */
  readonly soundFlags?: number;
};

const SOUND_FORMATS: readonly (AudioCodec | undefined)[] = [
  'pcm-native',
  'adpcm',
  'mp3',
  'pcm',
  'nellymoser-16k',
  'nellymoser-8k',
  'nellymoser',
  'g711-a',
  'g711-mu',
  undefined, // 9: IsExHeader of Enhanced RTMP
  'aac',
  'speex',
  undefined,
  undefined,
  'mp3-8k',
  'device-specific',
];
const ENHANCED_FORMAT = 9;

const FOUR_CCS: Readonly<Partial<Record<AudioCodec, string>>> = {
  aac: 'mp4a',
  mp3: '.mp3',
  opus: 'Opus',
  flac: 'fLaC',
  ac3: 'ac-3',
  eac3: 'ec-3',
};
const ALL_FLAGS = 0x0f;

/** AudioPacketType of Enhanced RTMP v2. */
const PACKET_TYPES: Readonly<Record<AudioPacket, number>> = {
  'sequence-header': 0,
  raw: 1,
  'end-of-sequence': 2,
  'channel-layout': 4,
};
const MULTITRACK = 5;

/**
 * Reads AUDIODATA.
 * Specification: Adobe FLV 10.1, E.4.2; Enhanced RTMP v2 (Veovera), "Enhanced Audio".
 *
 * @throws ParseError, `unsupported` for a format that no standard names; offsets count in the body.
 */
export function readAudioTagBody(body: Uint8Array): AudioTagBody {
  const reader = new ByteReader(body);
  const first = reader.u8();
  const format = first >>> 4;
  if (format === ENHANCED_FORMAT) return readEnhanced(reader, first);
  const codec = SOUND_FORMATS[format];
  if (!codec) throw reader.error('unsupported', `sound format ${format}`, 0);
  const common = { codec, syntax: 'classic', soundFlags: first & ALL_FLAGS } as const;
  if (codec !== 'aac') return { ...common, packet: 'raw', data: reader.take(reader.remaining) };
  const packetType = reader.u8();
  if (packetType > 1) throw reader.error('bad-value', `AACPacketType ${packetType}`, 1);
  const packet = packetType === 0 ? 'sequence-header' : 'raw';
  return { ...common, packet, data: reader.take(reader.remaining) };
}

function readEnhanced(reader: ByteReader, first: number): AudioTagBody {
  const packetType = skipModEx(reader, first & 0x0f);
  if (packetType !== MULTITRACK) return readPacket(reader, packetType);
  const tracks = reader.take(reader.remaining);
  const track = findFirstTrack(new ByteReader(tracks));
  if (track === undefined) return { packet: 'further-tracks', data: tracks };
  const { fourCc, content } = track;
  const message = new Uint8Array(fourCc.length + content.length);
  message.set(fourCc);
  message.set(content, fourCc.length);
  return readPacket(new ByteReader(message), track.packetType);
}

/** From the FourCC on. */
function readPacket(reader: ByteReader, packetType: number): AudioCodecPacket {
  const offset = reader.offset;
  const fourCc = readFourCc(reader);
  const codec = (Object.keys(FOUR_CCS) as AudioCodec[]).find((name) => FOUR_CCS[name] === fourCc);
  if (!codec) throw reader.error('unsupported', `audio codec ${fourCc}`, offset);
  const packet = (Object.keys(PACKET_TYPES) as AudioPacket[]).find(
    (name) => PACKET_TYPES[name] === packetType,
  );
  if (!packet) throw reader.error('unsupported', `AudioPacketType ${packetType}`, 0);
  return { codec, packet, data: reader.take(reader.remaining), syntax: 'enhanced' };
}

/**
 * Inverse of {@link readAudioTagBody}.
 *
 * @throws RangeError for a packet or codec that the chosen syntax cannot express.
 */
export function writeAudioTagBody(audio: AudioTagBody): Uint8Array {
  const header = writeAudioTagHeader(audio);
  const bytes = new Uint8Array(header.length + audio.data.length);
  bytes.set(header);
  bytes.set(audio.data, header.length);
  return bytes;
}

/**
 * The bytes that {@link writeAudioTagBody} puts before `data`, for a caller that builds a tag in place.
 *
 * @throws RangeError as {@link writeAudioTagBody}.
 */
export function writeAudioTagHeader(
  audio: Omit<AudioCodecPacket, 'data'> | Omit<FurtherTracks, 'data'>,
): number[] {
  if (audio.packet === 'further-tracks') return [(ENHANCED_FORMAT << 4) | MULTITRACK];
  const { codec, packet, soundFlags = ALL_FLAGS } = audio;
  const format = SOUND_FORMATS.indexOf(codec);
  const syntax = audio.syntax ?? (format >= 0 ? 'classic' : 'enhanced');
  if (syntax === 'enhanced') {
    const fourCc = FOUR_CCS[codec];
    if (fourCc === undefined) throw new RangeError(`Enhanced RTMP has no FourCC for ${codec}.`);
    return [
      (ENHANCED_FORMAT << 4) | PACKET_TYPES[packet],
      ...[...fourCc].map((letter) => letter.charCodeAt(0)),
    ];
  }
  if (format < 0) throw new RangeError(`FLV has no SoundFormat for ${codec}: write it as Enhanced RTMP.`);
  const first = (format << 4) | (soundFlags & ALL_FLAGS);
  if (codec !== 'aac') {
    if (packet !== 'raw') throw new RangeError(`${codec} has no ${packet} in FLV.`);
    return [first];
  }
  if (packet !== 'raw' && packet !== 'sequence-header') throw new RangeError(`AAC has no ${packet} in FLV.`);
  return [first, PACKET_TYPES[packet]];
}
