import * as z from 'zod';
import { Id } from './id.js';

export const DeckSlide = z
  .object({
    index: z.int().describe('Counted from 0.'),
    title: z.string().nullable(),
    url: z.string().describe('Path of the picture; its content never changes.'),
    mediaType: z.string(),
    width: z.int(),
    height: z.int(),
  })
  .meta({ id: 'DeckSlide' });
export type DeckSlide = z.infer<typeof DeckSlide>;

/** GET /api/decks/:id. Immutable: another order or another picture is another deck. */
export const Deck = z.object({ id: Id, slides: z.array(DeckSlide) }).meta({ id: 'Deck' });
export type Deck = z.infer<typeof Deck>;
