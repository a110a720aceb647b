import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DeckRenderer } from '@lockstep/virtual-teacher';
import { Settings } from '../config/settings.js';

/** Draws the decks and decodes the pictures of authors, in processes that end with the server. */
@Injectable()
export class SlideRenderer extends DeckRenderer implements OnModuleDestroy {
  constructor(settings: Settings) {
    super(2, settings.inData('drawn'));
  }

  async onModuleDestroy(): Promise<void> {
    await this[Symbol.asyncDispose]();
  }
}
