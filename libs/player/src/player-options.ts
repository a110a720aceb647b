import type { AnyLessonEvent, LessonState } from '@lockstep/contracts';
import type { ReplayOptions } from './replay/replay.js';
import type { TransportName } from './transports/transport.js';

/** An event of the ledger, for {@link PlayerOptions.fetchMissing}. */
export type MissingEvent = { readonly seq: number; readonly ptsMs: number; readonly event: AnyLessonEvent };

export type RecordingOptions = Omit<ReplayOptions, 'source'> & {
  /** A file, which stays on this machine, or the address of an MP4 or of its HLS playlist, whose server answers ranges of bytes. */
  readonly recording: Blob | string;
};

export type PlayerOptions = {
  /** Address of the live stream, FLV or HLS: http, https, ws or wss, or relative to the page; the others are derived. */
  readonly url: string;
  /**
   * `auto` (default): FLV over HTTP first, then over a WebSocket, then HLS with low latency, whenever one does not work;
   * and back to the first as soon as that works again. `hls`: whole segments by hls.js, seconds later but with as much in advance.
   */
  readonly transport?: 'auto' | TransportName;
  /** The stream may be paused and rewound as far as the server keeps it. Default false: `play` always goes on at the live edge. */
  readonly rewind?: boolean;
  /** Start to play as soon as there are frames. Default true. */
  readonly autoplay?: boolean;
  /** Start muted. Default false. */
  readonly muted?: boolean;
  /** When the browser forbids audible playback before a gesture: `mute` (default) plays muted, `ask` waits for `play()`. */
  readonly whenAutoplayBlocked?: 'mute' | 'ask';
  /** Wanted time from a frame's arrival to the screen, in milliseconds. Default 120; it grows on a path with more jitter. */
  readonly targetLatencyMs?: number;
  /** Further behind the live edge than this it jumps instead of playing faster, in milliseconds. Default 1500. */
  readonly jumpBehindMs?: number;
  /** `auto` (default): a canvas where the browser can draw video frames in the task that changes the page, else the video element itself. */
  readonly surface?: 'auto' | 'canvas' | 'video';
  /** Demultiplex in a worker where the browser allows it. Default true. */
  readonly worker?: boolean;
  /** What `state` is before the first frame. */
  readonly initialState?: LessonState;
  /** Media kept behind the frame on screen, in milliseconds. Default 15000. */
  readonly keepBehindMs?: number;
  /** Longest wait between two attempts to connect, in milliseconds. Default 8000. */
  readonly maxBackOffMs?: number;
  /** Delay before a better transport is tried again after it failed, in milliseconds; doubles each time. Default 30000. */
  readonly comeBackMs?: number;
  /** A connection that brings nothing for this long is given up, in milliseconds. Default 10000. */
  readonly silenceMs?: number;
  /** Fetches events that did not arrive, both ends included; called once for each gap. */
  readonly fetchMissing?: (fromSeq: number, toSeq: number) => Promise<readonly MissingEvent[]>;
};

export type ResolvedOptions = Required<Omit<PlayerOptions, 'initialState' | 'fetchMissing'>> &
  Pick<PlayerOptions, 'initialState' | 'fetchMissing'>;

/** Options with their defaults. @throws RangeError for a number outside its range */
export function resolveOptions(options: PlayerOptions): ResolvedOptions {
  const resolved: ResolvedOptions = {
    transport: 'auto',
    rewind: false,
    autoplay: true,
    muted: false,
    whenAutoplayBlocked: 'mute',
    targetLatencyMs: 120,
    jumpBehindMs: 1_500,
    surface: 'auto',
    worker: true,
    keepBehindMs: 15_000,
    maxBackOffMs: 8_000,
    silenceMs: 10_000,
    comeBackMs: 30_000,
    ...options,
  };
  for (const name of [
    'targetLatencyMs',
    'jumpBehindMs',
    'keepBehindMs',
    'maxBackOffMs',
    'silenceMs',
    'comeBackMs',
  ] as const) {
    if (!(resolved[name] > 0))
      throw new RangeError(`${name} is a positive number of milliseconds, not ${resolved[name]}`);
  }
  return resolved;
}
