import type { Socket } from 'node:net';
import { DirectSocket } from './socket/direct-socket.js';
import type { SharedPages } from './socket/shared-pages.js';
import type { Batch, BatchRing, Entry, Run } from './batch-ring.js';
import type { Opening } from './opening.js';
import type { SharedBatch } from './shared-batch.js';
import type { EndReason, Wire } from './wire.js';

/** What a connection tells the broadcast of its viewer. */
export interface ViewerListener {
  /** The socket is closed. */
  gone(): void;
  /** The viewer wants nothing for now. */
  pause(): void;
  /** It goes on with the next random access point. */
  resume(): void;
}

/** What a protocol does around the FLV bytes of one viewer. */
export interface ViewerConnection {
  readonly socket: Socket;
  readonly wire: Wire;
  /** Neither side has begun to close it. */
  readonly isOpen: boolean;
  /** Called once. */
  watch(listener: ViewerListener): void;
  /** The first bytes of FLV follow: the response head, where it is not sent yet. The socket is corked. */
  begin(): void;
  /** The last bytes are written: close cleanly. */
  finish(reason: EndReason): void;
  /** It ends before it began. */
  refuse(reason: EndReason): void;
}

/** A batch in the form that a connection needs. */
export interface Framed {
  on(wire: Wire): Buffer;
  pagesOn(wire: Wire): SharedPages | undefined;
}

/** What all viewers of one class of one stream share. */
export interface Feed {
  readonly ring: BatchRing;
  readonly tally: Tally;
  /**
   * What a viewer needs before its first frame: that of `entry`, or one that is still to come.
   * @returns undefined while the stream has no headers
   */
  first(entry: Entry | undefined): { readonly opening: Opening; readonly shared: SharedBatch } | undefined;
  readonly keepAlive: SharedBatch;
}

/** Counts since the stream was first watched. */
export type Tally = {
  /** Bytes handed to sockets, framing included. */
  bytes: number;
  /** Jumps of viewers who fell behind the ring. */
  drops: number;
  /** Bytes of FLV that those viewers missed. */
  droppedBytes: number;
  /** Viewers closed because they did not read. */
  stalled: number;
  /** Frames that FLV has no room for: over 16 MiB. */
  unwritable: number;
};

export type Patience = {
  /** How long the socket of a viewer may take nothing before the viewer is closed, milliseconds. */
  readonly stallMs: number;
  /** How long a viewer is kept without an answer while it is not known what the stream will be, milliseconds. */
  readonly holdMs: number;
  /** A viewer whose stream pauses is sent a few bytes this often, milliseconds. */
  readonly keepAliveMs: number;
  /** How long a clean end may take, milliseconds. */
  readonly closeMs: number;
};

const NOT_BEGUN = -1;
/**
 * Longest write to a viewer who is behind. What is on its way in one write counts as unread until all of it is read:
 * with 64 KiB a viewer must read 2 KiB/s to be seen as reading within 30 s.
 */
const LONGEST_WRITE = 64 * 1024;

/** One viewer: a position in the ring, and the rule that nothing is written to a socket that is still busy. */
export class Viewer {
  #cursor = NOT_BEGUN;
  /** Where the bytes begin that were handed to the socket since it was last idle. */
  #handedFrom = 0;
  #opening: Opening | undefined;
  #isClosing = false;
  #isPaused = false;
  /** It goes on at the first random access point from its cursor on. */
  #awaitsEntry = false;
  #checkedCursor = NOT_BEGUN;
  #unchangedMs = 0;
  readonly #direct: DirectSocket;

  constructor(
    private readonly connection: ViewerConnection,
    private readonly feed: Feed,
  ) {
    this.#direct = new DirectSocket(connection.socket);
  }

  /** It has been sent no frame yet. */
  get isHeld(): boolean {
    return this.#cursor === NOT_BEGUN;
  }

