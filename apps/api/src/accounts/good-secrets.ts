/** Several schools. */
const MOST = 10_000;

/**
 * Hashes of secrets that were good once; what they are worth now is asked each time. An address that sent many wrong ones is made to
 * wait, and those that it had before are not, so that nobody can lock a school out.
 */
export class GoodSecrets {
  readonly #hashes = new Set<string>();

  has(hash: string): boolean {
    return this.#hashes.has(hash);
  }

  add(hash: string): void {
    this.#hashes.delete(hash); // the order of the set is the order of use
    this.#hashes.add(hash);
    const [oldest] = this.#hashes;
    if (this.#hashes.size > MOST && oldest !== undefined) this.#hashes.delete(oldest);
  }
}
