import * as z from 'zod/mini';
import { type AnyLessonEvent, LessonEvent, lessonEventTypes } from './lesson-event.js';
import { initialLessonState, LessonState } from './lesson-state.js';

/** The bodies of the message that the bitstream carries (UTF-8 JSON), to and from bytes. */

export type LessonBodyErrorReason = 'not-utf8' | 'not-json' | 'not-an-object' | 'no-type' | 'invalid-field';

/** A body that is not an event or a snapshot. `path` names the field, e.g. `choices.0.id`; empty for the whole. */
export class LessonBodyError extends Error {
  override readonly name = 'LessonBodyError';

  constructor(
    readonly reason: LessonBodyErrorReason,
    readonly path: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(path === '' ? detail : `${path}: ${detail}`, options);
  }
}

type JsonObject = Record<string, unknown>;

/** The event's body bytes. An unknown event is written as it came. @throws LessonBodyError */
export function encodeEvent(event: AnyLessonEvent): Uint8Array {
  return toBytes(event.type === 'unknown' ? event.body : checked(LessonEvent, event));
}

/**
 * Reads an event body. A type this version does not know becomes an `unknown` event that keeps the whole body;
 * fields it does not know of a known type are left out. @throws LessonBodyError and nothing else.
 */
export function decodeEvent(body: Uint8Array): AnyLessonEvent {
  return parseEvent(fromBytes(body));
}

/** {@link decodeEvent} for a body that is already parsed JSON. @throws LessonBodyError */
export function parseEvent(value: unknown): AnyLessonEvent {
  const body = withTodaysType(asObject(value));
  const type = body['type'];
  if (typeof type !== 'string') throw new LessonBodyError('no-type', 'type', 'an event names its type');
  return lessonEventTypes.has(type)
    ? checked(LessonEvent, body)
    : { type: 'unknown', originalType: type, body };
}

/** Types as earlier versions named them, in ledgers and recordings, and today's names. */
const renamedTypes: ReadonlyMap<unknown, string> = new Map([['teacher.hand', 'teacher.control']]);

function withTodaysType(body: JsonObject): JsonObject {
  const type = renamedTypes.get(body['type']);
  return type === undefined ? body : { ...body, type };
}

/** The snapshot's body bytes: what holds nothing is left out. @throws LessonBodyError */
export function encodeSnapshot(state: LessonState): Uint8Array {
  const shown = Object.entries(checked(LessonState, state)).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return toBytes(Object.fromEntries(shown));
}

/** Inverse of {@link encodeSnapshot}; fields it does not know are left out. @throws LessonBodyError and nothing else */
export function decodeSnapshot(body: Uint8Array): LessonState {
  return checked(LessonState, { ...initialLessonState, ...asObject(fromBytes(body)) });
}

function checked<T extends z.ZodMiniType>(schema: T, value: unknown): z.output<T> {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.map(String).join('.') ?? '';
  throw new LessonBodyError('invalid-field', path, issue?.message ?? 'invalid', { cause: result.error });
}

function asObject(value: unknown): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new LessonBodyError('not-an-object', '', 'a body is a JSON object');
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

const toBytes = (value: JsonObject): Uint8Array => encoder.encode(JSON.stringify(value));

function fromBytes(bytes: Uint8Array): unknown {
  let json: string;
  try {
    json = decoder.decode(bytes);
  } catch (cause) {
    throw new LessonBodyError('not-utf8', '', 'a body is UTF-8', { cause });
  }
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new LessonBodyError('not-json', '', 'a body is JSON', { cause });
  }
}
