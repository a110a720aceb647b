import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** A whole thing that is answered with, and how long caches may keep it. */
export type HttpObject = {
  readonly status: number;
  readonly type: string;
  /** Value of Cache-Control. */
  readonly cache: string;
  readonly body: Uint8Array;
  /** Text worth compressing: its compressed form is made once, with the first request that takes it. */
  readonly isText?: boolean;
  readonly headers?: OutgoingHttpHeaders;
};

export const METHODS = 'GET, HEAD, OPTIONS';
const COMMON: Readonly<OutgoingHttpHeaders> = {
  'X-Content-Type-Options': 'nosniff',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Age, Content-Length, Date, Retry-After',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** Nobody may keep it. */
export const NO_STORE = 'no-store';
/** A repeated request within a second gets the same answer: caches absorb the requests of a class that waits. */
export const ONE_SECOND = 'public, max-age=1';

/** Most of what compressing a small text costs is the memory of the compressor: these need little of it. */
const SMALL = { level: 1, memLevel: 4, windowBits: 11 };
const LARGE = { level: 1 };
const LARGE_TEXT = 16 * 1024;

const compressed = new WeakMap<HttpObject, Buffer>();

/**
 * Answers with an object, without its body to HEAD, compressed for clients that accept it.
 * @param cache value of Cache-Control, where it is not that of the object
 */
export function sendObject(
  request: IncomingMessage,
  response: ServerResponse,
  object: HttpObject,
  cache = object.cache,
): void {
  const isGzip = object.isText === true && takesGzip(request);
  const body = isGzip ? gzipped(object) : object.body;
  response.writeHead(object.status, {
    ...COMMON,
    'Content-Type': object.type,
    'Content-Length': body.length,
    'Cache-Control': cache,
    ...(object.isText && { Vary: 'Accept-Encoding' }),
    ...(isGzip && { 'Content-Encoding': 'gzip' }),
    ...object.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** A refusal or a failure, in a sentence for people. */
export const problem = (
  status: number,
  text: string,
  { cache = NO_STORE, headers = {} }: { cache?: string; headers?: OutgoingHttpHeaders } = {},
): HttpObject => ({
  status,
  type: 'text/plain; charset=utf-8',
  cache,
  body: Buffer.from(`${text}\n`),
  headers,
});

/** What any page may ask beforehand. */
export const preflight = (): HttpObject => ({
  status: 204,
  type: 'text/plain; charset=utf-8',
  cache: NO_STORE,
  body: new Uint8Array(),
  headers: {
    Allow: METHODS,
    'Access-Control-Allow-Methods': METHODS,
    'Access-Control-Allow-Headers': '*',
    'Access-Control-Max-Age': 86_400,
  },
});

/** The head of an answer whose body follows in pieces. */
export const streamedHead = (type: string, cache: string): OutgoingHttpHeaders => ({
  ...COMMON,
  'Content-Type': type,
  'Cache-Control': cache,
  'X-Accel-Buffering': 'no', // nginx: pass it on as it comes
});

/** The bytes of a playlist or manifest, which is ASCII: as UTF-8 they cost several times as much. */
export const textBytes = (ascii: string): Buffer => Buffer.from(ascii, 'latin1');

/** As text is sent to clients that accept gzip. */
export const compressText = (text: Uint8Array): Buffer =>
  gzipSync(text, text.length > LARGE_TEXT ? LARGE : SMALL);

function gzipped(object: HttpObject): Buffer {
  const known = compressed.get(object);
  if (known) return known;
  const made = compressText(object.body);
  compressed.set(object, made);
  return made;
}

/** RFC 9110, 12.5.3, as far as browsers and caches use it: named, and not with a weight of 0. */
function takesGzip({ headers }: IncomingMessage): boolean {
  const accepted = headers['accept-encoding'];
  return (
    typeof accepted === 'string' && /(?:^|,)\s*gzip\s*(?:$|,|;(?!\s*q=0(?:\.0*)?\s*(?:$|,)))/i.test(accepted)
  );
}
