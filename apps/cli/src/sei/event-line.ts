import {
  LESSON_UUID,
  lessonSeiNalUnits,
  MAX_LESSON_BODY,
  ParseError,
  parseUuid,
  type VideoCodec,
  writeSeiNalUnit,
  writeUserDataUnregistered,
} from '@lockstep/sei';

/** What one line of an events file asks for. */
export type EventRequest = {
  /** Line number in the file, from 1. */
  readonly line: number;
  /** Index of the access unit in decode order, or the earliest presentation time. */
  readonly at: { readonly frame: number } | { readonly ptsMs: number };
  /** A lesson message, which shares a budget in each frame, or any user data. */
  readonly isLesson: boolean;
  /** The body of a lesson event. */
  readonly event?: object;
  nalUnits(codec: VideoCodec): Uint8Array[];
};

/** What is wrong with a line; the reader of the file adds which line it is. */
export class EventLineError extends Error {
  override readonly name = 'EventLineError';
}

const KEYS = ['frame', 'ptsMs', 'data', 'hex', 'uuid', 'event', 'state', 'seq', 'repeat', 'wallClockMs'];
const MAX_SEQ = 0xffffffff;

type Line = Readonly<Record<string, unknown>>;

/** Numbers the lesson messages that do not say their own seq. */
export class EventLineReader {
  #nextSeq = 1;

  /**
   * @param text one line of JSON
   * @param line its number
   * @throws EventLineError
   */
  read(text: string, line: number): EventRequest {
    const value = parseObject(text);
    const unknown = Object.keys(value).find((key) => !KEYS.includes(key));
    if (unknown !== undefined)
      throw new EventLineError(`there is no field '${unknown}' (${KEYS.join(', ')})`);
    const at = readPlace(value);
    const kinds = ['data', 'hex', 'event', 'state'].filter((key) => value[key] !== undefined);
    const [kind] = kinds;
    if (kind === undefined || kinds.length > 1) {
      throw new EventLineError(
        `needs one of data, hex, event and state${kind ? `, not ${kinds.join(' and ')}` : ''}`,
      );
    }
    const isLesson = kind === 'event' || kind === 'state';
    const nalUnits = isLesson ? this.#readLesson(value, kind) : readUserData(value);
    const event = kind === 'event' && { event: value['event'] as object };
    return { line, at, isLesson, nalUnits, ...event };
  }

  #readLesson(value: Line, kind: 'event' | 'state'): EventRequest['nalUnits'] {
    if (value['uuid'] !== undefined)
      throw new EventLineError(`an ${kind} has the lesson UUID; leave uuid out`);
    const content = value[kind];
    if (typeof content !== 'object' || content === null || Array.isArray(content)) {
      throw new EventLineError(`${kind} must be an object`);
    }
    const body = new TextEncoder().encode(JSON.stringify(content));
    if (body.length > MAX_LESSON_BODY) {
      throw new EventLineError(`${kind} has ${body.length} bytes of JSON, at most ${MAX_LESSON_BODY}`);
    }
    const snapshot = kind === 'state';
    const given = readInteger(value, 'seq', MAX_SEQ);
    // A snapshot has the seq of the last event that it contains.
    const seq = given ?? (snapshot ? this.#nextSeq - 1 : this.#nextSeq);
    if (!snapshot) this.#nextSeq = Math.max(this.#nextSeq, seq + 1);
    const repeat = value['repeat'] ?? false;
    if (typeof repeat !== 'boolean') throw new EventLineError('repeat must be true or false');
    const wallClockMs = readInteger(value, 'wallClockMs', Number.MAX_SAFE_INTEGER) ?? Date.now();
    return (codec) => lessonSeiNalUnits({ seq, wallClockMs, snapshot, repeat, body }, codec);
  }
}

function parseObject(text: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new EventLineError(`is no JSON: ${error.message}`);
    throw error;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new EventLineError('must be a JSON object');
  }
  return value as Line;
}

function readPlace(value: Line): EventRequest['at'] {
  const { frame, ptsMs } = { frame: value['frame'], ptsMs: value['ptsMs'] };
  if ((frame === undefined) === (ptsMs === undefined))
    throw new EventLineError('needs either frame or ptsMs');
  if (frame !== undefined) {
    if (!Number.isSafeInteger(frame) || (frame as number) < 0) {
      throw new EventLineError(`frame must be a whole number from 0 on, not ${JSON.stringify(frame)}`);
    }
    return { frame: frame as number };
  }
  if (typeof ptsMs !== 'number')
    throw new EventLineError(`ptsMs must be a number, not ${JSON.stringify(ptsMs)}`);
  return { ptsMs };
}

function readUserData(value: Line): EventRequest['nalUnits'] {
  for (const key of ['seq', 'repeat', 'wallClockMs']) {
    if (value[key] !== undefined) throw new EventLineError(`${key} belongs to an event, not to data or hex`);
  }
  const data = value['hex'] === undefined ? readText(value['data']) : readHex(value['hex']);
  const message = writeUserDataUnregistered(readUuid(value['uuid']), data);
  return (codec) => [writeSeiNalUnit([message], codec)];
}

function readText(data: unknown): Uint8Array {
  if (typeof data !== 'string') throw new EventLineError('data must be text');
  return new TextEncoder().encode(data);
}

function readHex(hex: unknown): Uint8Array {
  if (typeof hex !== 'string' || !/^(?:[0-9a-f]{2})*$/i.test(hex)) {
    throw new EventLineError('hex must be text of two hexadecimal digits for each byte');
  }
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

function readUuid(uuid: unknown): string {
  if (uuid === undefined) return LESSON_UUID;
  const text = typeof uuid === 'string' ? uuid : '';
  try {
    parseUuid(text);
  } catch (error) {
    if (error instanceof ParseError) throw new EventLineError(`uuid ${JSON.stringify(uuid)} is not a UUID`);
    throw error;
  }
  return text;
}

function readInteger(value: Line, key: string, max: number): number | undefined {
  const number = value[key];
  if (number === undefined) return undefined;
  if (!Number.isSafeInteger(number) || (number as number) < 0 || (number as number) > max) {
    throw new EventLineError(`${key} must be a whole number from 0 to ${max}, not ${JSON.stringify(number)}`);
  }
  return number as number;
}
