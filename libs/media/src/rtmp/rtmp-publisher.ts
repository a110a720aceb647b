import { FlvMessageReader } from '../flv/flv-to-stream.js';
import type { LiveStream } from '../stream/live-stream.js';
import type { Publication, PublisherInfo } from '../stream/publication.js';
import { Deadline } from './deadline.js';
import type { RtmpMedia } from './rtmp-message.js';

/** One accepted RTMP publisher: its messages become the frames of a stream. */
export class RtmpPublisher implements Disposable {
  readonly #publication: Publication;
  readonly #reader = new FlvMessageReader();
  readonly #idle: Deadline;

  /**
   * @param onIdle no frame came for `idleMs`: it is taken for dead, so that it can come again
   * @throws PublisherConflict, LiveStreamEnded
   */
  constructor(
    readonly stream: LiveStream,
    readonly info: PublisherInfo,
    idleMs: number,
    onIdle: () => void,
  ) {
    this.#publication = stream.publish(info);
    this.#idle = new Deadline(idleMs, onIdle);
  }

  /** @throws UnsupportedMedia with the reason for the publisher */
  push(message: RtmpMedia): void {
    const meaning = this.#reader.read(message);
    if (meaning === undefined) return;
    if ('headers' in meaning) {
      this.#publication.setHeaders(meaning.headers);
      return;
    }
    if ('data' in meaning) {
      this.#publication.pushData(meaning.data, message.body.length);
      return;
    }
    this.#idle.extend();
    this.#reader.judge(this.#publication.push(meaning.frame));
  }

  endBatch(): void {
    this.#publication.endBatch();
  }

  end(reason: string): void {
    this.#idle[Symbol.dispose]();
    this.#publication.end(reason);
  }

  [Symbol.dispose](): void {
    this.end('the publisher left');
  }
}
