import type { Milliseconds } from '@lockstep/sei';
import { DEFAULT_FRAME_STORE_LIMITS } from '../stream/frame-store.js';
import { blockPool } from './block-pool.js';
import type { Opening } from './opening.js';

export type RingLimits = {
  /** Bytes of batches that are kept for viewers who fell behind. */
  readonly maxBytes: number;
  /** Age after which a batch is given up, milliseconds; the newest group of pictures stays, for those who join. */
  readonly maxAgeMs: number;
  /** Memory is taken in blocks of this size, so that neighbouring batches can be sent in one write. */
  readonly blockBytes: number;
};

/** For tag headers of the longest group of frames that the stream keeps: 20 bytes each, 2,200 frames in 20 s. */
const ROOM_FOR_HEADERS = 1024 * 1024;

/**
 * The ring holds every group of frames that the stream keeps for those who join. 5 s is longer than a network hiccup that a
 * player bridges, and short enough that a viewer who is further behind is better served by the newest random access point.
 */
export const DEFAULT_RING_LIMITS: RingLimits = {
  maxBytes: DEFAULT_FRAME_STORE_LIMITS.maxBytes + ROOM_FOR_HEADERS,
  maxAgeMs: 5000,
  blockBytes: 64 * 1024,
};

/** A place where a decoder may start, and what it needs to be told there. */
export type Entry = {
  /** Bytes from the beginning of the stream. */
  readonly position: number;
  readonly dtsMs: Milliseconds;
  readonly opening: Opening;
};

/** Whole FLV tags that leave in one write. Positions count bytes from the beginning of the stream. */
export type Batch = {
  readonly start: number;
  readonly end: number;
  /** A view of a block shared by all viewers: read only. */
  readonly bytes: Buffer;
  readonly opening: Opening;
};

/** Memory of many batches, one behind the other. `end`: position behind the newest of them. */
type Block = { readonly memory: Buffer; used: number; end: number };

/**
 * A batch as the ring keeps it: a place, not a view, in an object that is used again. Thousands of streams' batches of
 * seconds are work for the garbage collector.
 */
type StoredBatch = {
  start: number;
  end: number;
  block: Block;
  offset: number;
  opening: Opening;
  /** DTS of its first frame. */
  dtsMs: Milliseconds;
  sealedAtMs: number;
};

/** Blocks whose batches are all given up while a socket still sends from them; more of them are left to the garbage collector. */
const MAX_RETIRED_BLOCKS = 4;

/** What a ring needs to be told of a new batch. */
export type NewBatch = {
  readonly byteLength: number;
  readonly opening: Opening;
  readonly dtsMs: Milliseconds;
  /** Where in the batch the newest random access point lies. */
  readonly entry?: { readonly offset: number; readonly dtsMs: Milliseconds } | undefined;
  /** Writes exactly `byteLength` bytes. */
  readonly fill: (target: Buffer) => void;
};

/** What is known of who reads from a ring. */
export interface RingReaders {
  /** Whether some socket may still send bytes from before `end`: their memory is not used again then. */
  isInUse(end: number): boolean;
  /** Position before which nobody who is reading needs anything; -Infinity: not known. */
  neededFrom(): number;
}

const UNKNOWN_READERS: RingReaders = { isInUse: () => true, neededFrom: () => -Infinity };

/** Batches given up whose objects are kept to be used again. */
const MAX_SPARE = 16;

/** Neighbouring batches with the same headers, one view. */
export type Run = Pick<Batch, 'end' | 'bytes' | 'opening'> & { readonly dtsMs: Milliseconds };

/**
 * The newest batches of one stream as a log with byte positions. A viewer is a position in it, nothing more: who is
 * up to date is sent the newest batch, one that fell behind reads on from where it was, in longer runs.
 */
export class BatchRing implements Disposable {
  readonly #batches: StoredBatch[] = [];
  readonly #limits: RingLimits;
  #block: Block = { memory: Buffer.alloc(0), used: 0, end: 0 };
  readonly #retired: Block[] = [];
  readonly #spare: StoredBatch[] = [];
  #bytes = 0;
  #end = 0;
  #entry: Entry | undefined;

  constructor(
    limits: Partial<RingLimits> = {},
    private readonly readers: RingReaders = UNKNOWN_READERS,
    private readonly pool = blockPool,
  ) {
    this.#limits = { ...DEFAULT_RING_LIMITS, ...limits };
    pool.join();
  }

  /** Position of the oldest byte that is still there. */
  get start(): number {
    return this.#batches[0]?.start ?? this.#end;
  }

  /** Position behind the newest byte. */
  get end(): number {
    return this.#end;
  }

  /** Bytes held. */
  get byteLength(): number {
    return this.#bytes;
  }

  /** The newest random access point, unless it has left the ring or none came yet. */
  get entry(): Entry | undefined {
    return this.#entry;
  }

