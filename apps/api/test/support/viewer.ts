import { decodeEvent, decodeSnapshot, type AnyLessonEvent, type LessonState } from '@lockstep/contracts';
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

export type SeenEvent = { seq: number; ptsMs: number; repeat: boolean; event: AnyLessonEvent };
export type SeenSnapshot = { seq: number; ptsMs: number; state: LessonState };

/** What a player would find in the pictures of an FLV stream. */
export class FlvContents {
  readonly events: SeenEvent[] = [];
  readonly snapshots: SeenSnapshot[] = [];
  /** Presentation time of every picture, in the order of arrival. */
  readonly pictures: number[] = [];
  readonly chunks: Uint8Array[] = [];
  readonly #tags = new FlvReader();
  readonly #messages = new LessonMessageReader();
  #lengthSize: 1 | 2 | 4 = 4;

  push(chunk: Uint8Array): void {
    this.chunks.push(chunk);
    for (const tag of this.#tags.push(chunk)) if (tag.type === 'video') this.#read(tag.body, tag.timestampMs);
  }

  #read(body: Uint8Array, dtsMs: number): void {
    const video = readVideoTagBody(body);
    if (!('packet' in video)) return;
    if (video.packet === 'sequence-header')
      this.#lengthSize = readAvcDecoderConfiguration(video.data).lengthSize;
    if (video.packet !== 'coded') return;
    const ptsMs = dtsMs + video.compositionTimeMs;
    this.pictures.push(ptsMs);
    for (const message of extractSei(video.data, lengthPrefixed(this.#lengthSize))) {
      if (message.payloadType !== USER_DATA_UNREGISTERED) continue;
      const { uuid, data } = readUserDataUnregistered(message.payload);
      const lesson = uuid === LESSON_UUID ? this.#messages.push(data) : undefined;
      if (lesson?.snapshot === true) {
        this.snapshots.push({ seq: lesson.seq, ptsMs, state: decodeSnapshot(lesson.body) });
      } else if (lesson) {
        this.events.push({ seq: lesson.seq, ptsMs, repeat: lesson.repeat, event: decodeEvent(lesson.body) });
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
      for await (const chunk of response.body) this.push(chunk);
      return 'ended';
    } catch (error) {
      if (this.#abort.signal.aborted || error instanceof TypeError) return 'cut';
      throw error;
    }
  }
}
