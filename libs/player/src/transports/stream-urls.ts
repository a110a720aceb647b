import type { TransportName } from './transport.js';

/** Where a stream is to be had: a way that is not served at its address is missing. */
export type StreamUrls = Readonly<Partial<Record<TransportName, string>>>;

/** How the addresses of one stream end, by the kind of what is there. */
const ENDINGS = { flv: '.flv', hls: '/index.m3u8', dash: '/manifest.mpd' } as const;
type Kind = keyof typeof ENDINGS;

/**
 * The addresses of one stream. `/live/x.flv`, `/live/x/index.m3u8` and `/live/x/manifest.mpd` are the same stream, over HTTP and
 * WebSocket, so each may be given, also relative to `base`. Any other name is taken for FLV, for HLS when it ends in `.m3u8`, and
 * for DASH when it ends in `.mpd`.
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
  const { flv, hls, dash } = pathsOf(given.pathname);
  return {
    ...(flv !== undefined && { flv: at('http', flv), 'ws-flv': at('ws', flv) }),
    ...(hls !== undefined && { 'll-hls': at('http', hls), hls: at('http', hls) }),
    ...(dash !== undefined && { dash: at('http', dash) }),
  };
}

function pathsOf(path: string): Partial<Record<Kind, string>> {
  const kind = path.endsWith('.m3u8') ? 'hls' : path.endsWith('.mpd') ? 'dash' : 'flv';
  if (!path.endsWith(ENDINGS[kind])) return { [kind]: path };
  const stem = path.slice(0, -ENDINGS[kind].length);
  return { flv: stem + ENDINGS.flv, hls: stem + ENDINGS.hls, dash: stem + ENDINGS.dash };
}

/** The address of a playlist without parts. */
export function wholeSegments(url: string): string {
  const address = new URL(url);
  address.searchParams.set('ll', '0');
  return address.href;
}

/** The address that tells what a stream can be rewound to; undefined for a stream without an address of HLS. */
export function pastUrl({ hls }: StreamUrls): string | undefined {
  if (hls === undefined) return undefined;
  const address = new URL('past.json', hls);
  address.search = new URL(hls).search;
  return address.href;
}
