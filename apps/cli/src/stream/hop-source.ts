import { InputError } from '../errors.js';

/** A playlist or manifest is not longer. */
const MOST_TEXT_BYTES = 4 * 1024 * 1024;

/** Reads over HTTP until `signal` aborts; what is left of a body then counts as its end. */
export class HopSource {
  constructor(readonly signal: AbortSignal) {}

  /** @throws InputError with the status, or why nothing answers */
  async text(address: string): Promise<string> {
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of this.chunks(address)) {
      bytes += chunk.length;
      if (bytes > MOST_TEXT_BYTES) throw new InputError(`${address}: is larger than a playlist may be`);
      parts.push(chunk);
    }
    return Buffer.concat(parts).toString();
  }

  /** @throws InputError with the status, or why nothing answers */
  async *chunks(address: string): AsyncGenerator<Uint8Array> {
    try {
      const response = await fetch(address, { signal: this.signal });
      if (!response.ok)
        throw new InputError(`${address}: the server answered with status ${response.status}`);
      if (response.body) yield* response.body;
    } catch (error) {
      if (this.signal.aborted) return;
      throw error instanceof InputError ? error : new InputError(`${address}: ${reasonOf(error)}`);
    }
  }
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
