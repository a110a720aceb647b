import { ParseError } from '@lockstep/sei';
import type { OnFault } from '../held-fault.js';
import { TS_PACKET_BYTES, TS_SYNC_BYTE } from './ts-packet.js';

/** Packets as they are, behind a time stamp (Blu-ray), before a checksum (DVB). */
const LAYOUTS = [
  { stride: TS_PACKET_BYTES, lead: 0 },
  { stride: 192, lead: 4 },
  { stride: 204, lead: 0 },
] as const;
type Layout = (typeof LAYOUTS)[number];

/** Sync bytes in a row that tell packets at the start of the input: two meet by chance too often. */
const SYNCS_AT_START = 3;
/** Sync bytes in a row that tell packets behind other bytes: in 64 KiB three often meet by chance. */
const SYNCS_ANYWHERE = 5;
/** Bytes without packets after which an input is not taken for a transport stream any more. */
const MAX_JUNK_BYTES = 64 * 1024;

/** A transport packet and where it is in the input. */
export type LocatedPacket = { readonly offset: number; readonly packet: Uint8Array };

const isSyncByte = (bytes: Uint8Array, at: number): boolean => bytes[at] === TS_SYNC_BYTE;

/** Whether `count` packets seem to follow each other, as far as `bytes` go. */
function hasSyncs(bytes: Uint8Array, at: number, { stride, lead }: Layout, count: number): boolean {
  for (let i = 0, sync = at + lead; i < count && sync < bytes.length; i++, sync += stride) {
    if (!isSyncByte(bytes, sync)) return false;
  }
  return true;
}

/**
 * Where the transport packets of an input begin: the place of the first whole one, its time stamp included.
 * @returns undefined where there are none, or too few to tell
 */
export function findTsPackets(
  bytes: Uint8Array,
): { readonly offset: number; readonly layout: Layout } | undefined {
  const fits = (at: number, layout: Layout, count: number): boolean =>
    at + layout.lead + (count - 1) * layout.stride < bytes.length && hasSyncs(bytes, at, layout, count);
  for (const layout of LAYOUTS) if (fits(0, layout, SYNCS_AT_START)) return { offset: 0, layout };
  for (let sync = bytes.indexOf(TS_SYNC_BYTE); sync >= 0; sync = bytes.indexOf(TS_SYNC_BYTE, sync + 1)) {
    for (const layout of LAYOUTS) {
      const offset = Math.max(0, sync - layout.lead);
      if (fits(offset, layout, SYNCS_ANYWHERE)) return { offset, layout };
    }
  }
  return undefined;
}

/**
 * Cuts an input that arrives in chunks into transport packets of 188, 192 or 204 bytes. Where bytes were lost or added it
 * finds the next packet again.
 */
export class PacketSplitter {
  readonly #onFault: OnFault;
  #pending: Uint8Array = new Uint8Array(0);
  /** Of the first pending byte in the input. */
  #offset = 0;
  #layout: Layout | undefined;

  /** @param onFault called for bytes that are left out; an error that it throws ends the reading */
  constructor(onFault: OnFault) {
    this.#onFault = onFault;
  }

  /** @throws ParseError `bad-signature` where no packets are found, and what `onFault` throws */
  *push(chunk: Uint8Array): Generator<LocatedPacket> {
    const pending = new Uint8Array(this.#pending.length + chunk.length);
    pending.set(this.#pending);
    pending.set(chunk, this.#pending.length);
    this.#pending = pending;
    this.#layout ??= this.#detect();
    // Two more packets show whether this one is whole.
    if (this.#layout) yield* this.#packets(this.#layout, 2 * this.#layout.stride);
  }

  /**
   * The packets that were held back.
   * @throws ParseError as {@link push}
   */
  *end(): Generator<LocatedPacket> {
    if (this.#layout === undefined && isSyncByte(this.#pending, 0)) this.#layout = LAYOUTS[0];
    if (this.#layout === undefined && this.#pending.length > 0) this.#refuse();
    if (this.#layout) yield* this.#packets(this.#layout, 0);
    const left = this.#pending.length;
    if (left === 0) return;
    this.#drop(left, new ParseError('truncated', this.#offset, `${left} bytes of a transport packet`));
  }

  #detect(): Layout | undefined {
    const found = findTsPackets(this.#pending);
    if (found === undefined) {
      if (this.#pending.length > MAX_JUNK_BYTES) this.#refuse();
      return undefined;
    }
    if (found.offset > 0) this.#leaveOut(found.offset, 'before the first transport packet');
    return found.layout;
  }

  #refuse(): never {
    const detail = 'no transport packets (sync byte 0x47) follow each other';
    throw new ParseError('bad-signature', this.#offset, detail);
  }

  *#packets(layout: Layout, ahead: number): Generator<LocatedPacket> {
    const { stride, lead } = layout;
    while (this.#pending.length >= stride + ahead) {
      const lost = this.#bytesToNext(layout);
      if (lost > 0) {
        this.#leaveOut(lost, 'in which no transport packet begins');
        continue;
      }
      const start = this.#offset + lead;
      const packet = this.#pending.subarray(lead, lead + TS_PACKET_BYTES);
      this.#forward(stride);
      yield { offset: start, packet };
    }
  }

  /** 0 where a whole packet begins; else how many bytes are to be left out. */
  #bytesToNext(layout: Layout): number {
    const { stride, lead } = layout;
    const bytes = this.#pending;
    const isHere = isSyncByte(bytes, lead);
    // Of two packets one may have a damaged sync byte.
    if (isHere && (hasSyncs(bytes, stride, layout, 1) || hasSyncs(bytes, 2 * stride, layout, 1))) return 0;
    const end = Math.min(bytes.length, 2 * stride);
    for (let at = 1; at + lead < end; at++) {
      if (hasSyncs(bytes, at, layout, SYNCS_AT_START)) return at;
    }
    return isHere ? 0 : Math.min(end, bytes.length);
  }

  #leaveOut(count: number, where: string): void {
    this.#drop(
      count,
      new ParseError('bad-signature', this.#offset, `${count} bytes ${where} (sync byte 0x47)`),
    );
  }

  #drop(count: number, fault: ParseError): void {
    this.#forward(count);
    this.#onFault(fault);
  }

  #forward(count: number): void {
    this.#pending = this.#pending.subarray(count);
    this.#offset += count;
  }
}
