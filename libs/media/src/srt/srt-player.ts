import type { LiveStream } from '../stream/live-stream.js';
import type { MediaFrame, StreamHeaders } from '../stream/media-frame.js';
import type { Sink, Subscription } from '../stream/sink.js';
import { StreamToTs } from '../ts/stream-to-ts.js';

export type SrtPlayerOptions = {
  /** `begins`: a player can begin here. */
  readonly send: (packets: Uint8Array<ArrayBuffer>, begins: boolean) => void;
  readonly onEnd: (reason: string) => void;
};

/** One SRT player: the frames of a stream, from its newest key frame on, as a transport stream. */
export class SrtPlayer implements Sink, Disposable {
  readonly #packets = new StreamToTs();
  #subscription: Subscription | undefined;

  constructor(private readonly options: SrtPlayerOptions) {}

  /** @throws LiveStreamEnded */
  join(stream: LiveStream): void {
    this.#subscription = stream.subscribe(this);
  }

  onHeaders(headers: StreamHeaders): void {
    this.#packets.setHeaders(headers);
  }

  onFrame(frame: MediaFrame): void {
    const piece = this.#packets.write(frame);
    if (piece !== undefined) this.options.send(piece.bytes, piece.begins);
  }

  onEnd(reason: string): void {
    this.options.onEnd(reason);
  }

  [Symbol.dispose](): void {
    this.#subscription?.[Symbol.dispose]();
  }
}
