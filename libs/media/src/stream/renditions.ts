/** One of the encodings of a stream beside the one that its publisher sends. */
export type Rendition<Stream> = {
  /** Unique among those of a stream; letters, digits, `-` and `_`, so that it can stand in an address. */
  readonly name: string;
  readonly stream: Stream;
};

/** What else a stream can be had as: made of its frames, on its timeline, with its events. */
export class Renditions<Stream> {
  /** Replaced, never changed. */
  #all: readonly Rendition<Stream>[] = [];

  /** In the order in which they are offered. */
  get all(): readonly Rendition<Stream>[] {
    return this.#all;
  }

  find(name: string): Stream | undefined {
    return this.#all.find((one) => one.name === name)?.stream;
  }

  /** Offers these and no others. */
  offer(renditions: readonly Rendition<Stream>[]): void {
    this.#all = [...renditions];
  }
}
