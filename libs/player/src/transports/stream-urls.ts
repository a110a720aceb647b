import type { TransportName } from './transport.js';

/** Where a stream is to be had: a way that is not served at its address is missing. */
export type StreamUrls = Readonly<Partial<Record<TransportName, string>>>;

const FLV = /\.flv$/;
const PLAYLIST = /\/index\.m3u8$/;

/**
 * The addresses of one stream. `/live/x.flv` and `/live/x/index.m3u8` are the same stream, over HTTP and WebSocket, so each may be
 * given, also relative to `base`. Any other name is taken for FLV, and for HLS when it ends in `.m3u8`.
 * @throws TypeError for an address that is not that of a stream
 */
export function streamUrls(url: string, base: string): StreamUrls {
  const given = new URL(url, base);
  const isSecure = given.protocol === 'https:' || given.protocol === 'wss:';
  if (!isSecure && given.protocol !== 'http:' && given.protocol !== 'ws:') {
    throw new TypeError(`A stream's address begins with http, https, ws or wss, not ${given.protocol}`);
  }
  const at = (scheme: 'http' | 'ws', pathname: string): string => {
    const { host, search } = given;
    return `${scheme}${isSecure ? 's' : ''}://${host}${pathname}${search}`;
  };
  const { pathname } = given;
  const isHls = pathname.endsWith('.m3u8');
  const flv = isHls ? replaced(pathname, PLAYLIST, '.flv') : pathname;
  const hls = isHls ? pathname : replaced(pathname, FLV, '/index.m3u8');
  return {
    ...(flv !== undefined && { flv: at('http', flv), 'ws-flv': at('ws', flv) }),
    ...(hls !== undefined && { 'll-hls': at('http', hls), hls: at('http', hls) }),
  };
}

const replaced = (path: string, ending: RegExp, by: string): string | undefined =>
  ending.test(path) ? path.replace(ending, by) : undefined;

/** The address of a playlist without parts. */
export function wholeSegments(url: string): string {
  const address = new URL(url);
  address.searchParams.set('ll', '0');
  return address.href;
}
