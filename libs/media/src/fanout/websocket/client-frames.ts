import { isUtf8 } from 'node:buffer';
import { MAX_CONTROL_BYTES, OPCODES } from './frame.js';

/** What a viewer said that must be answered. Text and binary messages are read over: a viewer has nothing to say. */
export type ClientFrame =
  | { readonly type: 'ping' | 'pong'; readonly payload: Buffer }
  /** `code` is undefined when the Close frame was empty. */
  | { readonly type: 'close'; readonly code: number | undefined };

/** The client broke RFC 6455; `closeCode` is what it is to be told (7.4.1). */
export class WebSocketProtocolError extends Error {
  override readonly name = 'WebSocketProtocolError';
  constructor(
    readonly closeCode: 1002 | 1007 | 1009,
    message: string,
  ) {
    super(message);
  }
}

/** Longest message that is read over; a player's own keep-alive has a few bytes. */
export const MAX_CLIENT_MESSAGE_BYTES = 4096;

const MASK_BYTES = 4;
const TYPES = { [OPCODES.close]: 'close', [OPCODES.ping]: 'ping', [OPCODES.pong]: 'pong' } as const;
type Header = {
  readonly opcode: number;
  readonly isFinal: boolean;
  readonly length: number;
  readonly size: number;
};

/**
 * Reads the frames that a client sends, in chunks cut anywhere. Holds at most one control frame.
 * Specification: RFC 6455, 5.2 to 5.5.
 */
export class ClientFrameReader {
  #pending: Buffer = Buffer.alloc(0);
  /** Payload bytes of a data frame still to be read over. */
  #skip = 0;
  /** Bytes of the fragmented message so far; undefined outside of one. */
  #message: number | undefined;
  #closed = false;

  /** @throws WebSocketProtocolError; the connection is then to be closed with its code */
  push(chunk: Buffer): ClientFrame[] {
    const frames: ClientFrame[] = [];
    let rest: Buffer = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk;
    while (!this.#closed) {
      const skipped = Math.min(this.#skip, rest.length);
      this.#skip -= skipped;
      rest = rest.subarray(skipped);
      const header = readHeader(rest);
      if (!header) break;
      if (header.opcode < OPCODES.close) {
        this.#enterMessage(header);
        rest = rest.subarray(header.size);
        this.#skip = header.length;
        continue;
      }
      if (rest.length < header.size + header.length) break;
      frames.push(this.#control(header, rest));
      rest = rest.subarray(header.size + header.length);
    }
    // A copy, so that a few waiting bytes do not hold the whole chunk.
    this.#pending = this.#closed ? Buffer.alloc(0) : Buffer.from(rest);
    return frames;
  }

  #enterMessage({ opcode, isFinal, length }: Header): void {
    const isContinuation = opcode === OPCODES.continuation;
    if (isContinuation !== (this.#message !== undefined)) {
      throw new WebSocketProtocolError(1002, 'a message began within another, or went on without beginning');
    }
    const total = (this.#message ?? 0) + length;
    if (total > MAX_CLIENT_MESSAGE_BYTES) {
      throw new WebSocketProtocolError(
        1009,
        `a viewer's message of more than ${MAX_CLIENT_MESSAGE_BYTES} bytes`,
      );
    }
    this.#message = isFinal ? undefined : total;
  }

  #control({ opcode, length, size }: Header, bytes: Buffer): ClientFrame {
    const payload = unmask(bytes.subarray(size - MASK_BYTES, size), bytes.subarray(size, size + length));
    const type = TYPES[opcode as keyof typeof TYPES];
    if (type !== 'close') return { type, payload };
    this.#closed = true; // 5.5.1: nothing after it counts
    return { type, code: readCloseCode(payload) };
  }
}

/** @returns undefined while the header is not complete */
function readHeader(bytes: Buffer): Header | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const opcode = first & 0x0f;
  const isFinal = (first & 0x80) !== 0;
  const short = second & 0x7f;
  if (first & 0x70)
    throw new WebSocketProtocolError(1002, 'reserved bits are set, no extension was agreed on');
  if (!(second & 0x80)) throw new WebSocketProtocolError(1002, 'a client frame is not masked');
  if (!Object.values<number>(OPCODES).includes(opcode)) {
    throw new WebSocketProtocolError(1002, `unknown opcode ${opcode}`);
  }
  if (opcode >= OPCODES.close) {
    if (!isFinal) throw new WebSocketProtocolError(1002, 'a control frame is fragmented');
    if (short > MAX_CONTROL_BYTES) throw new WebSocketProtocolError(1002, 'a control frame is too long');
  }
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  const size = 2 + extended + MASK_BYTES;
  if (bytes.length < size) return undefined;
  const length =
    extended === 0 ? short : extended === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return { opcode, isFinal, length, size };
}

function unmask(key: Buffer, masked: Buffer): Buffer {
  return Buffer.from(masked.map((byte, i) => byte ^ (key[i % MASK_BYTES] ?? 0)));
}

/** Specification: RFC 6455, 5.5.1 and 7.4. */
function readCloseCode(payload: Buffer): number | undefined {
  if (payload.length === 0) return undefined;
  if (payload.length === 1) throw new WebSocketProtocolError(1002, 'a close code has two bytes');
  const code = payload.readUInt16BE(0);
  const isAssigned = code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006;
  if (!isAssigned && !(code >= 3000 && code <= 4999)) {
    throw new WebSocketProtocolError(1002, `close code ${code} is not to be sent`);
  }
  if (!isUtf8(payload.subarray(2))) throw new WebSocketProtocolError(1007, 'a close reason is not UTF-8');
  return code;
}
