import { readFile, stat } from 'node:fs/promises';
import { Injectable, Logger } from '@nestjs/common';
import { RECORDING_SCHEMA, recordedItems, type RecordedLesson } from '@lockstep/contracts';
import type { RecordingContents, RecordingFacts, RecordingItem } from '@lockstep/media';
import type { Deck } from '../decks/deck.entity.js';
import { DeckNotFound, DecksService, describeDeck } from '../decks/decks.service.js';
import { SlidePictures } from '../decks/slide-pictures.js';
import type { Session } from '../sessions/session.entity.js';
import {
  captionsOf,
  chaptersOf,
  deckIdsOf,
  eventsOf,
  indexOf,
  jsonLines,
  textItem,
} from './recording-contents.js';

/** ISO 639-2 of the languages that lessons are written in, by the first part of their BCP 47 tag. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ...{ ar: 'ara', de: 'deu', en: 'eng', es: 'spa', fr: 'fra', hi: 'hin', it: 'ita', ja: 'jpn', ko: 'kor' },
  ...{ nl: 'nld', pl: 'pol', pt: 'por', ru: 'rus', tr: 'tur', uk: 'ukr', vi: 'vie', zh: 'zho' },
};

/** What replays a lesson from its recording alone: no name, no answer, no feedback to one student. */
@Injectable()
export class LessonItems {
  readonly #logger = new Logger('Recording');

  constructor(
    private readonly decks: DecksService,
    private readonly pictures: SlidePictures,
  ) {}

  async describe(
    { title, lesson: { language } }: Session,
    facts: RecordingFacts,
  ): Promise<RecordingContents> {
    const { startMs, endMs } = facts;
    const index = indexOf(facts);
    const events = eventsOf(index);
    const decks = await this.#decksOf(deckIdsOf(events));
    const code = LANGUAGES[language.split('-')[0]?.toLowerCase() ?? ''];
    const about: RecordedLesson = {
      ...{ schema: RECORDING_SCHEMA, title, language },
      ...{ startPtsMs: startMs, endPtsMs: endMs, decks: decks.map(({ id }) => id) },
    };
    const slideTitle = (deckId: string, slide: number): string =>
      decks.find(({ id }) => id === deckId)?.slides[slide]?.title ?? String(slide + 1);
    return {
      title,
      ...(code !== undefined && { language: code }),
      captions: captionsOf(events, endMs),
      chapters: chaptersOf(events, { startMs, endMs, title, slideTitle }),
      items: [
        textItem(recordedItems.lesson, 'application/json', JSON.stringify(about)),
        textItem(recordedItems.index, 'application/x-ndjson', jsonLines(index)),
        ...(await Promise.all(decks.map((deck) => this.#itemsOf(deck)))).flat(),
      ],
    };
  }

  async #decksOf(ids: readonly string[]): Promise<Deck[]> {
    const decks: Deck[] = [];
    for (const id of ids) {
      try {
        decks.push(await this.decks.get(id));
      } catch (error) {
        if (!(error instanceof DeckNotFound)) throw error; // of another server, whose stream was relayed
        this.#logger.warn(`The deck ${id} of a recording is not here; its slides are left out.`);
      }
    }
    return decks;
  }

  /** The deck as `GET /api/decks/{id}` answers, and its pictures. */
  async #itemsOf(deck: Deck): Promise<RecordingItem[]> {
    const pictures = deck.slides.map(async (slide, index) => {
      const path = await this.pictures.fileOf(slide);
      const { size } = await stat(path);
      const name = recordedItems.slide(deck.id, index);
      return { name, contentType: slide.mediaType, length: size, read: () => readFile(path) };
    });
    return [
      textItem(recordedItems.deck(deck.id), 'application/json', JSON.stringify(describeDeck(deck))),
      ...(await Promise.all(pictures)),
    ];
  }
}
