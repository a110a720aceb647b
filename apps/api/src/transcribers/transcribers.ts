import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { findFfmpeg } from '@lockstep/media';
import { type Ear, findEar } from '@lockstep/virtual-teacher';
import { Settings } from '../config/settings.js';

/** What understands speech on this server, if anything does. Looked for once, when it is first asked for. */
@Injectable()
export class Transcribers implements OnModuleDestroy {
  #ear: Promise<Ear | undefined> | undefined;

  constructor(private readonly settings: Settings) {}

  /** Throws FfmpegMissing. */
  find(): Promise<Ear | undefined> {
    return (this.#ear ??= this.#open().catch((error: unknown) => {
      this.#ear = undefined; // it may be tried again
      throw error;
    }));
  }

  /** Whether students can say their answers. `language` is BCP 47. Throws FfmpegMissing. */
  async canTranscribe(language: string): Promise<boolean> {
    return (await this.find())?.hears(language) ?? false;
  }

  async onModuleDestroy(): Promise<void> {
    await (await this.#ear?.catch(() => undefined))?.[Symbol.asyncDispose]();
  }

  async #open(): Promise<Ear | undefined> {
    const ffmpeg = await findFfmpeg({ path: this.settings.get('FFMPEG_PATH') });
    return findEar({ settings: this.settings.openAi, ffmpeg });
  }
}
