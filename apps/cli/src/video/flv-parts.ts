import {
  FlvReader,
  type LocatedFlvTag,
  type OnFault,
  readVideoTagBody,
  type VideoCodecPacket,
  writeFlvTag,
} from '@lockstep/formats';
import {
  lengthPrefixed,
  milliseconds,
  type NalFraming,
  ParseError,
  readAvcDecoderConfiguration,
  readHevcDecoderConfiguration,
} from '@lockstep/sei';
import { atOffset } from '../errors.js';
import type { VideoFrame, StreamPart } from './video-frame.js';

const TAG_HEADER_BYTES = 11;
/** Times in FLV have 32 bits: they go on after 49.7 days. */
const TIME_RANGE = 2 ** 32;

/**
 * The file header, then the tags of an FLV file or stream in their order; what is no tag is left out.
 *
 * @param onFault told of what is read over
 * @param isCutAnError whether the end inside of a tag is thrown instead, after all whole tags
 * @throws ParseError with offsets in the stream; `unsupported` for a video codec other than H.264 and H.265
 */
export async function* flvParts(
  chunks: AsyncIterable<Uint8Array>,
  onFault: OnFault,
  isCutAnError: boolean,
): AsyncGenerator<StreamPart> {
  let cut: ParseError | undefined;
  const follow = (fault: ParseError): void => {
    if (isCutAnError && fault.reason === 'truncated') cut ??= fault;
    else onFault(fault);
  };
  const reader = new FlvReader({ onFault: follow });
  const videoFrames = new FlvFrames(onFault);
  let isHeaderGiven = false;
  for await (const chunk of chunks) {
    const tags = reader.push(chunk);
    if (!isHeaderGiven && reader.headerBytes.length > 0 && reader.offset > 0) {
      isHeaderGiven = true;
      yield { offset: 0, write: () => reader.headerBytes };
    }
    yield* videoFrames.partsOf(tags);
  }
  yield* videoFrames.partsOf(reader.end());
  if (cut) throw cut;
}

/** Follows the sequence headers and the clock of one stream. */
class FlvFrames {
  readonly #onFault: OnFault;
  #framing: NalFraming | undefined;
  #frame = 0;
  #lastDtsMs: number | undefined;

  constructor(onFault: OnFault) {
    this.#onFault = onFault;
  }

  *partsOf(tags: readonly LocatedFlvTag[]): Generator<StreamPart> {
    for (const tag of tags) yield this.#partOf(tag);
  }

  #partOf(tag: LocatedFlvTag): StreamPart {
    const { offset } = tag;
    const bodyOffset = offset + TAG_HEADER_BYTES;
    const videoFrame = tag.type === 'video' ? atOffset(bodyOffset, () => this.#read(tag)) : undefined;
    if (!videoFrame) return { offset, write: () => writeFlvTag(tag) };
    const prefix = tag.body.subarray(0, tag.body.length - videoFrame.bytes.length);
    return {
      videoFrame,
      offset,
      write: (accessUnit = videoFrame.bytes) => {
        if (accessUnit === videoFrame.bytes) return writeFlvTag(tag);
        return writeFlvTag({ ...tag, body: Buffer.concat([prefix, accessUnit]) });
      },
    };
  }

  #read(tag: LocatedFlvTag): VideoFrame | undefined {
    if (tag.body.length === 0) return undefined; // some encoders send such a tag to keep the connection alive
    const video = readVideoTagBody(tag.body);
    if (video.packet === 'sequence-header') this.#framing = readFraming(video, tag.body.length);
    if (video.packet !== 'coded') return undefined;
    if (!this.#framing) {
      const detail = 'a frame before the sequence header is not looked into';
      this.#onFault(new ParseError('missing-parameter-set', tag.offset, detail));
      return undefined;
    }
    const dtsMs = this.#unwrap(tag.timestampMs);
    return {
      frame: this.#frame++,
      dtsMs,
      ptsMs: dtsMs + video.compositionTimeMs,
      offset: tag.offset,
      codec: video.codec,
      framing: this.#framing,
      bytes: video.data,
    };
  }

  #unwrap(timestampMs: number): number {
    const reference = this.#lastDtsMs ?? timestampMs;
    this.#lastDtsMs = milliseconds(
      timestampMs + Math.round((reference - timestampMs) / TIME_RANGE) * TIME_RANGE,
    );
    return this.#lastDtsMs;
  }
}

function readFraming({ codec, data }: VideoCodecPacket, bodyBytes: number): NalFraming {
  return atOffset(bodyBytes - data.length, () => {
    const { lengthSize } =
      codec === 'h264' ? readAvcDecoderConfiguration(data) : readHevcDecoderConfiguration(data);
    return lengthPrefixed(lengthSize);
  });
}
