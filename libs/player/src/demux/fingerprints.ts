/** Enough for the longest group of pictures that a server repeats after a reconnect: 20 s at 30 per second. */
const REMEMBERED = 600;
const SAMPLED_BYTES = 48;

/** Remembers which frame was at which time, to tell a repeated frame from another one at the same time. */
export class Fingerprints {
  readonly #byTime = new Map<number, number>();

  remember(dtsMs: number, data: Uint8Array): void {
    this.#byTime.set(dtsMs, fingerprint(data));
    if (this.#byTime.size <= REMEMBERED) return;
    const [oldest] = this.#byTime.keys();
    if (oldest !== undefined) this.#byTime.delete(oldest);
  }

  isRepeat(dtsMs: number, data: Uint8Array): boolean {
    return this.#byTime.get(dtsMs) === fingerprint(data);
  }

  clear(): void {
    this.#byTime.clear();
  }
}

/** FNV-1a over the length and the last bytes: coded frames differ in length or in their last slice. */
function fingerprint(data: Uint8Array): number {
  let hash = 0x811c9dc5 ^ data.length;
  for (const byte of data.subarray(-SAMPLED_BYTES)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