  get #mayWrite(): boolean {
    return !this.#isClosing && this.connection.isOpen;
  }

  /** It has been answered: it was sent what stands before the first frame. */
  get #hasBegun(): boolean {
    return this.#opening !== undefined;
  }

  /** Position from which on it is still to read; Infinity: it has not begun, or reads no more. */
  get needsFrom(): number {
    return this.isHeld || this.#isClosing || this.#isPaused ? Infinity : this.#cursor;
  }

  /** Position from which on its socket may still hold bytes of the ring; Infinity: it holds none. */
  get inUseFrom(): number {
    return this.connection.socket.writableLength > 0 ? this.#handedFrom : Infinity;
  }

  /**
   * Sends the newest batch to a viewer who is up to date, or what it lacks to one who is not; nothing when it is busy.
   * @returns whether the socket has not taken all of it yet
   */
  offer({ end, start, opening }: Batch, framed: Framed): boolean {
    const { socket, wire } = this.connection;
    if (socket.writableLength > 0 || !this.#mayWrite || this.#isPaused) return false;
    if (this.#cursor !== start || this.#opening !== opening || this.#awaitsEntry) {
      this.catchUp();
      return false;
    }
    const bytes = framed.on(wire);
    this.#handedFrom = start;
    this.#cursor = end;
    this.feed.tally.bytes += bytes.length;
    return !this.#direct.write(bytes, framed.pagesOn(wire));
  }

  /** Sends what lies between the cursor and the end of the ring, as far as the socket takes it. */
  catchUp(): void {
    const { ring } = this.feed;
    const { socket } = this.connection;
    while (this.#mayWrite && !this.#isPaused && socket.writableLength === 0 && this.#cursor < ring.end) {
      socket.cork();
      const found = this.#enter();
      this.#handedFrom = this.#cursor;
      if (found) this.#sendRun(found);
      socket.uncork();
      if (!found) return;
    }
  }

  /** Sends the rest, busy or not (the bytes are shared), and the mark of a clean end. */
  finish(reason: EndReason): void {
    const { socket } = this.connection;
    if (!this.#mayWrite) return;
    if (!this.#hasBegun && !this.feed.ring.entry) {
      this.#isClosing = true;
      return this.connection.refuse(reason);
    }
    const wasIdle = socket.writableLength === 0;
    socket.cork();
    let run = this.#isPaused ? undefined : this.#enter();
    if (wasIdle) this.#handedFrom = this.#cursor;
    for (; run; run = this.#enter()) this.#sendRun(run);
    this.#isClosing = true;
    this.connection.finish(reason);
    socket.uncork();
  }

  /** Sends nothing until {@link resume}. */
  pause(): void {
    this.#isPaused = true;
  }

  /** Goes on with the next random access point. */
  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    if (this.isHeld) return this.catchUp();
    this.#cursor = this.feed.ring.end;
    this.#awaitsEntry = true;
  }

  /** Called now and then: closes a viewer that does not read, does not go, or waited in vain; keeps the others connected. */
  check(elapsedMs: number, { stallMs, holdMs, keepAliveMs, closeMs }: Patience): void {
    const { socket, wire } = this.connection;
    this.#unchangedMs = this.#cursor === this.#checkedCursor ? this.#unchangedMs + elapsedMs : 0;
    this.#checkedCursor = this.#cursor;
    if (!this.#mayWrite) {
      if (this.#unchangedMs >= closeMs) socket.destroy();
    } else if (!this.#hasBegun) {
      if (this.#unchangedMs >= holdMs) this.finish('not-live');
    } else if (socket.writableLength > 0) {
      if (this.#unchangedMs < stallMs) return;
      this.feed.tally.stalled++;
      socket.destroy();
    } else if (this.#unchangedMs >= keepAliveMs) {
      this.#unchangedMs = 0;
      this.#write(this.feed.keepAlive.on(wire));
    }
  }

  /** Where this viewer goes on: at its cursor, or at the newest entry if it has none or the ring has left it behind. */
  #enter(): Run | undefined {
    const { ring, tally } = this.feed;
    if (this.isHeld || this.#awaitsEntry || this.#cursor < ring.start) {
      const { entry } = ring;
      if (!this.#hasBegun) this.#begin(entry);
      if (!entry || (this.#awaitsEntry && entry.position < this.#cursor)) return undefined;
      if (!this.isHeld && !this.#awaitsEntry) {
        tally.drops++;
        tally.droppedBytes += entry.position - this.#cursor;
      }
      this.#awaitsEntry = false;
      this.#writeChange(entry);
      this.#cursor = entry.position;
    }
    return ring.read(this.#cursor, LONGEST_WRITE);
  }

  /** Answers before the first frame is there, too: what was answered is kept connected, however long the frame takes. */
  #begin(entry: Entry | undefined): void {
    const first = this.feed.first(entry);
    if (!first) return;
    this.connection.begin();
    this.#write(first.shared.on(this.connection.wire));
    this.#opening = first.opening;
  }

  #sendRun(run: Run): void {
    this.#writeChange(run);
    const { wire } = this.connection;
    const head = wire.head(run.bytes.length);
    const hasMore = run.end < this.feed.ring.end;
    this.#cursor = run.end;
    if (head) this.#write(head);
    this.#write(run.bytes, hasMore && !wire.tail ? this.#onWritten : undefined);
    if (wire.tail) this.#write(wire.tail, hasMore ? this.#onWritten : undefined);
  }

  #writeChange({ opening, dtsMs }: Pick<Run, 'opening' | 'dtsMs'>): void {
    const before = this.#opening;
    if (before && before !== opening) {
      this.#write(this.connection.wire.frame(opening.change(dtsMs, before.headers)));
    }
    this.#opening = opening;
  }

  readonly #onWritten = (error?: Error | null): void => {
    if (!error) this.catchUp();
  };

  #write(bytes: Buffer, onWritten?: (error?: Error | null) => void): void {
    this.feed.tally.bytes += bytes.length;
    this.connection.socket.write(bytes, onWritten);
  }
}
