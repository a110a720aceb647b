import { decodeEvent, decodeSnapshot, type AnyLessonEvent, type LessonState } from '@lockstep/contracts';
import { FlvLessonReader } from '@lockstep/media/test/flv-lesson-reader';

export type SeenEvent = { seq: number; ptsMs: number; repeat: boolean; event: AnyLessonEvent };
export type SeenSnapshot = { seq: number; ptsMs: number; state: LessonState };

/** What a player would find in the frames of an FLV stream. */
export class FlvContents {
  readonly events: SeenEvent[] = [];
  readonly snapshots: SeenSnapshot[] = [];
  /** Presentation time of every frame, in the order of arrival. */
  readonly frames: number[] = [];
  readonly chunks: Uint8Array[] = [];
  readonly #reader = new FlvLessonReader();

  push(chunk: Uint8Array): void {
    this.chunks.push(chunk);
    for (const { ptsMs, messages } of this.#reader.push(chunk)) {
      this.frames.push(ptsMs);
      for (const { seq, snapshot, repeat, body } of messages) {
        if (snapshot) this.snapshots.push({ seq, ptsMs, state: decodeSnapshot(body) });
        else this.events.push({ seq, ptsMs, repeat, event: decodeEvent(body) });
      }
    }
  }
}

/** Watches an FLV address over HTTP. */
export class Viewer extends FlvContents implements AsyncDisposable {
  readonly #abort = new AbortController();
  readonly #done: Promise<'ended' | 'cut'>;

  constructor(url: string) {
    super();
    this.#done = this.#watch(url);
  }

  /** How the stream came to its end. */
  get done(): Promise<'ended' | 'cut'> {
    return this.#done;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await this.#done;
  }

  async #watch(url: string): Promise<'ended' | 'cut'> {
    try {
      const response = await fetch(url, { signal: this.#abort.signal });
      if (response.body === null || response.status !== 200)
        throw new Error(`${url}: ${String(response.status)}`);
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) this.push(chunk);
      return 'ended';
    } catch (error) {
      if (this.#abort.signal.aborted || error instanceof TypeError) return 'cut';
      throw error;
    }
  }
}
