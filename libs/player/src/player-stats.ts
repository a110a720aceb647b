import type { Thread } from './media/pipeline-host.js';
import type { Exactness, SurfaceKind } from './screen/surface.js';
import type { TransportName } from './transports/transport.js';

/** A snapshot of numbers; read it as often as you like. */
export type PlayerStats = {
  /** From the stamping of the picture on screen to now, by the server's clock and this machine's; null before a message came. */
  readonly latencyMs: number | null;
  /** Distance to the newest picture that could be here, by this machine's clock alone; null before the first picture. */
  readonly behindLiveMs: number | null;
  /** The distance that is being kept. */
  readonly targetLatencyMs: number;
  /** Media ahead of the picture on screen. */
  readonly bufferMs: number;
  /** Media held in memory, ahead and behind. */
  readonly heldMs: number;
  readonly playbackRate: number;
  readonly transport: TransportName | null;
  /** Where the stream is demultiplexed. */
  readonly thread: Thread;
  readonly surface: SurfaceKind;
  /** How exactly page and picture change together. */
  readonly within: Exactness;
  /** Pictures drawn, and pictures drawn in the last second. */
  readonly frames: number;
  readonly fps: number;
  /** Pictures that the browser decoded and did not show, or could not decode in time. */
  readonly droppedFrames: number;
  /** Events that did not arrive. */
  readonly seqGaps: number;
  readonly reconnects: number;
  /** Times that playback ran dry. */
  readonly stalls: number;
  /** Times that it jumped, to the live edge or over a hole. */
  readonly jumps: number;
  readonly receivedBytes: number;
  /** Of the coded picture; 0 before it is known. */
  readonly width: number;
  readonly height: number;
};
