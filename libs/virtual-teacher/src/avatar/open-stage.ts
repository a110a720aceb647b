import type { AvatarChoice } from '@lockstep/contracts';
import { MediaFileError } from '@lockstep/media';
import type { ClipStore } from '../clip/clip-store.js';
import type { EncoderPool } from '../clip/encoder-pool.js';
import type { Deck } from '../deck/deck.js';
import { AvatarStage } from './avatar-stage.js';
import { shippedAvatars } from './cast.js';
import { FilmStage } from './film-stage.js';
import { SlideStage } from './slide-stage.js';
import { type Stage, StageFailed } from './stage.js';

export type OpenStageOptions = {
  readonly store: ClipStore;
  readonly encoders: EncoderPool;
  readonly ffmpeg: string;
  /** Of the script; undefined when it has no slides. */
  readonly deck?: Deck | undefined;
  /** Path of a file below the folder of the script; undefined when it is not there. */
  readonly fileOf?: ((path: string) => Promise<string | undefined>) | undefined;
  readonly signal?: AbortSignal | undefined;
};

const drawn = new WeakMap<ClipStore, Map<string, AvatarStage>>();

/**
 * What a script's `avatar` asks for. A built-in avatar is opened once for each store, so that it is drawn once.
 * @throws StageFailed for a name, slides or files that are not there, or that are no film
 */
export async function openStage(choice: AvatarChoice, options: OpenStageOptions): Promise<Stage> {
  if (choice === 'slide') {
    if ((options.deck?.slides.length ?? 0) > 0)
      return new SlideStage(options.deck ?? { slides: [], warnings: [] });
    const remedy = 'Name the slides in the head of the script, or choose an avatar.';
    throw new StageFailed(
      'missing-slide',
      'The slide is to fill the frame, and there are no slides.',
      remedy,
    );
  }
  if (typeof choice === 'string') return avatarStage(choice, options.store);
  const [idle, talking] = await Promise.all([
    fileAt(choice.idle, options.fileOf),
    fileAt(choice.talking, options.fileOf),
  ]);
  try {
    return await FilmStage.open({ idle, talking }, options);
  } catch (error) {
    if (!(error instanceof MediaFileError)) throw error;
    const remedy = 'Save it as MP4 with H.264, and upload it again.';
    throw new StageFailed('bad-media', error.message, remedy, { cause: error });
  }
}

async function avatarStage(name: string, store: ClipStore): Promise<AvatarStage> {
  const avatars = await shippedAvatars();
  const avatar = avatars.get(name);
  if (avatar === undefined) {
    const names = [...avatars.keys(), 'slide'].join(', ');
    throw new StageFailed('missing-file', `There is no avatar “${name}”.`, `Choose one of ${names}.`);
  }
  const known = drawn.get(store) ?? new Map<string, AvatarStage>();
  drawn.set(store, known);
  const stage = known.get(name) ?? new AvatarStage(avatar, store);
  known.set(name, stage);
  return stage;
}

async function fileAt(path: string, fileOf: OpenStageOptions['fileOf']): Promise<string> {
  const file = await fileOf?.(path);
  if (file !== undefined) return file;
  throw new StageFailed('missing-file', `There is no file ${path}.`, 'Upload it, or correct its name.');
}
