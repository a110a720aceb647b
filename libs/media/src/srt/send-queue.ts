/** What libsrt takes at once: seven transport packets. SRTO_PAYLOADSIZE of live transmission. */
export const MESSAGE_BYTES = 7 * 188;

/** A player who reads too slowly may have this much waiting: about 10 s at 3 Mbit/s. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** @returns whether it was taken; false: there is no room now */
export type Send = (message: Uint8Array) => boolean;

/**
 * What waits for one player. One who falls too far behind loses all of it and goes on where a player can begin: what
 * comes later is whole, and memory is bounded.
 */
export class SendQueue {
  #waiting: Uint8Array[] = [];
  #bytes = 0;
  #awaitsBeginning = true;
  /** Times that the player lost what waited. */
  drops = 0;

  constructor(
    private readonly send: Send,
    private readonly maxBytes = MAX_WAITING_BYTES,
  ) {}

  get waitingBytes(): number {
    return this.#bytes;
  }

  /**
   * Takes whole transport packets and sends what it can.
   * @param begins a player can begin here
   */
  push(packets: Uint8Array, begins: boolean): void {
    if (this.#awaitsBeginning && !begins) return;
    if (this.#bytes + packets.length > this.maxBytes && this.#bytes > 0) {
      this.#drop();
      if (!begins) return;
    }
    this.#awaitsBeginning = false;
    for (let at = 0; at < packets.length; at += MESSAGE_BYTES)
      this.#waiting.push(packets.subarray(at, at + MESSAGE_BYTES));
    this.#bytes += packets.length;
    this.flush();
  }

  /** Sends what there is room for. */
  flush(): void {
    let sent = 0;
    for (const message of this.#waiting) {
      if (!this.send(message)) break;
      sent++;
      this.#bytes -= message.length;
    }
    if (sent > 0) this.#waiting.splice(0, sent);
  }

  #drop(): void {
    this.drops++;
    this.#waiting = [];
    this.#bytes = 0;
    this.#awaitsBeginning = true;
  }
}
