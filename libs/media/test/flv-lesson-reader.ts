import { FlvReader, readVideoTagBody, type FlvTag } from '@lockstep/formats';
import {
  extractSei,
  LESSON_UUID,
  LessonMessageReader,
  lengthPrefixed,
  readAvcDecoderConfiguration,
  readUserDataUnregistered,
  USER_DATA_UNREGISTERED,
  type LessonMessage,
} from '@lockstep/sei';

/** A frame of an FLV stream, with the messages of the lesson that are complete in it. */
export type LessonFrame = { readonly ptsMs: number; readonly messages: readonly LessonMessage[] };

/** Reads an FLV stream, piece by piece, as a player does, for tests that look at what was sent. */
export class FlvLessonReader {
  readonly #tags = new FlvReader();
  readonly #lesson = new LessonMessageReader();
  #lengthSize: 1 | 2 | 4 = 4;

  /** @returns the frames that these bytes complete, in decoding order */
  push(chunk: Uint8Array): LessonFrame[] {
    return this.#tags.push(chunk).flatMap((tag) => (tag.type === 'video' ? this.#frame(tag) : []));
  }

  #frame({ body, timestampMs }: FlvTag): LessonFrame[] {
    const video = readVideoTagBody(body);
    if (!('packet' in video)) return [];
    if (video.packet === 'sequence-header')
      this.#lengthSize = readAvcDecoderConfiguration(video.data).lengthSize;
    if (video.packet !== 'coded') return [];
    return [{ ptsMs: timestampMs + video.compositionTimeMs, messages: this.#messages(video.data) }];
  }

  #messages(accessUnit: Uint8Array): LessonMessage[] {
    return extractSei(accessUnit, lengthPrefixed(this.#lengthSize))
      .filter(({ payloadType }) => payloadType === USER_DATA_UNREGISTERED)
      .map(({ payload }) => readUserDataUnregistered(payload))
      .filter(({ uuid }) => uuid === LESSON_UUID)
      .flatMap(({ data }) => this.#lesson.push(data) ?? []);
  }
}
