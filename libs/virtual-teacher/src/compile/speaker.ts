import { type Cell, CELL_VIDEO_FRAMES, type CellSource, GrowingClip, type ClipFrame } from '@lockstep/media';
import type { AudioTrack, Film, SlideView, Stage } from '../avatar/stage.js';
import { type ClipInfo, type ClipMark, VIDEO_FRAME_MS } from '../clip/clip.js';
import { clipId, type ClipStore } from '../clip/clip-store.js';
import type { EncoderPool, Priority } from '../clip/encoder-pool.js';
import { HOUSE_HEADERS, TALKING_GROUP } from '../clip/house-format.js';
import { captionsOf } from './captions.js';
import { PendingClip } from './pending-clip.js';
import type { Sentence } from './sentence.js';
import { silence, type Speakers, speakSentence } from './audio-track.js';
import { slideChanges, viewsOf } from './slide-view.js';

export type CompileOptions = {
  /** `live`: a class waits; cells begin to come after a tenth of a second. Default `live`. */
  readonly priority?: Priority;
  readonly signal?: AbortSignal;
  /** What is shown when the sentence begins: matters where the slide is the frame. Default null. */
  readonly view?: SlideView;
};

/** A sentence on its way to become a clip. */
export type SpokenClip = {
  readonly id: string;
  /** Resolves as soon as the voice has spoken, before the frames are made. Never rejects unheard. */
  readonly info: Promise<ClipInfo>;
  /** Grows while it is made; whole at once where the store has it. */
  readonly frames: CellSource;
  /** Resolves when the clip is whole and kept. `true`: it was there before. Never rejects unheard. */
  readonly kept: Promise<boolean>;
};

export type SpeakerParts = Speakers & {
  readonly stage: Stage;
  readonly store: ClipStore;
  readonly encoders: EncoderPool;
};

/** Speaks sentences with one voice and one face; for lessons, feedback and “say this” alike. Everything is kept. */
export class Speaker {
  constructor(readonly parts: SpeakerParts) {}

  /** The id of the clip that a sentence becomes. @throws StageFailed */
  idOf(sentence: Sentence, view: SlideView = null): string {
    const { voice, recordings, stage } = this.parts;
    const by = recordings?.fingerprintOf(sentence.text) ?? voice.fingerprint;
    const words = sentence.words.map(({ spoken, emphasis, pauseMs, marks }) => [
      spoken,
      emphasis,
      pauseMs,
      marks,
    ]);
    const views = stage.showsSlides ? viewsOf(sentence, view) : [];
    return clipId({
      ...{ words, text: sentence.text, endMarks: sentence.endMarks, closing: sentence.closingPauseMs },
      ...{ voice: by, stage: stage.fingerprint(views) },
    });
  }

  /** Begins at once. Failures come by `info` and `kept`, and end `frames`: VoiceFailed, EncoderFailed, the signal's reason. */
  compileSentence(sentence: Sentence, options: CompileOptions = {}): SpokenClip {
    const { view = null, priority = 'live' } = options;
    const id = this.idOf(sentence, view);
    const frames = new PendingClip();
    let tell: (info: ClipInfo) => void = () => undefined;
    let giveUp: (reason: unknown) => void = () => undefined;
    const info = new Promise<ClipInfo>((resolve, reject) => {
      [tell, giveUp] = [resolve, reject];
    });
    const make = async (): Promise<boolean> => {
      const known = await this.parts.store.info(id);
      const clip = known && (await this.#kept(known));
      if (known !== undefined && clip !== undefined) {
        tell(known);
        frames.become(clip);
        return true;
      }
      await this.#make(id, sentence, { ...options, priority, view }, frames, tell);
      return false;
    };
    const kept = make().catch((error: unknown) => {
      frames.fail(error);
      giveUp(error);
      throw error;
    });
    info.catch(() => undefined);
    kept.catch(() => undefined);
    return { id, info, frames, kept };
  }

  /** The clip of a teacher who waits, made when it is not there yet. */
  async idle(options: CompileOptions = {}): Promise<ClipInfo> {
    const { view = null, signal } = options;
    const { stage, store } = this.parts;
    const id = clipId({ idle: 1, stage: stage.fingerprint(stage.showsSlides ? [view] : []) });
    const known = await store.info(id);
    if (known !== undefined) return known;
    const { cells, film } = await stage.idle(view);
    const info: ClipInfo = { id, cells, marks: [], captions: [], speech: null };
    const frames = new GrowingClip({ headers: HOUSE_HEADERS });
    // a live encoder begins every cell with an IDR
    await this.#encode(film, silence(cells), frames, { priority: 'live', ...(signal ? { signal } : {}) });
    await store.put(info, cellsOf(frames));
    return info;
  }

  /** A clip that is damaged, or was collected just now, is made again. */
  async #kept({ id, cells }: ClipInfo): Promise<CellSource | undefined> {
    const clip = await this.parts.store.load(id).catch(() => undefined);
    return clip?.readyCells === cells ? clip : undefined;
  }

