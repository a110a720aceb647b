import type { DataItem, MediaFrame, StreamHeaders } from './media-frame.js';
import type { Sink, Subscription } from './sink.js';

type Subscriber = {
  readonly sink: Sink;
  awaitsRandomAccess: boolean;
  /** It got a frame. */
  hasBegun: boolean;
  /** The headers it was told last. */
  headers: StreamHeaders | undefined;
};

/** Who gets a stream's frames. A sink that throws is let go: the others and the publisher must not feel it. */
export class Subscribers {
  /** Replaced, never changed: a loop over the old ones is not disturbed. */
  #all: readonly Subscriber[] = [];

  constructor(private readonly onError: (error: unknown) => void) {}

  get count(): number {
    return this.#all.length;
  }

  /** Hands over headers and frames before it returns. */
  add(sink: Sink, headers: StreamHeaders, frames: readonly MediaFrame[]): Subscription {
    const subscriber: Subscriber = { sink, awaitsRandomAccess: true, hasBegun: false, headers: undefined };
    this.#all = [...this.#all, subscriber];
    const isActive = (): boolean => this.#all.includes(subscriber);
    if (headers.video !== undefined) this.#handHeaders(subscriber, headers);
    for (const frame of frames) this.#handFrame(subscriber, frame, headers);
    if (frames.length > 0) this.#hand(subscriber, () => sink.onBatchEnd?.());
    return {
      get isActive() {
        return isActive();
      },
      [Symbol.dispose]: () => this.#remove(subscriber),
    };
  }

  /** The decoder of every sink has to be set up anew. */
  awaitRandomAccess(): void {
    for (const subscriber of this.#all) subscriber.awaitsRandomAccess = true;
  }

  frame(frame: MediaFrame, headers: StreamHeaders): void {
    // a sink that subscribes meanwhile has this frame already, from the store
    for (const subscriber of this.#all) this.#handFrame(subscriber, frame, headers);
  }

  /** Another publication begins. A sink that is about to get other headers learns it from these. */
  publication(item: DataItem, headers: StreamHeaders): void {
    for (const subscriber of this.#all) {
      const isToldByHeaders = subscriber.headers !== headers;
      if (subscriber.hasBegun && !isToldByHeaders)
        this.#hand(subscriber, () => subscriber.sink.onData?.(item));
    }
  }

  data(item: DataItem): void {
    for (const subscriber of this.#all) {
      if (subscriber.hasBegun) this.#hand(subscriber, () => subscriber.sink.onData?.(item));
    }
  }

  endBatch(): void {
    for (const subscriber of this.#all) {
      try {
        subscriber.sink.onBatchEnd?.();
      } catch (error) {
        this.#letGo(subscriber, error);
      }
    }
  }

  end(reason: string): void {
    for (const subscriber of this.#all) this.#hand(subscriber, () => subscriber.sink.onEnd(reason));
    this.#all = [];
  }

  #handFrame(subscriber: Subscriber, frame: MediaFrame, headers: StreamHeaders): void {
    if (subscriber.awaitsRandomAccess) {
      if (frame.kind === 'audio' || !frame.isRandomAccess) return;
      subscriber.awaitsRandomAccess = false;
      subscriber.hasBegun = true;
    }
    if (subscriber.headers !== headers) this.#handHeaders(subscriber, headers);
    try {
      subscriber.sink.onFrame(frame);
    } catch (error) {
      this.#letGo(subscriber, error);
    }
  }

  #handHeaders(subscriber: Subscriber, headers: StreamHeaders): void {
    subscriber.headers = headers;
    this.#hand(subscriber, () => subscriber.sink.onHeaders(headers));
  }

  #hand(subscriber: Subscriber, call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#letGo(subscriber, error);
    }
  }

  #letGo(subscriber: Subscriber, error: unknown): void {
    this.#remove(subscriber);
    this.onError(error);
  }

  #remove(subscriber: Subscriber): void {
    this.#all = this.#all.filter((other) => other !== subscriber);
  }
}
