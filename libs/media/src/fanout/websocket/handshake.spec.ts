import { describe, expect, it } from 'vitest';
import { answerHandshake } from './handshake.js';

/** The example of RFC 6455, 1.3. */
const headers = {
  connection: 'keep-alive, Upgrade',
  upgrade: 'WebSocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

describe('answerHandshake', () => {
  it('answers the example of RFC 6455 as the RFC does', () => {
    expect(answerHandshake({ method: 'GET', headers })).toEqual({
      accepted: true,
      response:
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
    });
  });

  it.each([
    ['another method', { method: 'POST' }, 405],
    ['another protocol', { headers: { ...headers, upgrade: 'h2c' } }, 400],
    ['no Connection: Upgrade', { headers: { ...headers, connection: 'close' } }, 400],
    ['no key', { headers: { ...headers, 'sec-websocket-key': undefined } }, 400],
    ['a key of 15 bytes', { headers: { ...headers, 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25j' } }, 400],
    ['an older version', { headers: { ...headers, 'sec-websocket-version': '8' } }, 426],
  ])('refuses %s', (_name, request, status) => {
    expect(answerHandshake({ method: 'GET', headers, ...request })).toMatchObject({
      accepted: false,
      status,
    });
  });

  it('names the version that it speaks', () => {
    const answer = answerHandshake({ method: 'GET', headers: { ...headers, 'sec-websocket-version': '25' } });
    expect(answer).toMatchObject({ headers: { 'Sec-WebSocket-Version': '13' } });
  });
});
