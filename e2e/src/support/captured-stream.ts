import { FlvReader, readVideoTagBody } from '@lockstep/formats';
import {
  extractSei,
  LESSON_UUID,
  LessonMessageReader,
  lengthPrefixed,
  readAvcDecoderConfiguration,
  readUserDataUnregistered,
  USER_DATA_UNREGISTERED,
} from '@lockstep/sei';

/** What every viewer of a stream gets: its bytes, and the lesson's messages that are decoded from its pictures. */
export class CapturedStream implements AsyncDisposable {
  /** Bodies of the messages, events and snapshots, in the order of their pictures. */
  readonly messages: string[] = [];
  readonly #tags = new FlvReader();
  readonly #lesson = new LessonMessageReader();
  readonly #aborter = new AbortController();
  readonly #reading: Promise<void>;
  #bytes = '';
  #lengthSize: 1 | 2 | 4 = 4;

  private constructor(response: Response) {
    this.#reading = this.#read(response);
  }

  static async open(url: string): Promise<CapturedStream> {
    const aborter = new AbortController();
    const captured = new CapturedStream(await fetch(url, { signal: aborter.signal }));
    captured.#aborter.signal.addEventListener('abort', () => aborter.abort());
    return captured;
  }

  /** Whether words are in the stream, in any message or anywhere else. */
  carries(words: string): boolean {
    return this.messages.some((body) => body.includes(words)) || this.#bytes.includes(words);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#aborter.abort();
    await this.#reading;
  }

  async #read(response: Response): Promise<void> {
    try {
      for await (const chunk of response.body ?? []) {
        this.#bytes += Buffer.from(chunk).toString('latin1');
        for (const { type, body } of this.#tags.push(chunk)) if (type === 'video') this.#look(body);
      }
    } catch (error) {
      if (!this.#aborter.signal.aborted) throw error;
    }
  }

  #look(body: Uint8Array): void {
    const video = readVideoTagBody(body);
    if (!('packet' in video)) return;
    if (video.packet === 'sequence-header')
      this.#lengthSize = readAvcDecoderConfiguration(video.data).lengthSize;
    if (video.packet !== 'coded') return;
    for (const { payloadType, payload } of extractSei(video.data, lengthPrefixed(this.#lengthSize))) {
      if (payloadType !== USER_DATA_UNREGISTERED) continue;
      const { uuid, data } = readUserDataUnregistered(payload);
      const message = uuid === LESSON_UUID ? this.#lesson.push(data) : undefined;
      if (message) this.messages.push(new TextDecoder().decode(message.body));
    }
  }
}
