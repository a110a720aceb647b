import { TransportError, withoutQuery } from './transport.js';

/**
 * The response to a request, once its head is here.
 * @param cache `default` for what never changes
 * @throws TransportError
 */
export async function get(
  url: string,
  signal: AbortSignal,
  cache: 'no-store' | 'default' = 'no-store',
): Promise<Response> {
  const response = await fetch(url, { signal, cache, referrerPolicy: 'no-referrer' }).catch(
    (cause: unknown) => {
      throw new TransportError('unreachable', `No answer from ${withoutQuery(url)}`, { cause });
    },
  );
  if (response.ok) return response;
  // Nobody reads the body of a refusal: without this the connection would stay open.
  await response.body?.cancel();
  const reason = response.status === 404 || response.status === 410 ? 'not-found' : 'refused';
  throw new TransportError(reason, `${withoutQuery(url)} answered ${response.status}`);
}

/** @throws TransportError */
export const getText = async (url: string, signal: AbortSignal): Promise<string> =>
  whole(url, (await get(url, signal)).text());

/** @throws TransportError */
export const getBytes = async (
  url: string,
  signal: AbortSignal,
  cache?: 'no-store' | 'default',
): Promise<Uint8Array> => new Uint8Array(await whole(url, (await get(url, signal, cache)).arrayBuffer()));

const whole = <T>(url: string, body: Promise<T>): Promise<T> =>
  body.catch((cause: unknown) => {
    throw new TransportError('cut', `${withoutQuery(url)} broke off`, { cause });
  });

/**
 * The body of a response, as it arrives.
 * @throws TransportError where it breaks off
 */
export async function* bodyOf({ body }: Response, url: string): AsyncGenerator<Uint8Array, void> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await whole(url, reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    // Rejects when the response is broken already, which is what is wanted here.
    await reader.cancel().catch(() => undefined);
  }
}

/** An address beside another one; a token that the page was given goes along where it has none of its own. */
export function beside(uri: string, url: string): string {
  const address = new URL(uri, url);
  if (address.search === '') address.search = new URL(url).search;
  return address.href;
}
