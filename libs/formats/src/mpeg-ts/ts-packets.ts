import { TS_PACKET_BYTES, TS_SYNC_BYTE } from './ts-packet.js';

/** Payload of a packet without an adaptation field. */
const ROOM = TS_PACKET_BYTES - 4;
/** Flags of an adaptation field. 2.4.3.4. */
const FLAGS = { discontinuity: 0x80, randomAccess: 0x40, clock: 0x10 } as const;

/** Transport packets as they are written; the counter of each PID goes on. Specification: ISO/IEC 13818-1, 2.4.3.2. */
export class TsPackets {
  #packets: Uint8Array[] = [];
  readonly #counters = new Map<number, number>();

  add(pid: number, bytes: Uint8Array, isRandomAccess = false): void {
    for (let at = 0; at < bytes.length;) {
      const isFirst = !this.#counters.has(pid);
      const startFlags = at === 0 && isRandomAccess ? FLAGS.randomAccess : 0;
      const flags = startFlags | (isFirst ? FLAGS.discontinuity : 0);
      const taken = Math.min(bytes.length - at, ROOM - (flags === 0 ? 0 : 2));
      const counter = this.#counters.get(pid) ?? 0;
      this.#counters.set(pid, (counter + 1) & 0x0f);
      const packet = this.#packet({ pid, startsUnit: at === 0, counter, hasPayload: true });
      adapt(packet, ROOM - taken, flags);
      packet.set(bytes.subarray(at, at + taken), TS_PACKET_BYTES - taken);
      at += taken;
    }
  }

  /** A packet without payload: its counter stands still. */
  addClock(pid: number, ticks: number): void {
    const packet = this.#packet({ pid, startsUnit: false, counter: 0, hasPayload: false });
    adapt(packet, ROOM, FLAGS.clock);
    const base = ticks % 2 ** 33;
    const view = new DataView(packet.buffer);
    view.setUint32(6, Math.floor(base / 2));
    view.setUint16(10, ((base % 2) << 15) | 0x7e00); // six reserved bits, no extension of 27 MHz
  }

  /** Those written since the last call. */
  take(): Uint8Array<ArrayBuffer> {
    const packets = this.#packets;
    this.#packets = [];
    return joinBytes(packets);
  }

  #packet(head: {
    pid: number;
    startsUnit: boolean;
    counter: number;
    hasPayload: boolean;
  }): Uint8Array<ArrayBuffer> {
    const packet = new Uint8Array(TS_PACKET_BYTES).fill(0xff);
    packet[0] = TS_SYNC_BYTE;
    packet[1] = (head.startsUnit ? 0x40 : 0) | (head.pid >> 8);
    packet[2] = head.pid;
    packet[3] = (head.hasPayload ? 0x10 : 0) | head.counter;
    this.#packets.push(packet);
    return packet;
  }
}

/** An adaptation field of so many bytes, its length included; it is filled up with 0xff. */
function adapt(packet: Uint8Array, bytes: number, flags: number): void {
  if (bytes === 0) return;
  packet[3] = (packet[3] ?? 0) | 0x20;
  packet[4] = bytes - 1;
  if (bytes > 1) packet[5] = flags;
}

export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
