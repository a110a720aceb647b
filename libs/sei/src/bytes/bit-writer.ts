/** Appends fields of bits, most significant first. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #bitCount = 0;

  get bitCount(): number {
    return this.#bitCount;
  }

  /**
   * Appends the low `width` bits of `value`, at most 32.
   *
   * @throws RangeError if the value needs more bits.
   */
  write(value: number, width: number): void {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** width) {
      throw new RangeError(`${value} does not fit ${width} bits.`);
    }
    for (let bit = width - 1; bit >= 0; bit--) {
      if (this.#bitCount % 8 === 0) this.#bytes.push(0);
      const set = Math.floor(value / 2 ** bit) % 2;
      const last = this.#bytes.length - 1;
      this.#bytes[last] = (this.#bytes[last] ?? 0) | (set << (7 - (this.#bitCount % 8)));
      this.#bitCount++;
    }
  }

  flag(value: boolean): void {
    this.write(value ? 1 : 0, 1);
  }

  /** An unsigned Exp-Golomb code. H.264, 9.1. */
  ue(value: number): void {
    const width = Math.floor(Math.log2(value + 1));
    this.write(0, width);
    this.write(value + 1, width + 1);
  }

  /** Fills the current byte with zero bits. */
  align(): void {
    this.#bitCount = this.#bytes.length * 8;
  }

  /** What was written, the last byte filled with zero bits. */
  toUint8Array(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}
