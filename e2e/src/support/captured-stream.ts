import { FlvLessonReader } from '@lockstep/media/test/flv-lesson-reader';

/** What every viewer of a stream gets: its bytes, and the lesson's messages that are decoded from its frames. */
export class CapturedStream implements AsyncDisposable {
  /** Bodies of the messages, events and snapshots, in the order of their frames. */
  readonly messages: string[] = [];
  readonly #reader = new FlvLessonReader();
  readonly #aborter = new AbortController();
  readonly #reading: Promise<void>;
  #bytes = '';

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
        for (const { messages } of this.#reader.push(chunk))
          this.messages.push(...messages.map(({ body }) => new TextDecoder().decode(body)));
      }
    } catch (error) {
      if (!this.#aborter.signal.aborted) throw error;
    }
  }
}
