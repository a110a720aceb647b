import { ParseError } from '@lockstep/sei';

/** Payload structures of RFC 6184, 5.2: 1 to 23 are NAL units as they are. */
const STAP_A = 24;
const FU_A = 28;
const NAL_TYPE = 0x1f;
const NRI = 0x60;
const FORBIDDEN_AND_NRI = 0xe0;
/** Of an aggregation unit: its NAL unit's size. */
const SIZE_BYTES = 2;
/** FU indicator and FU header. */
const FU_BYTES = 2;
const FU_START = 0x80;
const FU_END = 0x40;
/** A NAL unit of more bytes is not put together again. */
const MAX_NAL_BYTES = 16 * 1024 * 1024;

/**
 * The payloads of one access unit for packetization-mode 1: neighbours that fit together in one payload share it (STAP-A, 5.7.1), as
 * parameter sets and SEI before a slice do; what does not fit is cut (FU-A, 5.8); the rest are single NAL units (5.6).
 * @param maxBytes most bytes of a payload
 * @param room bytes to leave free before each payload, for a header
 */
export function h264Payloads(
  nalUnits: readonly Uint8Array[],
  { maxBytes, room = 0 }: { readonly maxBytes: number; readonly room?: number },
): Uint8Array<ArrayBuffer>[] {
  const payloads: Uint8Array<ArrayBuffer>[] = [];
  let together: Uint8Array[] = [];
  let bytes = 1;
  const flush = (): void => {
    const [only] = together;
    if (only !== undefined)
      payloads.push(together.length === 1 ? single(only, room) : aggregate(together, bytes, room));
    together = [];
    bytes = 1;
  };
  for (const nal of nalUnits) {
    if (nal.length === 0) continue;
    if (bytes + SIZE_BYTES + nal.length > maxBytes) flush();
    if (nal.length > maxBytes) payloads.push(...fragments(nal, maxBytes, room));
    else {
      together.push(nal);
      bytes += SIZE_BYTES + nal.length;
    }
  }
  flush();
  return payloads;
}

function single(nal: Uint8Array, room: number): Uint8Array<ArrayBuffer> {
  const payload = new Uint8Array(room + nal.length);
  payload.set(nal, room);
  return payload;
}

/** NRI is the largest of those inside, F the bitwise or. RFC 6184, 5.7. */
function aggregate(nalUnits: readonly Uint8Array[], bytes: number, room: number): Uint8Array<ArrayBuffer> {
  const payload = new Uint8Array(room + bytes);
  let forbidden = 0;
  let nri = 0;
  let at = room + 1;
  for (const nal of nalUnits) {
    const [header = 0] = nal;
    forbidden |= header & 0x80;
    nri = Math.max(nri, header & NRI);
    payload[at] = nal.length >>> 8;
    payload[at + 1] = nal.length;
    payload.set(nal, at + SIZE_BYTES);
    at += SIZE_BYTES + nal.length;
  }
  payload[room] = forbidden | nri | STAP_A;
  return payload;
}

function fragments(nal: Uint8Array, maxBytes: number, room: number): Uint8Array<ArrayBuffer>[] {
  const [header = 0] = nal;
  const each = maxBytes - FU_BYTES;
  const payloads: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 1; from < nal.length; from += each) {
    const part = nal.subarray(from, from + each);
    const payload = new Uint8Array(room + FU_BYTES + part.length);
    payload[room] = (header & FORBIDDEN_AND_NRI) | FU_A;
    const isLast = from + each >= nal.length;
    payload[room + 1] = (from === 1 ? FU_START : 0) | (isLast ? FU_END : 0) | (header & NAL_TYPE);
    payload.set(part, room + FU_BYTES);
    payloads.push(payload);
  }
  return payloads;
}

/**
 * Takes NAL units out of payloads, in order; of a sender that uses packetization-mode 0 or 1. A packet that was lost is told of, because
 * only the sequence numbers know of it.
 */
export class H264Depayloader {
  #parts: Uint8Array[] | undefined;
  #bytes = 0;

  /**
   * The NAL units that are complete with this payload. After an error it goes on with the next NAL unit.
   * @throws ParseError; `unsupported` for the structures of packetization-mode 2
   */
  push(payload: Uint8Array): Uint8Array[] {
    const [header] = payload;
    if (header === undefined) throw new ParseError('truncated', 0, 'an empty payload');
    const type = header & NAL_TYPE;
    if (type === FU_A) return this.#pushFragment(payload, header);
    this.lost();
    if (type === STAP_A) return aggregated(payload);
    if (type === 0 || type > STAP_A) throw new ParseError('unsupported', 0, `payload structure ${type}`);
    return [payload];
  }

  /** A packet before the next one is missing: the NAL unit that was begun stays unfinished. */
  lost(): void {
    this.#parts = undefined;
    this.#bytes = 0;
  }

  #pushFragment(payload: Uint8Array, indicator: number): Uint8Array[] {
    const [, header] = payload;
    if (header === undefined) throw new ParseError('truncated', 1);
    if (header & FU_START) {
      this.#parts = [Uint8Array.of((indicator & FORBIDDEN_AND_NRI) | (header & NAL_TYPE))];
      this.#bytes = 1;
    }
    if (this.#parts === undefined) return [];
    this.#parts.push(payload.subarray(FU_BYTES));
    this.#bytes += payload.length - FU_BYTES;
    if (this.#bytes > MAX_NAL_BYTES) {
      this.lost();
      throw new ParseError('too-large', 0, `a NAL unit of more than ${MAX_NAL_BYTES} bytes`);
    }
    if (!(header & FU_END)) return [];
    const nal = joined(this.#parts, this.#bytes);
    this.lost();
    return [nal];
  }
}

function aggregated(payload: Uint8Array): Uint8Array[] {
  const nalUnits: Uint8Array[] = [];
  let at = 1;
  while (at < payload.length) {
    if (at + SIZE_BYTES > payload.length) throw new ParseError('truncated', at);
    const size = ((payload[at] ?? 0) << 8) | (payload[at + 1] ?? 0);
    at += SIZE_BYTES;
    if (size === 0) throw new ParseError('bad-length', at - SIZE_BYTES, 'an empty NAL unit');
    if (at + size > payload.length) throw new ParseError('truncated', at);
    nalUnits.push(payload.subarray(at, at + size));
    at += size;
  }
  return nalUnits;
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
