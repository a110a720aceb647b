import { binaryMessageHeader } from './websocket-frame.js';

/** How FLV bytes are put on a connection. `frame(x)` is `head(x.length)`, `x`, `tail` in one Buffer. */
export interface Wire {
  readonly kind: WireKind;
  readonly head: (byteLength: number) => Buffer | undefined;
  readonly tail: Buffer | undefined;
  readonly frame: (flv: Buffer) => Buffer;
}

export type WireKind = 'raw' | 'chunked' | 'websocket';

/** The stream is over; the server goes away; nothing to show came in time. */
export type EndReason = 'ended' | 'shutdown' | 'not-live';

const CRLF = Buffer.from('\r\n');
/** A clean end of a body in chunks. RFC 9112, 7.1: the last chunk, without trailers. */
export const LAST_CHUNK = Buffer.from('0\r\n\r\n');

const chunkHead = (byteLength: number): Buffer => Buffer.from(`${byteLength.toString(16)}\r\n`, 'latin1');

/** The body ends where the connection ends. */
export const RAW: Wire = {
  kind: 'raw',
  head: () => undefined,
  tail: undefined,
  frame: (flv) => flv,
};

/** Transfer-Encoding: chunked, so that who is in between can tell a complete stream from a broken one. */
export const CHUNKED: Wire = {
  kind: 'chunked',
  head: chunkHead,
  tail: CRLF,
  frame: (flv) => Buffer.concat([chunkHead(flv.length), flv, CRLF]),
};

/** One binary message for every batch. */
export const WEB_SOCKET: Wire = {
  kind: 'websocket',
  head: binaryMessageHeader,
  tail: undefined,
  frame: (flv) => Buffer.concat([binaryMessageHeader(flv.length), flv]),
};
