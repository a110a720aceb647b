import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { findFfmpeg } from '@lockstep/media';
import { type Transcriber, findTranscriber } from '@lockstep/virtual-teacher';
import { Settings } from '../config/settings.js';

/** What understands speech on this server, if anything does. Looked for once, when it is first asked for. */
@Injectable()
export class Transcribers implements OnModuleDestroy {
  #transcriber: Promise<Transcriber | undefined> | undefined;

  constructor(private readonly settings: Settings) {}

  /** @throws FfmpegMissing */
  find(): Promise<Transcriber | undefined> {
    return (this.#transcriber ??= this.#open().catch((error: unknown) => {
      this.#transcriber = undefined; // it may be tried again
      throw error;
    }));
  }

  /** Whether students can say their answers. `language` is BCP 47. @throws FfmpegMissing */
  async canTranscribe(language: string): Promise<boolean> {
    return (await this.find())?.understands(language) ?? false;
  }

  async onModuleDestroy(): Promise<void> {
    await (await this.#transcriber?.catch(() => undefined))?.[Symbol.asyncDispose]();
  }

  async #open(): Promise<Transcriber | undefined> {
    const ffmpeg = await findFfmpeg({ path: this.settings.get('FFMPEG_PATH') });
    return findTranscriber({ settings: this.settings.openAi, ffmpeg });
  }
}
