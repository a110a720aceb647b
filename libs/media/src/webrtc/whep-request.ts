import type { IncomingMessage, ServerResponse } from 'node:http';
import { WhepRefusal } from './whep-refusal.js';

/** Whom a request is about: a stream, or one viewer of it. */
export type WhepTarget = {
  /** Name of the stream, decoded. */
  readonly name: string;
  /** Of a viewer: who knows it may end it. */
  readonly viewerId: string | undefined;
};

const PATH = /^\/live\/([^/?#]{1,600})\/whep(?:-([\w-]{22}))?$/;
/** An offer with all candidates of a browser has 10 KB. */
const MAX_BODY_BYTES = 64 * 1024;
export const OFFER_TYPE = 'application/sdp';
export const FRAGMENT_TYPE = 'application/trickle-ice-sdpfrag';
const METHODS = { stream: 'POST, OPTIONS', viewer: 'DELETE, PATCH, OPTIONS' };

/** Reads `/live/<name>/whep` and `/live/<name>/whep-<viewer>`. @returns undefined for a path that is not ours */
export function readWhepTarget(target: string): WhepTarget | undefined {
  const [path = ''] = target.split('?');
  const match = PATH.exec(path);
  if (!match) return undefined;
  try {
    return { name: decodeURIComponent(match[1] ?? ''), viewerId: match[2] };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

export const methodsOf = ({ viewerId }: WhepTarget): string =>
  viewerId === undefined ? METHODS.stream : METHODS.viewer;

/** @throws WhepRefusal for another type, and for a body that is too large; whatever the request ends with */
export async function readBody(request: IncomingMessage, type: string): Promise<string> {
  const sent = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (sent !== type) {
    throw new WhepRefusal(415, 'webrtc-media-type', `The body has to be ${type}.`, {
      'Accept-Post': OFFER_TYPE,
    });
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) {
      throw new WhepRefusal(413, 'webrtc-offer', `The body has at most ${MAX_BODY_BYTES} bytes.`, {
        Connection: 'close',
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** For pages of every origin: who may watch is decided by tokens. */
const COMMON = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Location, Lockstep-Stream-Time, Retry-After',
};

export function answerPreflight(response: ServerResponse, target: WhepTarget): void {
  response.writeHead(204, {
    ...COMMON,
    Allow: methodsOf(target),
    'Access-Control-Allow-Methods': methodsOf(target),
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-Match',
    'Access-Control-Max-Age': 86_400,
    ...(target.viewerId === undefined && { 'Accept-Post': OFFER_TYPE }),
  });
  response.end();
}

export function answerWith(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): void {
  response.writeHead(status, {
    ...COMMON,
    ...headers,
    'Content-Length': body === undefined ? 0 : Buffer.byteLength(body),
  });
  response.end(body);
}

/** RFC 9457. */
export function answerRefusal(response: ServerResponse, refusal: WhepRefusal): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const { status, code, message, headers } = refusal;
  const body = JSON.stringify({ type: 'about:blank', status, code, detail: message });
  answerWith(response, status, { ...headers, 'Content-Type': 'application/problem+json' }, body);
}
