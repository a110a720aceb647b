import type { Thread } from './media/media-host.js';
import type { Exactness, SurfaceKind } from './screen/surface.js';
import type { TransportName } from './transports/transport.js';

/** A snapshot of numbers; read it as often as you like. */
export type PlayerStats = {
  /** From the stamping of the frame on screen to now, by the server's clock and this machine's; null before a message came. */
  readonly latencyMs: number | null;
  /** Distance to the newest frame that could be here, by this machine's clock alone; null before the first frame. */
  readonly behindLiveMs: number | null;
  /** The distance that is being kept. */
  readonly targetLatencyMs: number;
  /** Media ahead of the frame on screen. */
  readonly bufferMs: number;
  /** Media held in memory, ahead and behind. */
  readonly heldMs: number;
  readonly playbackRate: number;
  readonly transport: TransportName | null;
  /** Why the stream does not come by the best way; null when it does. */
  readonly transportReason: string | null;
  /** Where the stream is demultiplexed. */
  readonly thread: Thread;
  readonly surface: SurfaceKind;
  /** How exactly page and frame change together. */
  readonly within: Exactness;
  /** Frames drawn, and frames drawn in the last second. */
  readonly frames: number;
  readonly fps: number;
  /** Frames that the browser decoded and did not show, or could not decode in time. */
  readonly droppedFrames: number;
  /** Events that did not arrive. */
  readonly seqGaps: number;
  readonly reconnects: number;
  /** Times that playback ran dry. */
  readonly stalls: number;
  /** Times that it jumped, to the live edge or over a hole. */
  readonly jumps: number;
  readonly receivedBytes: number;
  /** Of the coded frame; 0 before it is known. */
  readonly width: number;
  readonly height: number;
};
