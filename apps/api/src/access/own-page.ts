import type { IncomingHttpHeaders } from 'node:http';

/** Whose page a request comes from: `unknown` where the browser does not say, or where it is no browser. */
export type PageOrigin = 'own' | 'foreign' | 'unknown';

/**
 * Whose page a request comes from, as the browser itself says it and no script can change: by `Sec-Fetch-Site` (Fetch
 * Metadata), and over plain HTTP, where browsers leave that out, by `Origin`.
 *
 * @param publicUrl under which people reach the server, where that is set
 */
export function pageOriginOf(headers: IncomingHttpHeaders, publicUrl: string | undefined): PageOrigin {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'own' : 'foreign';
  const { origin } = headers;
  if (origin === undefined) return 'unknown';
  if (!URL.canParse(origin)) return 'foreign'; // "null": a sandboxed frame, or a file
  const { host, origin: normal } = new URL(origin);
  if (publicUrl !== undefined && normal === new URL(publicUrl).origin) return 'own';
  return host === headers.host ? 'own' : 'foreign';
}
