import { type Cell, CELL_VIDEO_FRAMES, CELL_AUDIO_FRAMES } from '@lockstep/media';
import type { ClipInfo } from './clip.js';
import { clipId, type ClipStore } from './clip-store.js';
import type { EncoderPool } from './encoder-pool.js';
import { fileHash, transcodeFilm } from './transcode.js';

export type FilmOptions = {
  readonly store: ClipStore;
  readonly encoders: EncoderPool;
  readonly ffmpeg: string;
  readonly signal?: AbortSignal | undefined;
};

/**
 * A film of the author as a clip. The same file is converted once, whatever it is called.
 * @param options.group frames from one IDR to the next
 * @throws MediaFileError, EncoderFailed, the signal's reason
 */
export async function compileFilm(
  path: string,
  options: FilmOptions & { readonly group: number },
): Promise<{ info: ClipInfo; reused: boolean }> {
  const { store, encoders, ffmpeg, group, signal } = options;
  const id = clipId({ film: 1, file: await fileHash(path), group });
  const known = await store.info(id);
  if (known !== undefined) return { info: known, reused: true };
  const film = await transcodeFilm(path, { ffmpeg, group, signal });
  const audioFrames: Uint8Array[] = [];
  await encoders.use(
    'batch',
    ({ audio }) => audio.encode(film.samples, (frame) => audioFrames.push(frame)),
    signal,
  );
  const cells = Array.from({ length: film.cells }, (_, index): Cell => ({
    videoFrames: film.videoFrames.slice(index * CELL_VIDEO_FRAMES, (index + 1) * CELL_VIDEO_FRAMES),
    audioFrames: audioFrames.slice(index * CELL_AUDIO_FRAMES, (index + 1) * CELL_AUDIO_FRAMES),
  }));
  const info: ClipInfo = { id, cells: film.cells, marks: [], captions: [], speech: null };
  await store.put(info, cells);
  return { info, reused: false };
}
