import {
  AVCC,
  extractSei,
  LESSON_UUID,
  type LessonMessage,
  LessonMessageReader,
  ParseError,
  readUserDataUnregistered,
  USER_DATA_UNREGISTERED,
} from '@lockstep/sei';
import type { VideoFrame } from '../stream/media-frame.js';

/** A message of a recording, and the frame that carries it. */
export type RecordedMessage = {
  readonly message: LessonMessage;
  readonly ptsMs: number;
  /** Number of the frame on the stream's timeline. */
  readonly frame: number;
};

/** Finds the lesson messages in the frames of a recording; parts of one are joined over frames. */
export class RecordedMessages {
  readonly #reader = new LessonMessageReader();

  /** Frames in decoding order. SEI that cannot be read is passed over, as players do. */
  take({ bytes, ptsMs, frame }: VideoFrame): RecordedMessage[] {
    return userDataOf(bytes).flatMap((data) => {
      const message = unlessMalformed(() => this.#reader.push(data));
      return message ? [{ message, ptsMs, frame }] : [];
    });
  }
}

function userDataOf(bytes: Uint8Array): Uint8Array[] {
  return (
    unlessMalformed(() =>
      extractSei(bytes, AVCC)
        .filter(({ payloadType }) => payloadType === USER_DATA_UNREGISTERED)
        .map(({ payload }) => readUserDataUnregistered(payload))
        .filter(({ uuid }) => uuid === LESSON_UUID)
        .map(({ data }) => data),
    ) ?? []
  );
}

function unlessMalformed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}
