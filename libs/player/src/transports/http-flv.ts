import { type Transport, TransportError, withoutQuery } from './transport.js';

/** FLV as the endless body of an HTTP response. */
export const httpFlv: Transport = { name: 'flv', open };

async function* open(url: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const response = await fetch(url, {
    signal,
    cache: 'no-store',
    mode: 'cors',
    referrerPolicy: 'no-referrer',
  }).catch((cause: unknown) => {
    throw new TransportError('unreachable', `No answer from ${withoutQuery(url)}`, { cause });
  });
  if (!response.ok || response.body === null) {
    // Nobody reads the body of a refusal: without this the connection would stay open.
    await response.body?.cancel();
    const reason = response.status === 404 || response.status === 410 ? 'not-found' : 'refused';
    throw new TransportError(reason, `${withoutQuery(url)} answered ${response.status}`);
  }
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new TransportError('cut', `The connection to ${withoutQuery(url)} broke`, { cause });
      });
      if (done) return;
      yield value;
    }
  } finally {
    // Rejects when the response is broken already, which is what is wanted here.
    await reader.cancel().catch(() => undefined);
  }
}
