import { closeFrame, webSocketFrame, webSocketFrameHeader } from './websocket/frame.js';

/** How FLV bytes are put on a connection. `frame(x)` is `head(x.length)`, `x`, `tail` in one Buffer. */
export interface Wire {
  readonly kind: WireKind;
  readonly head: (byteLength: number) => Buffer | undefined;
  readonly tail: Buffer | undefined;
  readonly frame: (flv: Buffer) => Buffer;
  /** What a clean end looks like before FIN. */
  readonly end: (reason: EndReason) => Buffer | undefined;
}

export type WireKind = 'raw' | 'chunked' | 'websocket';

/** The stream is over; the server goes away; nothing to show came in time. */
export type EndReason = 'ended' | 'shutdown' | 'not-live';

/** RFC 6455, 7.4.1, and 1013 "Try Again Later" of the IANA registry. */
const CLOSE_CODES: Readonly<Record<EndReason, readonly [code: number, reason: string]>> = {
  ended: [1000, 'the stream is over'],
  shutdown: [1001, 'the server is going away'],
  'not-live': [1013, 'the stream is not live, try again later'],
};

const CRLF = Buffer.from('\r\n');
/** RFC 9112, 7.1: the last chunk, without trailers. */
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

const chunkHead = (byteLength: number): Buffer => Buffer.from(`${byteLength.toString(16)}\r\n`, 'latin1');

/** The body ends where the connection ends. */
export const RAW: Wire = {
  kind: 'raw',
  head: () => undefined,
  tail: undefined,
  frame: (flv) => flv,
  end: () => undefined,
};

/** Transfer-Encoding: chunked, so that who is in between can tell a complete stream from a broken one. */
export const CHUNKED: Wire = {
  kind: 'chunked',
  head: chunkHead,
  tail: CRLF,
  frame: (flv) => Buffer.concat([chunkHead(flv.length), flv, CRLF]),
  end: () => LAST_CHUNK,
};

/** One binary message for every batch. */
export const WEB_SOCKET: Wire = {
  kind: 'websocket',
  head: (byteLength) => webSocketFrameHeader('binary', byteLength),
  tail: undefined,
  frame: (flv) => webSocketFrame('binary', flv),
  end: (reason) => closeFrame(...CLOSE_CODES[reason]),
};
