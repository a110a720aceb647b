import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { FlvReader } from '@lockstep/formats';
import { milliseconds } from '@lockstep/sei';
import {
  FlvMessageReader,
  HttpFlvServer,
  LiveStream,
  type HttpFlvServerOptions,
  type Publication,
  type PublishedFrame,
  type StreamHeaders,
} from '../../src/index.js';
import { accessUnit, testHeaders } from './access-units.js';
import { makeMedia, type TestVideo } from './ffmpeg.js';
import { TempDir } from './temp-dir.js';

export type Recorded = { readonly headers: StreamHeaders; readonly frames: readonly PublishedFrame[] };

/** What ffmpeg made, as a publisher would push it. */
export async function recorded(video: TestVideo = {}): Promise<Recorded> {
  await using folder = await TempDir.make();
  return await readRecorded(await makeMedia(folder.file('recorded.flv'), video));
}

/** The frames of an FLV file, as a publisher would push them. */
export async function readRecorded(path: string): Promise<Recorded> {
  const reader = new FlvMessageReader();
  const frames: PublishedFrame[] = [];
  let headers: StreamHeaders = { metadata: {} };
  for (const { type, ...tag } of new FlvReader().push(await readFile(path))) {
    const meaning = reader.read({ kind: type, ...tag });
    if (meaning && 'headers' in meaning) ({ headers } = meaning);
    else if (meaning && 'frame' in meaning) frames.push(meaning.frame);
  }
  return { headers, frames };
}

/** A frame every 40 ms of no codec's bytes, an IDR picture every `gop`. */
export const synthetic = (videoFrames: number, { gop = 10, size = 400 } = {}): PublishedFrame[] =>
  Array.from({ length: videoFrames }, (_, i) => ({
    kind: 'video',
    isRandomAccess: i % gop === 0,
    dtsMs: milliseconds(i * 40),
    ptsMs: milliseconds(i * 40),
    bytes: accessUnit({ isRandomAccess: i % gop === 0, size, fill: 0x20 + (i % 90) }),
  }));

/** One stream named `room`, its publisher, and a server for it. */
export class FlvRoom implements AsyncDisposable {
  readonly stream = new LiveStream({ name: 'room' });
  #publication: Publication | undefined;

  private constructor(
    readonly server: HttpFlvServer,
    readonly streams: Map<string, LiveStream>,
  ) {
    streams.set('room', this.stream);
  }

  static async open(options: Partial<HttpFlvServerOptions> = {}): Promise<FlvRoom> {
    const streams = new Map<string, LiveStream>();
    const find = (name: string) => streams.get(name);
    return new FlvRoom(await HttpFlvServer.start({ port: 0, find, ...options }), streams);
  }

  get port(): number {
    return this.server.port;
  }

  get viewers(): number {
    return this.server.stats().viewers;
  }

  /** Viewers who are being sent frames. */
  get watching(): number {
    return this.server.stats().streams.reduce((sum, { viewers, held }) => sum + viewers - held, 0);
  }

  publish(headers: StreamHeaders = testHeaders()): Publication {
    this.#publication?.end('another one comes');
    this.#publication = this.stream.publish({ id: 'teacher', kind: 'test' });
    this.#publication.setHeaders(headers);
    return this.#publication;
  }

  /** Pushes frames, each in a turn of its own, as they come from a network. */
  async push(frames: readonly PublishedFrame[]): Promise<void> {
    for (const frame of frames) {
      this.#publication?.push(frame);
      await setImmediate();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    await this.stream[Symbol.asyncDispose]();
  }
}
