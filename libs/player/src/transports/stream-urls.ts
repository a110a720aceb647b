import type { TransportName } from './transport.js';

/**
 * The addresses of one stream: the HTTP and the WebSocket one differ by their scheme alone, so either may be given,
 * also relative to `base`.
 * @throws TypeError for an address that is not that of a stream
 */
export function streamUrls(url: string, base: string): Record<TransportName, string> {
  const given = new URL(url, base);
  const secure = given.protocol === 'https:' || given.protocol === 'wss:';
  if (!secure && given.protocol !== 'http:' && given.protocol !== 'ws:') {
    throw new TypeError(`A stream's address begins with http, https, ws or wss, not ${given.protocol}`);
  }
  const rest = given.href.slice(given.protocol.length);
  return { http: `${secure ? 'https:' : 'http:'}${rest}`, ws: `${secure ? 'wss:' : 'ws:'}${rest}` };
}
