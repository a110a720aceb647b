import { milliseconds } from '@lockstep/sei';
import { readStreamId, StreamIdError } from '../src/srt/stream-id.js';
import { BLACK_HEADERS, BlackVideo } from '../src/stream/black-video.js';
import { UnsupportedMedia } from '../src/stream/unsupported-media.js';
import { StreamToTs } from '../src/ts/stream-to-ts.js';
import { TsStreamReader } from '../src/ts/ts-to-stream.js';

/** A reader of hostile bytes: it may return or refuse; anything else it throws is a find. */
type FuzzTarget = {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  run(bytes: Uint8Array): unknown;
};
type Refusal = new (...args: never[]) => Error;

function unless<T>(refusal: Refusal, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof refusal) return undefined;
    throw error;
  }
}

const streamIds = [
  '#!::r=mytv/room,m=publish,k=secret',
  '%23!::m%3Drequest%2Cr%3Ds1',
  'mytv/room?key=secret',
];

/** Ten black frames and audio between them. */
function film(): Uint8Array {
  const writer = new StreamToTs();
  const audio = { codec: 'aac', config: Uint8Array.of(0x11, 0x88), sampleRate: 48_000, channels: 1 };
  writer.setHeaders({ metadata: {}, video: BLACK_HEADERS, audio });
  const pieces: Uint8Array[] = [];
  let frame = 0;
  for (const video of new BlackVideo().until(1800)) {
    if (video.kind !== 'video') continue;
    pieces.push(writer.write({ ...video, frame: frame++ })?.bytes ?? new Uint8Array(0));
    const dtsMs = milliseconds(video.dtsMs + 20);
    const bytes = Uint8Array.of(1, 2, 3, 4);
    pieces.push(writer.write({ kind: 'audio', dtsMs, ptsMs: dtsMs, bytes })?.bytes ?? new Uint8Array(0));
  }
  return Buffer.concat(pieces);
}

export const targets: FuzzTarget[] = [
  {
    name: 'media: SRT stream id',
    seeds: streamIds.map((text) => new TextEncoder().encode(text)),
    run: (bytes) => unless(StreamIdError, () => readStreamId(new TextDecoder().decode(bytes))),
  },
  {
    name: 'media: MPEG-TS of a publisher',
    seeds: [film()],
    run: (bytes) => unless(UnsupportedMedia, () => [...new TsStreamReader().push(bytes)]),
  },
];
