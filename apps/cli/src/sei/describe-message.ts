import {
  LESSON_UUID,
  type LessonMessage,
  LessonMessageReader,
  ParseError,
  readLessonPacket,
  readUserDataUnregistered,
  type SeiMessage,
  USER_DATA_UNREGISTERED,
} from '@lockstep/sei';
import type { VideoFrame } from '../video/video-frame.js';

/** One SEI message as `inspect` prints it. Fields that do not apply are left out. */
export type MessageDescription = {
  readonly frame: number;
  readonly ptsMs: number;
  readonly dtsMs: number;
  readonly payloadType: number;
  /** Of user_data_unregistered. */
  readonly uuid?: string;
  /** Bytes of the payload, the UUID included. */
  readonly size: number;
  /** What the user data says, when it was asked for. */
  readonly text?: string;
  readonly hex?: string;
  /** Which part of a larger lesson message this is. */
  readonly fragment?: { readonly index: number; readonly count: number };
  /** A lesson message, in the SEI message that completes it. */
  readonly message?: DecodedMessage;
  /** Why a lesson message cannot be read. */
  readonly error?: string;
};

/** A version 1 lesson message. `event` and `state` are the body's JSON; `body` is a body that could not be read. */
export type DecodedMessage = {
  readonly seq: number;
  readonly snapshot: boolean;
  readonly repeat: boolean;
  readonly signed: boolean;
  readonly wallClockMs: number;
  readonly event?: unknown;
  readonly state?: unknown;
  readonly body?: string;
};

/** Describes the SEI messages of one stream, in decode order: fragments are joined over frames. */
export class MessageDescriber {
  readonly #lessons = new LessonMessageReader();
  readonly #withData: boolean;

  /** @param withData whether user data that is no lesson message is told, too */
  constructor(withData: boolean) {
    this.#withData = withData;
  }

  describe({ frame, ptsMs, dtsMs }: VideoFrame, { payloadType, payload }: SeiMessage): MessageDescription {
    const common = { frame, ptsMs, dtsMs, payloadType };
    const size = payload.length;
    if (payloadType !== USER_DATA_UNREGISTERED) {
      return { ...common, size, ...(this.#withData && { hex: toHex(payload) }) };
    }
    try {
      const { uuid, data } = readUserDataUnregistered(payload);
      const told = this.#withData ? textOrHex(data) : {};
      return { ...common, uuid, size, ...told, ...(uuid === LESSON_UUID && this.#readLesson(data)) };
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      return { ...common, size, error: error.message };
    }
  }

  #readLesson(data: Uint8Array): Pick<MessageDescription, 'fragment' | 'message' | 'error'> {
    try {
      const packet = readLessonPacket(data);
      const message = this.#lessons.push(data);
      const { index, count } = packet?.fragment ?? {};
      return {
        ...(index !== undefined && count !== undefined && { fragment: { index, count } }),
        ...(message && { message: decode(message) }),
      };
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      return { error: error.message };
    }
  }
}

function decode({ seq, snapshot, repeat, wallClockMs, signature, body }: LessonMessage): DecodedMessage {
  const header = { seq, snapshot, repeat, signed: signature !== undefined, wallClockMs };
  const text = utf8(body);
  if (text === undefined) return { ...header, body: toHex(body) };
  try {
    const value: unknown = JSON.parse(text);
    return snapshot ? { ...header, state: value } : { ...header, event: value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ...header, body: text };
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text that the bytes are, or undefined when they are not text. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Text only when a person can read it; encoders end theirs with a zero byte. */
function textOrHex(data: Uint8Array): { text: string } | { hex: string } {
  const text = utf8(data);
  const isReadable = text !== undefined && !/[^\P{C}\n\r\t]/u.test(text.replace(/\0$/, ''));
  return isReadable ? { text } : { hex: toHex(data) };
}
