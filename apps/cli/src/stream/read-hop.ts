import { findFfmpeg, startFfmpeg } from '@lockstep/media';
import { ParseError } from '@lockstep/sei';
import { describeParseError, InputError, UsageError } from '../errors.js';
import { Input } from '../io/input.js';
import { formatOf, videoParts } from '../video/open-video.js';
import type { VideoFormat } from '../video/video-format.js';
import { type Hop, type HopFrame, hopFrame } from './hop.js';
import { HopSource } from './hop-source.js';
import { dashChunks, hlsChunks } from './playlist-chunks.js';

/** How ID3 2.4 tags in a transport stream begin, and the scheme of those in `emsg` boxes. */
const BRIDGE_MARKS = ['ID3\u0004', 'https://aomedia.org/emsg/ID3'].map((mark) => Buffer.from(mark, 'latin1'));

/** What ffmpeg reads for us: it copies, and so changes nothing in the frames. */
const BY_FFMPEG = new Set(['rtmp:', 'rtmps:', 'srt:', 'udp:', 'rtp:', 'rtsp:']);

/** How an address is read. */
type Reading = {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly format?: VideoFormat;
};

/**
 * Reads all frames of an address: a live one until `signal` aborts, a file or an ended playlist to its end. A fault is part of the
 * result, with what was read before it.
 *
 * @throws UsageError for an address of a kind that is not read
 */
export async function readHop(address: string, signal: AbortSignal): Promise<Hop> {
  const protocol = URL.canParse(address) ? new URL(address).protocol : 'file:';
  const isFile = protocol === 'file:' || /^[a-z]:$/.test(protocol); // a drive letter of Windows
  const collected = new Collected();
  let failure: string | undefined;
  try {
    if (isFile) await collected.readFile(pathOf(address));
    else await collected.read(address, readingOf(address, protocol, signal));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (!signal.aborted) failure = whyEnded(error); // what was cut off by us is no fault
  }
  const { frames, hasBridge } = collected;
  return { address, isLive: !isFile, frames, hasBridge, ...(failure !== undefined && { failure }) };
}

/** Throws on what is no fault of the stream. */
function whyEnded(error: unknown): string {
  if (error instanceof ParseError) return describeParseError(error);
  if (error instanceof InputError) return error.message;
  throw error;
}

const pathOf = (address: string): string =>
  address.startsWith('file:') ? new URL(address).pathname : address;

function readingOf(address: string, protocol: string, signal: AbortSignal): Reading {
  if (BY_FFMPEG.has(protocol)) return { chunks: ffmpegChunks(address, signal), format: 'ts' };
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new UsageError(`Addresses with ${protocol} are not read.`);
  const source = new HopSource(signal);
  const { pathname } = new URL(address);
  if (pathname.endsWith('.m3u8')) return { chunks: hlsChunks(source, address) };
  if (pathname.endsWith('.mpd')) return { chunks: dashChunks(source, address), format: 'mp4' };
  return { chunks: source.chunks(address) };
}

async function* ffmpegChunks(address: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const copy = ['-map', '0:v:0', '-c', 'copy', '-f', 'mpegts', '-flush_packets', '1', 'pipe:1'];
  await using ffmpeg = startFfmpeg(await findFfmpeg(), ['-i', address, ...copy]);
  const end = (): void => void ffmpeg.stdout.destroy();
  signal.addEventListener('abort', end, { once: true });
  try {
    for await (const chunk of ffmpeg.stdout) yield chunk as Uint8Array;
    if (!signal.aborted) await ffmpeg.done;
  } catch (error) {
    if (signal.aborted) return;
    throw new InputError(`${address}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** What was read so far. */
class Collected {
  readonly frames: HopFrame[] = [];
  hasBridge = false;

  async readFile(path: string): Promise<void> {
    await using input = await Input.open(path);
    await this.#readVideo(input, await formatOf(input, {}));
  }

  async read(address: string, { chunks, format }: Reading): Promise<void> {
    await using input = Input.of(address, this.#watched(chunks));
    await this.#readVideo(input, format ?? (await formatOf(input, {})));
  }

  async #readVideo(input: Input, format: VideoFormat): Promise<void> {
    const warn = (): void => undefined; // damage shows in what is missing
    for await (const { videoFrame } of videoParts(input, format, { warn })) {
      if (videoFrame) this.frames.push(hopFrame(videoFrame, Date.now()));
    }
  }

  async *#watched(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.hasBridge ||= BRIDGE_MARKS.some((mark) =>
        Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).includes(mark),
      );
      yield chunk;
    }
  }
}
