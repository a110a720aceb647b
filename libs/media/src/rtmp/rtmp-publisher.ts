import { FlvMessageReader } from '../flv/flv-to-stream.js';
import { BLACK_HEADERS, BlackVideo } from '../stream/black-video.js';
import type { LiveStream } from '../stream/live-stream.js';
import type { Publication, PublisherInfo } from '../stream/publication.js';
import { Deadline } from '../stream/deadline.js';
import type { RtmpMedia } from './rtmp-message.js';

/** One accepted RTMP publisher: its messages become the frames of a stream. */
export class RtmpPublisher implements Disposable {
  readonly #publication: Publication;
  readonly #reader = new FlvMessageReader();
  readonly #black = new BlackVideo();
  #isBlack = false;
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
    const { broken } = this.#reader;
    const meaning = this.#reader.read(message);
    if (this.#reader.broken > broken) this.#publication.reportDamaged();
    if (meaning === undefined) return;
    if ('data' in meaning) return void this.#publication.pushData(meaning.data, message.body.length);
    if ('unreadable' in meaning)
      return this.#publication.reportUnreadable(meaning.unreadable, meaning.reason);
    if ('headers' in meaning) this.#setHeaders();
    if (meaning.frame === undefined) return;
    this.#idle.extend();
    if (this.#reader.isAudioAlone) this.#pushBlack(meaning.frame.dtsMs);
    this.#reader.judge(this.#publication.push(meaning.frame));
  }

  #setHeaders(): void {
    const { headers, isAudioAlone } = this.#reader;
    this.#isBlack = isAudioAlone;
    this.#publication.setHeaders(isAudioAlone ? { ...headers, video: BLACK_HEADERS } : headers);
  }

  /** What the frames of a lesson carry needs frames of video. */
  #pushBlack(audioMs: number): void {
    if (!this.#isBlack) this.#setHeaders();
    for (const frame of this.#black.until(audioMs)) this.#publication.push(frame);
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
