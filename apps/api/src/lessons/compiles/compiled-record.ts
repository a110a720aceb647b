import { DeckReference, Region } from '@lockstep/contracts';
import { CompiledLesson, type DeckWord } from '@lockstep/virtual-teacher';
import * as z from 'zod';
import { StoredRecord } from '../../stored/stored-record.js';

/** A slide as its author counts. Each of its build steps is a picture, and so a slide of the deck, of its own. */
export type CompiledSlide = {
  readonly title: string | null;
  /** At least one: the slide as it first appears. */
  readonly steps: readonly {
    /** In the deck, counted from 0: what `slide.shown` names. */
    readonly index: number;
    /** What highlights may name, and where it stands. */
    readonly words: readonly DeckWord[];
  }[];
};

/** What compiling a script made: the clips lie in the clip store, the slides in a deck. */
export type CompiledRecord = {
  /** null for a lesson without slides. */
  readonly deck: DeckReference | null;
  readonly slides: readonly CompiledSlide[];
  readonly durationMs: number;
  readonly manifest: CompiledLesson;
};

const Word = z.object({ text: z.string(), region: Region, isPart: z.literal(true).exactOptional() });
const Slide = z.object({
  title: z.string().nullable(),
  steps: z.array(z.object({ index: z.int().min(0), words: z.array(Word).readonly() })).readonly(),
});
const durationMs = z.number().min(0);
const Compiled: z.ZodType<CompiledRecord> = z.object({
  deck: z.nullable(DeckReference),
  slides: z.array(Slide).readonly(),
  durationMs,
  manifest: CompiledLesson,
});
export const storedCompiled = new StoredRecord<CompiledRecord>({
  name: 'compiled lesson',
  version: 1,
  schema: Compiled,
});

const Outline = z.object({ deck: z.object({ id: z.string() }).nullable(), durationMs });

/** What a list tells of it, without reading all of it; null where not even that can be read. */
export const outlineOf = (stored: object | null): z.infer<typeof Outline> | null =>
  Outline.safeParse(stored).data ?? null;
