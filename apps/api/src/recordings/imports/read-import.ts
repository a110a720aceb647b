import { stat } from 'node:fs/promises';
import {
  type ProblemCode,
  Question,
  RECORDING_SCHEMA,
  RecordedEvent,
  recordedItems,
  RecordedLesson,
} from '@lockstep/contracts';
import {
  type ByteSource,
  FileBytes,
  findStretches,
  recordingItems,
  type StretchPlace,
} from '@lockstep/media';
import { ParseError } from '@lockstep/sei';
import { Refusal } from '@lockstep/virtual-teacher/isolation';
import { type CheckedMedia, checkMedia } from './check-media.js';
import { compareIndex, type Difference } from './compare-index.js';

/** An event of the file, as the ledger keeps it. */
export type ImportedEvent = Omit<RecordedEvent, 'event'> & {
  readonly event: Readonly<Record<string, unknown>> & { readonly type: string };
  /** Where it opens one. */
  readonly question: Question | null;
};

/** What a session is made of. */
export type ImportedRecording = CheckedMedia & {
  readonly lesson: RecordedLesson;
  readonly events: readonly ImportedEvent[];
};

/** Why a file is not taken, as a problem of the API. */
export type ImportRefusal = { readonly code: ProblemCode; readonly params: Readonly<Record<string, number>> };

const KiB = 1024;
const MOST_BYTES = { lesson: 256 * KiB, index: 16 * 1024 * KiB };
/** A lesson of an hour has three thousand. */
const MOST_EVENTS = 50_000;
const MAX_EVENT_LETTERS = 64 * KiB;
const MAX_SEQ = 2 ** 31 - 1;

const refuse = (code: ProblemCode, why: string, params: ImportRefusal['params'] = {}): Refusal =>
  new Refusal(why, { code, params } satisfies ImportRefusal);
const damaged = (why: string): Refusal => refuse('recording-damaged', why);

/**
 * Reads a recording of another server, all of which may be forged: everything is bounded, and nothing that it says is believed.
 *
 * @param alive says that work goes on
 * @throws Refusal, with an {@link ImportRefusal}
 */
export async function readImport(path: string, alive: () => void): Promise<ImportedRecording> {
  const { size } = await stat(path);
  await using source = await FileBytes.open(path);
  try {
    const items = await recordingItems(source);
    const item = (name: string) => items.find((one) => one.name === name);
    const [about, index] = [item(recordedItems.lesson), item(recordedItems.index)];
    if (!about || !index) throw refuse('recording-without-index', 'Nothing in it says where its events are.');
    if (items.some(({ offset, length }) => offset + length > size))
      throw refuse('recording-truncated', 'Its end is missing.');
    const lesson = readLesson(await textOf(source, about, MOST_BYTES.lesson));
    const place = await findStretches(source);
    if (!place) throw damaged('Its media are not those of a recorder.');
    if (place.until !== Infinity && place.until > size)
      throw refuse('recording-truncated', 'Its end is missing.');
    const media = await checkMedia(source, place, alive).catch((error: unknown) => {
      throw error instanceof RangeError ? damaged(error.message) : error;
    });
    const events = readEvents(await textOf(source, index, MOST_BYTES.index));
    await refuseMismatch(events, source, place, alive);
    return { lesson, ...media, events };
  } catch (error) {
    throw error instanceof ParseError ? damaged(error.message) : error;
  }
}

/** A file whose index is of another one, or was changed, would show a lesson that its frames do not have. */
async function refuseMismatch(
  events: readonly RecordedEvent[],
  source: ByteSource,
  place: StretchPlace,
  alive: () => void,
): Promise<void> {
  const found = await compareIndex(events, source, place, alive).catch((error: unknown) => {
    throw error instanceof RangeError ? damaged(error.message) : error;
  });
  if (found) throw refuse('recording-mismatched', differences[found.what](found.seq), { seq: found.seq });
}

const differences: Readonly<Record<Difference['what'], (seq: number) => string>> = {
  event: (seq) => `Event ${String(seq)} is another one in the index than in its frame.`,
  time: (seq) => `Event ${String(seq)} has another time in the index than its frame.`,
  frame: (seq) => `Event ${String(seq)} is in another frame than the index says.`,
  'missing-in-frames': (seq) => `Event ${String(seq)} of the index is in no frame.`,
  'missing-in-index': (seq) => `Event ${String(seq)} of the frames is not in the index.`,
};

async function textOf(
  source: FileBytes,
  { offset, length, name }: { offset: number; length: number; name: string },
  most: number,
): Promise<string> {
  if (length > most) throw damaged(`${name} has more than ${String(most)} bytes.`);
  const bytes = await source.read(offset, length);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw damaged(`${name} is no UTF-8.`);
    throw error;
  }
}

function jsonOf(text: string, what: string): unknown {
  // the data base stores no such letter
  if (text.includes('\\u0000')) throw damaged(`${what} has a letter that cannot be stored.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw damaged(`${what} is no JSON.`);
    throw error;
  }
}

function readLesson(text: string): RecordedLesson {
  const told = jsonOf(text, 'lesson.json');
  const schema = (told as { readonly schema?: unknown } | null)?.schema;
  if (typeof schema === 'number' && schema > RECORDING_SCHEMA)
    throw refuse('recording-too-new', `It has version ${String(schema)}.`, {
      ...{ schema, known: RECORDING_SCHEMA },
    });
  const { success, data } = RecordedLesson.safeParse(told);
  if (!success) throw damaged('lesson.json is not what it should be.');
  return data;
}

function readEvents(text: string): ImportedEvent[] {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length > MOST_EVENTS) throw damaged(`It has more than ${String(MOST_EVENTS)} events.`);
  let last = 0;
  const events = lines.map((line, i): ImportedEvent => {
    const what = `Line ${String(i + 1)} of the index`;
    if (line.length > MAX_EVENT_LETTERS) throw damaged(`${what} is too long.`);
    const { success, data } = RecordedEvent.safeParse(jsonOf(line, what));
    if (!success || !isEvent(data.event) || !isPlace(data)) throw damaged(`${what} is no event.`);
    if (data.seq <= last || data.seq > MAX_SEQ) throw damaged(`${what} is out of order.`);
    last = data.seq;
    return { ...data, event: data.event, question: null };
  });
  return withQuestions(events);
}

const isPlace = ({ ptsMs, frame }: RecordedEvent): boolean =>
  Number.isFinite(ptsMs) && Number.isSafeInteger(frame) && frame >= 0;

const isEvent = (event: unknown): event is ImportedEvent['event'] =>
  typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string';

/** Which choices are right is known where the class was shown it. */
function withQuestions(events: readonly ImportedEvent[]): ImportedEvent[] {
  const right = new Map<unknown, unknown>();
  for (const { event } of events)
    if (event.type === 'class.result' && event['correct']) right.set(event['questionId'], event['correct']);
  return events.map((one) => {
    if (one.event.type !== 'question.opened') return one;
    const { questionId } = one.event;
    const asked = Object.entries(one.event).filter(([name]) => name !== 'type' && name !== 'questionId');
    const told = {
      ...Object.fromEntries(asked),
      ...{ id: questionId, correct: right.get(questionId) ?? [] },
    };
    return { ...one, question: Question.safeParse(told).data ?? null };
  });
}
