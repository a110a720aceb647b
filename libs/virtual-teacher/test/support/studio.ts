import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '@lockstep/media';
import { AvatarStage } from '../../src/avatar/avatar-stage.js';
import type { Stage } from '../../src/avatar/stage.js';
import { ClipStore } from '../../src/clip/clip-store.js';
import { EncoderPool } from '../../src/clip/encoder-pool.js';
import { type Sentence, sentencesOfNarration } from '../../src/compile/sentence.js';
import { Speaker } from '../../src/compile/speaker.js';
import { plainAvatar } from './plain-avatar.js';
import { ToneVoice } from './tone-voice.js';

type Drawing = { readonly id: string; readonly bytes: Uint8Array };
/** Drawn once for all studios of a test file. */
let drawing: Drawing | undefined;

async function drawingIn(store: ClipStore): Promise<Drawing> {
  const name = (await readdir(store.directory)).find((file) => file.endsWith('.bin')) ?? '';
  const id = name.replace('.bin', '');
  return { id, bytes: (await store.blob(id)) ?? new Uint8Array(0) };
}

/** Everything that makes clips, in a folder of its own. */
export class TestStudio implements AsyncDisposable {
  readonly voice = new ToneVoice();

  private constructor(
    readonly ffmpeg: string,
    readonly store: ClipStore,
    readonly encoders: EncoderPool,
    readonly stage: Stage,
  ) {}

  static async open(
    options: { readonly ffmpeg?: string; readonly batch?: number } = {},
  ): Promise<TestStudio> {
    const ffmpeg = options.ffmpeg ?? (await findFfmpeg());
    const store = await ClipStore.open(await mkdtemp(join(tmpdir(), 'lockstep-clips-')));
    const encoders = new EncoderPool({ ffmpeg, batch: options.batch ?? 2, live: 1 });
    const stage = new AvatarStage(plainAvatar(), store);
    if (drawing !== undefined) await store.putBlob(drawing.id, drawing.bytes);
    await stage.sheet();
    drawing ??= await drawingIn(store);
    return new TestStudio(ffmpeg, store, encoders, stage);
  }

  get speaker(): Speaker {
    return new Speaker(this);
  }

  /** Files that are neither whole clips nor drawings. */
  async leftovers(): Promise<string[]> {
    const names = await readdir(this.store.directory);
    const isWhole = (name: string) =>
      name.endsWith('.bin') || names.includes(name.replace(/\.flv$/, '.json'));
    const temporary = await readdir(join(this.store.directory, 'tmp'));
    return [...names.filter((name) => name !== 'tmp' && !isWhole(name)), ...temporary];
  }

  async clips(): Promise<string[]> {
    const names = await readdir(this.store.directory);
    return names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.encoders[Symbol.asyncDispose]();
    await rm(this.store.directory, { recursive: true });
  }
}

/** The only sentence of a narration. */
export function oneSentence(narration: string, language = 'en'): Sentence {
  const [sentence, ...more] = sentencesOfNarration(narration, language);
  if (sentence === undefined || more.length > 0) throw new Error(`“${narration}” is not one sentence`);
  return sentence;
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // no such process
  }
}
