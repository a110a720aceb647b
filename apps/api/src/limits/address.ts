import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/** As much of a request as tells where it comes from. */
export type Sent = {
  readonly headers: IncomingMessage['headers'];
  readonly socket: { readonly remoteAddress?: string | undefined };
};

/**
 * The network address that a request comes from, as it is counted. An IPv6 subscriber has a whole /64, so that is
 * what counts as one address.
 *
 * @param proxies how many reverse proxies stand before the server; each adds one entry to X-Forwarded-For, at its end
 */
export const addressOf = (sent: Sent, proxies: number): string => subscriberOf(remoteOf(sent, proxies));

/** The network address that a request comes from. @param proxies as for {@link addressOf} */
export function remoteOf({ headers, socket }: Sent, proxies: number): string {
  const given = headers['x-forwarded-for'];
  const forwarded = (Array.isArray(given) ? given.join(',') : (given ?? '')).split(',');
  const chain = [...forwarded.map((one) => one.trim()), socket.remoteAddress ?? ''].filter(
    (one) => one !== '',
  );
  return chain.at(-1 - Math.min(proxies, chain.length - 1)) ?? '';
}

function subscriberOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').slice(0, 45);
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const [front, back] = [head.split(':'), tail?.split(':') ?? []].map((groups) => groups.filter(Boolean));
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - (front?.length ?? 0) - (back?.length ?? 0));
  const groups = [...(front ?? []), ...Array<string>(zeros).fill('0'), ...(back ?? [])];
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
