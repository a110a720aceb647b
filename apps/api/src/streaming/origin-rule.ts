import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request may come from where it says. Browsers name the page in `Origin`, or in `Referer`, or, where the page hides
 * itself, say at least whether it is of another site (Fetch Metadata). Programs that are no browsers say nothing, and are let in.
 *
 * @param origins that are allowed beside the server's own; empty: all
 */
export function isAllowedOrigin(headers: IncomingHttpHeaders, origins: readonly string[]): boolean {
  if (origins.length === 0) return true;
  const { origin, referer, host } = headers;
  const isKnown = (page: URL): boolean => page.host === host || origins.includes(page.origin);
  const named = origin ?? referer;
  if (named !== undefined) {
    const page = URL.parse(named);
    return page !== null && isKnown(page);
  }
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