  async #make(
    id: string,
    sentence: Sentence,
    options: CompileOptions & { readonly priority: Priority; readonly view: SlideView },
    pending: PendingClip,
    tell: (info: ClipInfo) => void,
  ): Promise<void> {
    const { stage, store } = this.parts;
    const track = await speakSentence(sentence, this.parts, options);
    const info = describe(id, sentence, track);
    tell(info);
    const changes = stage.showsSlides ? slideChanges(info.marks, options.view) : [];
    const stresses = track.words.filter((_, index) => sentence.words[index]?.emphasis === true);
    const opening = track.words.slice(0, 1);
    const film = await stage.speak(track, {
      ...{ view: options.view, changes },
      stresses: [...opening, ...stresses],
    });
    options.signal?.throwIfAborted();
    const groupCells = options.priority === 'live' ? 1 : TALKING_GROUP / CELL_VIDEO_FRAMES;
    const frames = new GrowingClip({ headers: HOUSE_HEADERS, groupCells });
    pending.become(frames);
    await this.#encode(film, track.samples, frames, options);
    await store.put(info, cellsOf(frames));
  }

  async #encode(
    film: Film,
    samples: Int16Array,
    frames: GrowingClip,
    { priority = 'live', signal }: CompileOptions,
  ): Promise<void> {
    await this.parts.encoders.use(
      priority,
      async ({ videoFrames, audio }, stop) => {
        const heard = audio.encode(samples, (frame) => frames.pushAudio(frame));
        const seen =
          film.kind === 'sprites'
            ? videoFrames.encode(film.job, (videoFrame) => frames.pushFrame(videoFrame), stop)
            : pushAll(film.videoFrames, frames);
        const [ofAudio, ofFrames] = await Promise.allSettled([heard, seen]);
        if (ofFrames.status === 'rejected') throw ofFrames.reason;
        if (ofAudio.status === 'rejected') throw ofAudio.reason;
      },
      signal,
    );
    frames.complete();
  }
}

function pushAll(videoFrames: readonly ClipFrame[], frames: GrowingClip): void {
  for (const videoFrame of videoFrames) frames.pushFrame(videoFrame);
}

function cellsOf(frames: GrowingClip): Cell[] {
  const cells: Cell[] = [];
  for (let index = 0; index < frames.readyCells; index++) {
    const cell = frames.cell(index);
    if (cell !== undefined) cells.push(cell);
  }
  return cells;
}

/** The frame that is shown when a moment comes. */
const frameAt = (ms: number, videoFrames: number): number =>
  Math.min(videoFrames - 1, Math.max(0, Math.floor(ms / VIDEO_FRAME_MS)));

function describe(id: string, sentence: Sentence, track: AudioTrack): ClipInfo {
  const videoFrames = track.cells * CELL_VIDEO_FRAMES;
  const marks: ClipMark[] = sentence.words.flatMap((word, index) => {
    const picture = frameAt(track.words[index]?.startMs ?? 0, videoFrames);
    return word.marks.map((mark) => ({ picture, mark }));
  });
  const endFrame = frameAt(track.speechMs.to, videoFrames);
  marks.push(...sentence.endMarks.map((mark) => ({ picture: endFrame, mark })));
  return {
    ...{ id, cells: track.cells, marks },
    captions: captionsOf(sentence, track.words, videoFrames * VIDEO_FRAME_MS),
    speech: { firstPicture: frameAt(track.speechMs.from, videoFrames), lastPicture: endFrame },
  };
}
