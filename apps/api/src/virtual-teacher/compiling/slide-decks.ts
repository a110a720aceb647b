import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DeckReference } from '@lockstep/contracts';
import type { Deck } from '@lockstep/virtual-teacher';
import { DataSource } from 'typeorm';
import { DecksService } from '../../decks/decks.service.js';
import { SlidePictures } from '../../decks/slide-pictures.js';
import type { CompiledRecord, CompiledSlide } from '../../lessons/compiles/compiled-record.js';

/** Keeps drawn slides as a deck that students' pages can load. */
@Injectable()
export class SlideDecks {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly decks: DecksService,
    private readonly frames: SlidePictures,
  ) {}

  /** Every build step becomes a slide of the deck: pages need to know nothing of steps. */
  async keep({ slides }: Deck): Promise<{ deck: DeckReference | null; slides: CompiledSlide[] }> {
    const drawn = slides.flatMap(({ title, steps }) => steps.map((frame) => ({ ...frame, title })));
    const records = await this.frames.keep(drawn);
    const id = await this.decks.keep(records, this.dataSource.manager);
    let index = 0;
    const compiled = slides.map(({ title, steps }) => ({
      title,
      steps: steps.map(({ words }) => ({ index: index++, words })),
    }));
    return { deck: id === null ? null : { id, slideCount: records.length }, slides: compiled };
  }

  /** The slides as they were drawn. */
  async load({ deck, slides }: Pick<CompiledRecord, 'deck' | 'slides'>): Promise<Deck> {
    const records = deck === null ? [] : (await this.decks.get(deck.id)).slides;
    const load = async ({ index, words }: CompiledSlide['steps'][number]) => {
      const record = records[index];
      if (record === undefined) throw new Error(`The deck has no slide ${String(index)}.`);
      const { mediaType, width, height } = record;
      return { bytes: await readFile(await this.frames.fileOf(record)), mediaType, width, height, words };
    };
    const loaded = slides.map(async ({ title, steps }) => ({
      title,
      steps: await Promise.all(steps.map(load)),
    }));
    return { slides: await Promise.all(loaded), warnings: [] };
  }
}
