import {
  extractSei,
  hasUuid,
  type LessonMessage,
  LessonMessageReader,
  LESSON_UUID,
  lengthPrefixed,
  type NalFraming,
  ParseError,
  parseUuid,
  readUserDataUnregistered,
} from '@lockstep/sei';

const UUID = parseUuid(LESSON_UUID);

/** Takes the lesson's messages out of access units. One per connection: fragments of a message belong together. */
export class LessonTap {
  readonly #reader = new LessonMessageReader();
  #framing: NalFraming;

  constructor(lengthSize: 1 | 2 | 4) {
    this.#framing = lengthPrefixed(lengthSize);
  }

  /** The decoder configuration changed. */
  configure(lengthSize: 1 | 2 | 4): void {
    this.#framing = lengthPrefixed(lengthSize);
  }

  /**
   * The messages that are complete with this access unit, in the order of the bytes. What cannot be read is
   * passed over: the frame is still good, and a missing event shows in its number.
   */
  read(accessUnit: Uint8Array): LessonMessage[] {
    const carried = orNothing(() => extractSei(accessUnit, this.#framing, 'h264')) ?? [];
    return carried
      .filter((message) => hasUuid(message, UUID))
      .flatMap(
        ({ payload }) => orNothing(() => this.#reader.push(readUserDataUnregistered(payload).data)) ?? [],
      );
  }
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}
