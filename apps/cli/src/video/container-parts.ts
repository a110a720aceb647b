import { EncodedPacketSink, type EncodedPacket, type Input, type InputVideoTrack } from 'mediabunny';
import {
  ANNEX_B,
  AVCC,
  lengthPrefixed,
  HevcNalUnitType,
  type NalFraming,
  ParseError,
  readAvcDecoderConfiguration,
  readHevcDecoderConfiguration,
  readHevcSps,
  readSps,
  splitAnnexB,
  splitLengthPrefixed,
  type VideoCodec,
} from '@lockstep/sei';
import { InputError } from '../errors.js';
import { DecodeClock } from './decode-clock.js';
import type { StreamPart } from './video-frame.js';
import { roundToMicroseconds } from './presentation-clock.js';

const CODECS: Readonly<Record<string, VideoCodec>> = { avc: 'h264', hevc: 'h265' };

/**
 * Frames of the first H.264 or H.265 track of an MP4, MOV, Matroska or WebM, which mediabunny reads. Other tracks are not
 * looked into. Decode times are derived from presentation times.
 *
 * @param name of the input, for messages
 * @throws InputError for what cannot be read, after the frames before it
 */
export async function* containerParts(container: Input, name: string): AsyncGenerator<StreamPart> {
  const track = await reading(name, () => findTrack(container));
  if (!track) return;
  const { codec } = track;
  const clock = new DecodeClock<EncodedPacket>(track.reorderDepth);
  const sink = new EncodedPacketSink(track.track);
  const packets = sink.packets();
  let last: EncodedPacket | undefined;
  let framing: NalFraming | undefined;
  let frame = 0;
  const partOf = ([packet, dtsMs]: [EncodedPacket, number]): StreamPart => {
    const { data: bytes } = packet;
    framing ??= track.framing ?? framingOf(bytes);
    const ptsMs = msOf(packet);
    const times = { ptsMs, dtsMs: roundToMicroseconds(dtsMs) };
    const videoFrame = { frame: frame++, ...times, offset: undefined, codec, framing, bytes };
    return { videoFrame, offset: undefined, write: (accessUnit = bytes) => accessUnit };
  };
  let fault: unknown;
  for (;;) {
    const packet = await reading(name, () => packets.next()).catch((error: unknown) => void (fault = error));
    if (!packet || packet.done) break;
    last = packet.value;
    yield* clock.push(packet.value, packet.value.timestamp * 1000).map(partOf);
  }
  // What was good before a fault is given before the fault.
  yield* clock.end().map(partOf);
  if (fault !== undefined) throw fault;
  const missing = await reading(name, () => nextInIndex(sink, last));
  if (missing) throw new InputError(`${name}: the file ends before frame ${frame}, which its index names`);
}

/** The packet that the index names behind the last one that was there. */
const nextInIndex = (
  sink: EncodedPacketSink,
  last: EncodedPacket | undefined,
): Promise<EncodedPacket | null> =>
  last ? sink.getNextPacket(last, { metadataOnly: true }) : sink.getFirstPacket({ metadataOnly: true });

const msOf = ({ timestamp }: EncodedPacket): number => roundToMicroseconds(timestamp * 1000);

type Track = {
  readonly track: InputVideoTrack;
  readonly codec: VideoCodec;
  /** Undefined where the container does not say. */
  readonly framing?: NalFraming;
  /** Undefined where the stream does not say. */
  readonly reorderDepth?: number;
};

async function findTrack(container: Input): Promise<Track | undefined> {
  if ((await container.getTracks()).length === 0) {
    throw new Error('no track can be read; its index is missing, damaged or cut');
  }
  for (const track of await container.getVideoTracks()) {
    const codec = CODECS[(await track.getCodec()) ?? ''];
    if (codec) return { track, codec, ...(await readConfiguration(track, codec)) };
  }
  return undefined;
}

/** What the decoder configuration says, where one can be read: it may be empty, with the sets in the stream. */
async function readConfiguration(
  track: InputVideoTrack,
  codec: VideoCodec,
): Promise<Pick<Track, 'framing' | 'reorderDepth'>> {
  const description = await track.getDecoderConfig().then(
    (config) => config?.description as ArrayBufferView | ArrayBuffer | undefined,
    () => undefined,
  );
  if (description === undefined) return {};
  const bytes = ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
  const read = codec === 'h264' ? readAvc : readHevc;
  return unlessMalformed(() => read(bytes)) ?? {};
}

function readAvc(bytes: Uint8Array): Pick<Track, 'framing' | 'reorderDepth'> {
  const { lengthSize, sps } = readAvcDecoderConfiguration(bytes);
  const [first] = sps;
  const read = first && unlessMalformed(() => readSps(first));
  return {
    framing: lengthPrefixed(lengthSize),
    ...(read?.isReorderDepthKnown && { reorderDepth: read.reorderDepth }),
  };
}

function readHevc(bytes: Uint8Array): Pick<Track, 'framing' | 'reorderDepth'> {
  const { lengthSize, arrays } = readHevcDecoderConfiguration(bytes);
  const first = arrays.find(({ nalUnitType }) => nalUnitType === HevcNalUnitType.sps)?.nalUnits[0];
  const read = first && unlessMalformed(() => readHevcSps(first));
  return { framing: lengthPrefixed(lengthSize), ...(read && { reorderDepth: read.reorderDepth }) };
}

/** What the first frame looks like: some writers put byte streams into MP4. */
function framingOf(bytes: Uint8Array): NalFraming {
  const isByteStream =
    unlessMalformed(() => splitAnnexB(bytes)) !== undefined &&
    unlessMalformed(() => splitLengthPrefixed(bytes, 4)) === undefined;
  return isByteStream ? ANNEX_B : AVCC;
}

function unlessMalformed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

/** mediabunny says what is wrong with a file by errors of several classes. */
async function reading<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof InputError || !(error instanceof Error)) throw error;
    throw new InputError(`${name}: cannot be read: ${error.message}`, { cause: error });
  }
}
