import * as z from 'zod/mini';
import { OpaqueId } from './wire-fields.js';

/** Files inside the MP4 of a recording, with which it replays the lesson alone. Readers pass over fields that they do not know. */

/** Version of what is inside a recording; readers refuse a greater one. */
export const RECORDING_SCHEMA = 1;

/** Names of the files. */
export const recordedItems = {
  lesson: 'lesson.json',
  index: 'index.jsonl',
  deck: (deckId: string): string => `decks/${deckId}.json`,
  slide: (deckId: string, index: number): string => `decks/${deckId}/slides/${String(index)}`,
} as const;

/** `lesson.json`. Times are stream times in milliseconds: of the first frame, and behind the last one. */
export const RecordedLesson = z.object({
  schema: z.int().check(z.gte(1)),
  title: z.string(),
  /** BCP 47. */
  language: z.string(),
  startPtsMs: z.number(),
  endPtsMs: z.number(),
  decks: z.array(OpaqueId),
});
export type RecordedLesson = z.infer<typeof RecordedLesson>;

/** A line of `index.jsonl`: an event, and the frame that carries it. */
export const RecordedEvent = z.object({
  seq: z.int(),
  ptsMs: z.number(),
  /** Number of the frame on the stream's timeline. */
  frame: z.int(),
  event: z.unknown(),
});
export type RecordedEvent = z.infer<typeof RecordedEvent>;

/** What players need of `decks/<deck>.json`. */
export const RecordedDeck = z.object({
  id: OpaqueId,
  slides: z.array(
    z.object({ index: z.int().check(z.gte(0)), title: z.nullable(z.string()), mediaType: z.string() }),
  ),
});
export type RecordedDeck = z.infer<typeof RecordedDeck>;