  /** Called once, when no more comes: as much less is kept to be used again. */
  [Symbol.dispose](): void {
    this.pool.leave();
  }

  append({ byteLength, opening, dtsMs, entry, fill }: NewBatch, nowMs: number): Batch {
    const block = this.#blockWith(byteLength);
    const offset = block.used;
    const bytes = block.memory.subarray(offset, offset + byteLength);
    fill(bytes);
    const start = this.#end;
    const end = start + byteLength;
    block.used += byteLength;
    block.end = end;
    this.#batches.push(this.#stored(start, end, block, offset, opening, dtsMs, nowMs));
    this.#end = end;
    this.#bytes += byteLength;
    if (entry) this.#entry = { position: start + entry.offset, dtsMs: entry.dtsMs, opening };
    this.#trim(nowMs);
    return { start, end, bytes, opening };
  }

  /**
   * What lies at `position`: whole batches with the same headers, side by side in one block, at most `maxBytes` of
   * them but at least one.
   *
   * @returns undefined when there is nothing at this position (yet, or any more)
   */
  read(position: number, maxBytes: number): Run | undefined {
    const first = this.#indexOf(position);
    const head = this.#batches[first];
    if (!head) return undefined;
    let last = head;
    for (let i = first + 1; i < this.#batches.length; i++) {
      const next = this.#batches[i];
      if (!next || next.end - position > maxBytes || next.opening !== head.opening || !adjoin(last, next))
        break;
      last = next;
    }
    const from = head.offset + position - head.start;
    const bytes = head.block.memory.subarray(from, from + last.end - position);
    return { end: last.end, bytes, opening: head.opening, dtsMs: head.dtsMs };
  }

  /** Index of the batch that holds `position`; -1 when none does. */
  #indexOf(position: number): number {
    if (position >= this.#end) return -1;
    return this.#batches.findLastIndex(({ start, end }) => start <= position && position < end);
  }

  #blockWith(byteLength: number): Block {
    if (this.#block.memory.length - this.#block.used >= byteLength) return this.#block;
    const { blockBytes } = this.#limits;
    const memory =
      byteLength > blockBytes
        ? Buffer.allocUnsafeSlow(byteLength)
        : (this.#releasedBlock() ?? this.pool.take(blockBytes));
    this.#block = { memory, used: 0, end: 0 };
    return this.#block;
  }

  #stored(
    start: number,
    end: number,
    block: Block,
    offset: number,
    opening: Opening,
    dtsMs: Milliseconds,
    sealedAtMs: number,
  ): StoredBatch {
    const stored = this.#spare.pop();
    if (stored === undefined) return { start, end, block, offset, opening, dtsMs, sealedAtMs };
    stored.start = start;
    stored.end = end;
    stored.block = block;
    stored.offset = offset;
    stored.opening = opening;
    stored.dtsMs = dtsMs;
    stored.sealedAtMs = sealedAtMs;
    return stored;
  }

  #recycle(stored: StoredBatch): void {
    if (this.#spare.length >= MAX_SPARE) return;
    stored.block = this.#block; // not to keep its own alive
    this.#spare.push(stored);
  }

  /** A block that some socket sent from when it was retired, and none does any more. */
  #releasedBlock(): Buffer | undefined {
    const index = this.#retired.findLastIndex(({ end }) => !this.readers.isInUse(end));
    return index < 0 ? undefined : this.#retired.splice(index, 1)[0]?.memory;
  }

  #retire(block: Block): void {
    if (block.memory.length > this.#limits.blockBytes) return; // made for one large batch
    if (!this.readers.isInUse(block.end)) {
      this.pool.give(block.memory);
      return;
    }
    this.#retired.push(block);
    if (this.#retired.length > MAX_RETIRED_BLOCKS) this.#retired.shift();
  }

  #trim(nowMs: number): void {
    const { maxBytes, maxAgeMs } = this.#limits;
    const neededFrom = this.readers.neededFrom();
    for (;;) {
      const oldest = this.#batches[0];
      if (!oldest || this.#batches.length === 1) return;
      const isOld = nowMs - oldest.sealedAtMs > maxAgeMs || oldest.end <= neededFrom;
      const isForNewcomers = oldest.end > (this.#entry?.position ?? Infinity);
      if ((!isOld || isForNewcomers) && this.#bytes <= maxBytes) return;
      this.#batches.shift();
      if (this.#batches[0]?.block !== oldest.block) this.#retire(oldest.block);
      this.#bytes -= oldest.end - oldest.start;
      if (this.#entry && this.#entry.position < oldest.end) this.#entry = undefined;
      this.#recycle(oldest);
    }
  }
}

const adjoin = (a: StoredBatch, b: StoredBatch): boolean =>
  a.block === b.block && a.offset + a.end - a.start === b.offset;
