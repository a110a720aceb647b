import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { ClipCache, findFfmpeg, Pacer } from '@lockstep/media';
import { type ClipBacking, ClipStore, EncoderPool, FliteVoices } from '@lockstep/virtual-teacher';
import { Settings } from '../../config/settings.js';
import { ContentFiles } from '../../storage/content-files.js';

/** What clips are made with. */
export type Tools = {
  readonly store: ClipStore;
  /** Bounds what is encoded at once; the sentences of running sessions come first. */
  readonly encoders: EncoderPool;
  readonly flite: FliteVoices;
  /** Path of the program. */
  readonly ffmpeg: string;
};

/** What keeps clips beside the disk. */
export const backingOf = (content: ContentFiles): ClipBacking => ({
  bring: (name) => content.local('clips', name),
  added: (name) => content.added('clips', name),
  removed: (name) => content.remove('clips', name),
});

/** What all virtual teachers of this process share: one beat, one store of clips, one bounded set of tools. */
@Injectable()
export class SharedMedia implements OnModuleDestroy {
  readonly #logger = new Logger('SharedMedia');
  readonly #resources = new AsyncDisposableStack();
  readonly pacer = new Pacer({ onError: (error) => this.#logger.error(error) });
  readonly clips = new ClipCache();
  #tools: Promise<Tools> | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly content: ContentFiles,
  ) {}

  /** Of the clip store. */
  get folder(): string {
    return this.settings.inData('clips');
  }

  /** Laid out when they are first needed: a server that compiles nothing starts no thread and no process. */
  tools(): Promise<Tools> {
    this.#tools ??= this.#layOut().catch((error: unknown) => {
      this.#tools = undefined; // it may be tried again
      throw error;
    });
    return this.#tools;
  }

  async onModuleDestroy(): Promise<void> {
    this.pacer[Symbol.dispose]();
    await this.#tools?.catch(() => undefined);
    await this.#resources.disposeAsync();
  }

  async #layOut(): Promise<Tools> {
    const ffmpeg = await findFfmpeg({ path: this.settings.get('FFMPEG_PATH') });
    const store = await ClipStore.open(this.folder, backingOf(this.content));
    const flite = this.#resources.use(await FliteVoices.start());
    const encoders = this.#resources.use(new EncoderPool({ ffmpeg }));
    return { store, encoders, flite, ffmpeg };
  }
}
