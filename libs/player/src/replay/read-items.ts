import {
  type AnyLessonEvent,
  LessonBodyError,
  parseEvent,
  RECORDING_SCHEMA,
  RecordedDeck,
  RecordedEvent,
  recordedItems,
  RecordedLesson,
} from '@lockstep/contracts';
import type { MetaItem } from '@lockstep/formats';
import type { ReplayEvent } from './lesson-log.js';
import type { MediaFile } from './media-file.js';
import { ReplayError } from './replay-error.js';

/** The image of a slide at its largest; an index of a day at its busiest is smaller. */
const MAX_ITEM_BYTES = 64 * 1024 * 1024;

/** The small files inside a recording. */
export class Items {
  readonly #places: ReadonlyMap<string, MetaItem>;

  constructor(
    private readonly file: MediaFile,
    items: readonly MetaItem[],
  ) {
    this.#places = new Map(items.map((item) => [item.name, item]));
  }

  /** `lesson.json`; undefined where there is none. @throws ReplayError */
  async lesson(): Promise<RecordedLesson | undefined> {
    const value = await this.#json(recordedItems.lesson);
    if (value === undefined) return undefined;
    const { schema } = value as { schema?: unknown };
    if (typeof schema === 'number' && schema > RECORDING_SCHEMA)
      throw new ReplayError(
        'newer-schema',
        `The recording has version ${schema}; this player reads ${RECORDING_SCHEMA}.`,
      );
    const lesson = RecordedLesson.safeParse(value);
    if (!lesson.success) throw new ReplayError('damaged', `${recordedItems.lesson} cannot be read.`);
    return lesson.data;
  }

  /** `index.jsonl`; undefined where there is none. @throws ReplayError */
  async events(): Promise<ReplayEvent[] | undefined> {
    const text = await this.#text(recordedItems.index);
    return text?.split('\n').flatMap((line, index) => (line === '' ? [] : readLine(line, index + 1)));
  }

  /** What is known of a deck; undefined where it is not in the file. @throws ReplayError */
  async deck(deckId: string): Promise<RecordedDeck | undefined> {
    const value = await this.#json(recordedItems.deck(deckId));
    if (value === undefined) return undefined;
    const deck = RecordedDeck.safeParse(value);
    if (!deck.success) throw new ReplayError('damaged', `${recordedItems.deck(deckId)} cannot be read.`);
    return deck.data;
  }

  /** The image of a slide; undefined where it is not in the file. @throws ReplayError */
  async slide(deckId: string, index: number): Promise<Blob | undefined> {
    const name = recordedItems.slide(deckId, index);
    const bytes = await this.#bytes(name);
    return bytes && new Blob([bytes], { type: this.#places.get(name)?.contentType ?? '' });
  }

  async #bytes(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const place = this.#places.get(name);
    if (!place) return undefined;
    if (place.length > MAX_ITEM_BYTES) throw new ReplayError('damaged', `${name} has ${place.length} bytes.`);
    const bytes = await this.file.read(place.offset, place.length);
    if (bytes.length < place.length) throw new ReplayError('damaged', `The file ends within ${name}.`);
    return new Uint8Array(bytes);
  }

  async #text(name: string): Promise<string | undefined> {
    const bytes = await this.#bytes(name);
    return bytes && new TextDecoder().decode(bytes);
  }

  async #json(name: string): Promise<object | undefined> {
    const text = await this.#text(name);
    return text === undefined ? undefined : jsonOf(text, name);
  }
}

/** @throws ReplayError */
function jsonOf(text: string, name: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    throw new ReplayError('damaged', `${name} is not JSON.`, { cause });
  }
  throw new ReplayError('damaged', `${name} is not an object.`);
}

/** An event whose body cannot be read is passed over, as in the stream. @throws ReplayError for a line that is no line of an index */
function readLine(line: string, number: number): ReplayEvent[] {
  const entry = RecordedEvent.safeParse(jsonOf(line, `Line ${number} of the index`));
  if (!entry.success) throw new ReplayError('damaged', `Line ${number} of the index cannot be read.`);
  const { seq, ptsMs, event } = entry.data;
  const read = eventOf(() => parseEvent(event));
  return read ? [{ seq, ptsMs, event: read }] : [];
}

/** @returns undefined for a body that is no event */
export function eventOf(read: () => AnyLessonEvent): AnyLessonEvent | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof LessonBodyError) return undefined;
    throw error;
  }
}
