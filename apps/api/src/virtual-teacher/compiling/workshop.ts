import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { ClipCache, Pacer } from '@lockstep/media';
import { Settings } from '../../config/settings.js';

/** What all virtual teachers of this process share: one beat, one store of clips, one bounded crew that makes them. */
@Injectable()
export class Workshop implements OnModuleDestroy {
  readonly #logger = new Logger('Workshop');
  readonly pacer = new Pacer({ onError: (error) => this.#logger.error(error) });
  readonly clips = new ClipCache();

  constructor(private readonly settings: Settings) {}

  /** Of the clip store. */
  get folder(): string {
    return this.settings.inData('clips');
  }

  onModuleDestroy(): void {
    this.pacer[Symbol.dispose]();
  }
}
