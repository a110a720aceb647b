import { type Cell, CELL_VIDEO_FRAMES, type Clip, type ClipFrame } from '@lockstep/media';
import { CELL_GROUP } from '../clip/house-format.js';
import { compileFilm, type FilmOptions } from '../clip/film-clip.js';
import type { AudioTrack, Film, Stage } from './stage.js';

/**
 * The author's own films of a teacher who waits and one who talks. Both are encoded once, with an IDR in every cell; a
 * sentence takes as many cells of the talking one as it needs, so that nothing is encoded for it.
 */
export class FilmStage implements Stage {
  readonly showsSlides = false;

  private constructor(
    private readonly ids: readonly [idle: string, talking: string],
    private readonly waiting: readonly ClipFrame[],
    private readonly talking: readonly ClipFrame[],
  ) {}

  /** Paths of the two files; each is converted once, and kept. @throws MediaFileError, EncoderFailed */
  static async open(
    paths: { readonly idle: string; readonly talking: string },
    options: FilmOptions,
  ): Promise<FilmStage> {
    const film = async (path: string): Promise<{ id: string; videoFrames: ClipFrame[] }> => {
      const { info } = await compileFilm(path, { ...options, group: CELL_GROUP });
      return { id: info.id, videoFrames: framesOf(await options.store.load(info.id)) };
    };
    const idle = await film(paths.idle);
    const talking = await film(paths.talking);
    return new FilmStage([idle.id, talking.id], idle.videoFrames, talking.videoFrames);
  }

  fingerprint(): string {
    return `film/1/${this.ids.join('/')}`;
  }

  speak({ cells }: AudioTrack): Promise<Film> {
    const { talking } = this;
    const wanted = cells * CELL_VIDEO_FRAMES;
    const videoFrames = Array.from(
      { length: wanted },
      (_, index) => talking[index % talking.length] as ClipFrame,
    );
    return Promise.resolve({ kind: 'frames', videoFrames });
  }

  idle(): Promise<{ cells: number; film: Film }> {
    const cells = this.waiting.length / CELL_VIDEO_FRAMES;
    return Promise.resolve({ cells, film: { kind: 'frames', videoFrames: this.waiting } });
  }
}

function framesOf(clip: Clip): ClipFrame[] {
  const cells = Array.from({ length: clip.readyCells }, (_, index) => clip.cell(index) as Cell);
  return cells.flatMap(({ videoFrames }) => [...videoFrames]);
}
