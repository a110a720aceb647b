/** What of an answer is for one viewer alone: shared caches may not keep it. */
export type Personal = {
  /** Behind `?` of every address that a playlist or a manifest names, such as `token=abc`; absent: they are as for all. */
  readonly query?: string;
};

const LINES = /^(?!#)\S.*$|(?<=URI=")[^"]+(?=")/gm;
const ATTRIBUTES =
  /(?<=(?:media|initialization|sourceURL)=")[^"]+(?=")|(?<=<UTCTiming [^>]*value=")[^"]+(?=")/g;

/** Adds a query to each address in an HLS playlist. RFC 8216, 4.1 and 4.2. */
export const playlistWithQuery = (playlist: string, query: string): string =>
  playlist.replace(LINES, (uri) => uri + (uri.includes('?') ? '&' : '?') + query);

/** Adds a query to each address in an MPD. */
export const manifestWithQuery = (manifest: string, query: string): string => {
  const escaped = query.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return manifest.replace(ATTRIBUTES, (uri) => uri + (uri.includes('?') ? '&amp;' : '?') + escaped);
};

/** What shared caches may keep for all may be kept for one. RFC 9111, 5.2.2.7. */
export const privateCache = (cache: string): string => cache.replace(/^public\b/, 'private');
