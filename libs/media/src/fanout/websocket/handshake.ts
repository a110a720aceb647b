import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** RFC 6455, 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const VERSION = '13';
/** Base64 of 16 bytes. */
const KEY = /^[A-Za-z0-9+/]{22}==$/;

export type Handshake =
  | { readonly accepted: true; readonly response: string }
  | {
      readonly accepted: false;
      readonly status: 400 | 405 | 426;
      readonly reason: string;
      readonly headers: Readonly<Record<string, string>>;
    };

const hasToken = (value: string | undefined, token: string): boolean =>
  (value ?? '').split(',').some((part) => part.trim().toLowerCase() === token);

/**
 * The server's half of the opening handshake. No extension and no subprotocol is agreed on.
 * Specification: RFC 6455, 4.2.
 */
export function answerHandshake({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): Handshake {
  const refuse = (
    status: 400 | 405 | 426,
    reason: string,
    extra: Record<string, string> = {},
  ): Handshake => ({
    accepted: false,
    status,
    reason,
    headers: extra,
  });
  if (method !== 'GET') return refuse(405, 'A WebSocket begins with GET.', { Allow: 'GET' });
  if (!hasToken(headers.upgrade, 'websocket') || !hasToken(headers.connection, 'upgrade')) {
    return refuse(400, 'The only upgrade here is "websocket".');
  }
  if (headers['sec-websocket-version'] !== VERSION) {
    return refuse(426, 'Only version 13 of WebSocket is spoken here.', { 'Sec-WebSocket-Version': VERSION });
  }
  const key = headers['sec-websocket-key'];
  if (key === undefined || !KEY.test(key)) return refuse(400, 'Sec-WebSocket-Key is not 16 bytes in base64.');
  const accept = createHash('sha1')
    .update(key + GUID)
    .digest('base64');
  const response =
    'HTTP/1.1 101 Switching Protocols\r\n' +
    'Upgrade: websocket\r\n' +
    'Connection: Upgrade\r\n' +
    `Sec-WebSocket-Accept: ${accept}\r\n\r\n`;
  return { accepted: true, response };
}
