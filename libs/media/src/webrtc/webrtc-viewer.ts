import type { FrameLog } from './frame-log.js';
import type { Peer } from './peer.js';

/** So many packets leave at once, and then a pause: what comes as one burst is lost in the queues of a line. */
const BURST_PACKETS = 32;
const BURST_EVERY_MS = 4;
/** Random access frames that were asked for are sent at most this often: the group of frames before is still on its way. */
const REPLAY_EVERY_MS = 1000;

/** One viewer's place among the frames that all share. It keeps nothing else: who is behind goes on at a random access frame. */
export class WebRtcViewer {
  #next: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #replayedAt = -Infinity;
  #replays = 0;

  constructor(
    readonly peer: Peer,
    private readonly log: FrameLog,
  ) {}

  /** Groups of frames that it was sent once more. */
  get replays(): number {
    return this.#replays;
  }

  /** The tracks are open: it begins with the newest random access frame, and gets all frames since. */
  begin(): void {
    this.#next = this.log.begin;
    this.#replayedAt = performance.now();
    this.advance();
  }

  /** There are new frames. */
  advance(): void {
    if (this.#next === undefined || this.#timer) return;
    let left = BURST_PACKETS;
    while (left > 0) {
      const frame = this.log.at(Math.max(this.#next, this.log.begin));
      if (frame === undefined) return;
      this.#next = Math.max(this.#next, this.log.begin) + 1;
      for (const packet of frame.packets) this.peer.video.send(packet);
      left -= frame.packets.length;
    }
    if (this.#next >= this.log.end) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.advance();
    }, BURST_EVERY_MS).unref();
  }

  /** It cannot go on without a random access frame: the newest one is sent again, with those behind it. */
  replay(): void {
    const nowMs = performance.now();
    if (this.#next === undefined || nowMs - this.#replayedAt < REPLAY_EVERY_MS) return;
    this.#replayedAt = nowMs;
    this.#replays++;
    this.#next = this.log.begin;
    this.advance();
  }

  stop(): void {
    this.#next = undefined;
    clearTimeout(this.#timer);
  }
}
