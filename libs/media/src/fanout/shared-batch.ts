import type { BatchPages } from './batch-pages.js';
import type { SharedPages } from './socket/shared-pages.js';
import type { Wire, WireKind } from './wire.js';

/** Enough for a batch of a frame in both framed forms; larger ones have memory of their own. */
const SCRATCH_BYTES = 512 * 1024;

/**
 * Memory for the framed forms of the batch that is being sent, the same for all streams: nearly always every socket has
 * taken it when the sweep is over.
 */
class Scratch {
  #memory = Buffer.alloc(0);
  #used = 0;

  take(byteLength: number): Buffer {
    if (byteLength > SCRATCH_BYTES) return Buffer.allocUnsafeSlow(byteLength);
    if (this.#memory.length - this.#used < byteLength) this.abandon();
    this.#used += byteLength;
    return this.#memory.subarray(this.#used - byteLength, this.#used);
  }

  /** No socket holds any of it. */
  reuse(): void {
    this.#used = 0;
  }

  /** It is left to the sockets that are still sending. */
  abandon(): void {
    this.#memory = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
    this.#used = 0;
  }
}
const scratch = new Scratch();

/** One batch in the forms that viewers need, each built when the first of them needs it, and then shared. */
export class SharedBatch {
  readonly #frames: Partial<Record<WireKind, Buffer>> = {};
  readonly #pages: Partial<Record<WireKind, SharedPages | undefined>> = {};

  /** @param pages those of a broadcast that sends nothing else until it is through with this batch */
  constructor(
    private readonly flv: Buffer,
    private readonly pages?: BatchPages,
  ) {}

  on(wire: Wire): Buffer {
    return (this.#frames[wire.kind] ??= wire.frame(this.flv));
  }

  /** The same bytes to be sent without a copy for each viewer, where that pays. */
  pagesOn(wire: Wire): SharedPages | undefined {
    const { kind } = wire;
    if (!(kind in this.#pages)) this.#pages[kind] = this.pages?.filled(kind, this.on(wire));
    return this.#pages[kind];
  }
}

/**
 * A {@link SharedBatch} that is sent to all viewers within one turn of the event loop: its framed forms lie in memory that
 * the next batch, of any stream, uses again.
 */
export class PassingBatch {
  #chunked: Buffer | undefined;
  #webSocket: Buffer | undefined;

  constructor(private readonly flv: Buffer) {}

  on(wire: Wire): Buffer {
    if (wire.kind === 'raw') return this.flv;
    if (wire.kind === 'chunked') return (this.#chunked ??= this.#frame(wire));
    return (this.#webSocket ??= this.#frame(wire));
  }

  /** For few viewers it never pays. */
  pagesOn(): undefined {
    return undefined;
  }

  /** @param isInUse some socket has not taken all of it yet */
  release(isInUse: boolean): void {
    if (this.#chunked === undefined && this.#webSocket === undefined) return;
    if (isInUse) scratch.abandon();
    else scratch.reuse();
  }

  #frame({ head: headOf, tail }: Wire): Buffer {
    const { flv } = this;
    const head = headOf(flv.length);
    const headBytes = head?.length ?? 0;
    const frame = scratch.take(headBytes + flv.length + (tail?.length ?? 0));
    if (head) frame.set(head);
    frame.set(flv, headBytes);
    if (tail) frame.set(tail, headBytes + flv.length);
    return frame;
  }
}
