import { bodyOf, get } from './http.js';
import type { Transport } from './transport.js';

/** FLV as the endless body of an HTTP response. */
export const httpFlv: Transport = { name: 'flv', open };

async function* open(url: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  yield* bodyOf(await get(url, signal), url);
}
