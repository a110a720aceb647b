/**
 * Counts the bytes that typed arrays and array buffers are given while it is on: their memory lies outside of the heap, and
 * a size read from hostile input ends up there. Put in place once, before the code to be measured is loaded.
 */
export class AllocationMeter {
  #bytes = 0;
  #on = false;

  constructor() {
    this.#count('Uint8Array');
    this.#count('Uint32Array');
    this.#count('ArrayBuffer');
    const slice = Uint8Array.prototype.slice;
    const count = (bytes: number): void => this.#add(bytes);
    Uint8Array.prototype.slice = function (this: Uint8Array<ArrayBuffer>, ...range) {
      const copy = slice.apply(this, range);
      count(copy.byteLength);
      return copy;
    };
  }

  /** Bytes allocated by `run`, and what it returned or threw. */
  measure(run: () => unknown): { bytes: number; value?: unknown; error?: unknown } {
    this.#bytes = 0;
    this.#on = true;
    try {
      const value = run();
      return { bytes: this.#bytes, value };
    } catch (error) {
      return { bytes: this.#bytes, error };
    } finally {
      this.#on = false;
    }
  }

  #add(bytes: number): void {
    if (this.#on) this.#bytes += bytes;
  }

  #count(name: 'Uint8Array' | 'Uint32Array' | 'ArrayBuffer'): void {
    const count = (bytes: number): void => this.#add(bytes);
    const counted = new Proxy(globalThis[name], {
      construct(constructor, args, newTarget) {
        const value = Reflect.construct(constructor, args, newTarget) as ArrayBuffer | Uint8Array;
        if (!(args[0] instanceof ArrayBuffer)) count(value.byteLength); // else a view
        return value;
      },
    });
    Object.defineProperty(globalThis, name, { value: counted, configurable: true, writable: true });
  }
}
