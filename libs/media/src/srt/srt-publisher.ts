import { BLACK_HEADERS, BlackVideo } from '../stream/black-video.js';
import { Deadline } from '../stream/deadline.js';
import type { LiveStream } from '../stream/live-stream.js';
import type { Publication, PublisherInfo } from '../stream/publication.js';
import { TsStreamReader } from '../ts/ts-to-stream.js';

/** One accepted SRT publisher: its transport stream becomes the frames of a stream. */
export class SrtPublisher {
  readonly #publication: Publication;
  readonly #reader = new TsStreamReader();
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
  push(bytes: Uint8Array): void {
    const { damaged } = this.#reader;
    for (const meaning of this.#reader.push(bytes)) {
      if ('unreadable' in meaning) this.#publication.reportUnreadable(meaning.unreadable, meaning.reason);
      else if ('headers' in meaning) this.#setHeaders();
      else {
        this.#idle.extend();
        if (this.#reader.isAudioAlone) this.#pushBlack(meaning.frame.dtsMs);
        this.#reader.judge(this.#publication.push(meaning.frame));
      }
    }
    for (let i = damaged; i < this.#reader.damaged; i++) this.#publication.reportDamaged();
    this.#publication.endBatch();
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

  end(reason: string): void {
    this.#idle[Symbol.dispose]();
    this.#publication.end(reason);
  }
}
