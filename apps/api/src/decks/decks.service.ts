import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type Deck as DeckBody, type DeckSlide, slideImagePath } from '@lockstep/contracts';
import { type EntityManager, In, Repository } from 'typeorm';
import { DomainError } from '../errors/domain-error.js';
import { Deck, type SlideRecord } from './deck.entity.js';

export class DeckNotFound extends DomainError {
  override readonly name = 'DeckNotFound';
  readonly kind = 'not-found';
  readonly code = 'deck-not-found';
  constructor(id: string, index?: number) {
    super(index === undefined ? `There is no deck ${id}.` : `The deck ${id} has no slide ${String(index)}.`, {
      params: { id },
    });
  }
}

@Injectable()
export class DecksService {
  constructor(@InjectRepository(Deck) private readonly decks: Repository<Deck>) {}

  /** @throws DeckNotFound */
  async get(id: string): Promise<Deck> {
    const deck = await this.decks.findOneBy({ id });
    if (!deck) throw new DeckNotFound(id);
    return deck;
  }

  /** @throws DeckNotFound */
  async slide(id: string, index: number): Promise<SlideRecord> {
    const slide = (await this.get(id)).slides[index];
    if (!slide) throw new DeckNotFound(id, index);
    return slide;
  }

  /** How many slides each of several decks has, by deck id; one that cannot be read counts as empty. */
  async slideCountsOf(ids: readonly string[]): Promise<Map<string, number>> {
    const decks = ids.length === 0 ? [] : await this.decks.findBy({ id: In([...new Set(ids)]) });
    return new Map(
      decks.map(({ id, storedSlides }) => [id, Array.isArray(storedSlides) ? storedSlides.length : 0]),
    );
  }

  /** The deck of exactly these slides, made where it does not exist; null for none. */
  async keep(slides: readonly SlideRecord[], manager: EntityManager): Promise<string | null> {
    if (slides.length === 0) return null;
    const content = slides.map(({ image, title }) => [image, title]);
    const id = `dk_${createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 16)}`;
    const deck = { id, storedSlides: [...slides], createdAt: new Date() };
    await manager.createQueryBuilder().insert().into(Deck).values(deck).orIgnore().execute();
    return id;
  }
}

export const describeDeck = (deck: Deck): DeckBody => ({
  id: deck.id,
  slides: describeSlides(deck.id, deck.slides),
});

export const describeSlides = (deckId: string, slides: readonly SlideRecord[]): DeckSlide[] =>
  slides.map(({ title, mediaType, width, height }, index) => ({
    index,
    title,
    url: slideImagePath(deckId, index),
    mediaType,
    width,
    height,
  }));
