import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage } from '../src/avatar/open-stage.js';
import { Speaker } from '../src/compile/speaker.js';
import { type Stage, StageFailed } from '../src/avatar/stage.js';
import { decodeColours, decodeAudio, makeFilm, probeFrames } from './support/second-opinion.js';
import { solidDeck } from './support/solid-deck.js';
import { oneSentence, TestStudio } from './support/studio.js';

let studio: TestStudio;
let folder: string;
beforeAll(async () => {
  studio = await TestStudio.open();
  folder = await mkdtemp(join(tmpdir(), 'lockstep-stages-'));
  const film = (colour: string, seconds: number) => [
    '-f',
    'lavfi',
    '-i',
    `color=${colour}:s=320x180:r=25:d=${seconds}`,
  ];
  await makeFilm(join(folder, 'idle.mp4'), [...film('blue', 0.9), '-pix_fmt', 'yuv420p']);
  await makeFilm(join(folder, 'talking.mp4'), [...film('red', 0.64), '-pix_fmt', 'yuv420p']);
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const parts = (stage: Stage) => ({
  ...{ voice: studio.voice, stage, store: studio.store, encoders: studio.encoders },
});
const options = () => ({ store: studio.store, encoders: studio.encoders, ffmpeg: studio.ffmpeg });
const isNear = (colour: readonly number[] | undefined, wanted: readonly number[]): boolean =>
  wanted.every((value, part) => Math.abs(value - (colour?.[part] ?? -100)) < 12);
const fileOf = (path: string) => Promise.resolve(join(folder, path));

describe('the slide as the frame', () => {
  const red = [255, 0, 0];
  const green = [0, 255, 0];
  const blue = [0, 0, 255];

  it('turns on the very frame of its mark', async () => {
    const deck = await solidDeck(['#ff0000', '#00ff00', '#0000ff']);
    const speaker = new Speaker(parts(await openStage('slide', { ...options(), deck })));
    const clip = speaker.compileSentence(oneSentence('One {slide 2} two {slide next} three.'), {
      priority: 'batch',
    });
    await clip.kept;
    const [second, third] = (await clip.info).marks.map(({ picture }) => picture);
    const colours = await decodeColours(await readFile(studio.store.pathOf(clip.id)));
    const wanted = colours.map((_, frame) =>
      frame < (second ?? 0) ? red : frame < (third ?? 0) ? green : blue,
    );
    expect(colours.findIndex((colour, frame) => !isNear(colour, wanted[frame] ?? []))).toBe(-1);
    expect([second, third].every((frame) => (frame ?? 0) > 0)).toBe(true);
  });

  it('is another clip for another slide, and waits on the slide that is shown', async () => {
    const deck = await solidDeck(['#ff0000', '#00ff00']);
    const speaker = new Speaker(parts(await openStage('slide', { ...options(), deck })));
    const words = oneSentence('Nothing turns here.');
    const view = { slide: 1, step: 0 };
    expect(speaker.idOf(words, view)).not.toBe(speaker.idOf(words, null));
    expect(speaker.idOf(words, { slide: 0, step: 0 })).toBe(speaker.idOf(words, null));
    const idle = await speaker.idle({ view });
    const colours = await decodeColours(await readFile(studio.store.pathOf(idle.id)));
    expect(colours).toHaveLength(8);
    expect(colours.every((colour) => isNear(colour, green))).toBe(true);
  });

  it('is refused without slides', async () => {
    await expect(openStage('slide', options())).rejects.toThrow('there are no slides');
  });
});

describe('films of the author', () => {
  it('are seen while the teacher waits and talks, with the voice', async () => {
    const stage = await openStage({ idle: 'idle.mp4', talking: 'talking.mp4' }, { ...options(), fileOf });
    const speaker = new Speaker(parts(stage));
    const clip = speaker.compileSentence(oneSentence('I am talking for a while now.'));
    await clip.kept;
    const flv = await readFile(studio.store.pathOf(clip.id));
    const colours = await decodeColours(flv);
    expect(colours).toHaveLength((await clip.info).cells * 8);
    expect(colours.every((colour) => isNear(colour, [254, 0, 0]))).toBe(true);
    expect((await decodeAudio(flv)).some((sample) => Math.abs(sample) > 3000)).toBe(true);
    const videoFrames = await probeFrames(studio.store.pathOf(clip.id));
    expect(videoFrames.every(({ isRandomAccess }, index) => isRandomAccess === (index % 8 === 0))).toBe(true);
    const idle = await speaker.idle();
    expect(idle.cells).toBe(3);
    const waiting = await decodeColours(await readFile(studio.store.pathOf(idle.id)));
    expect(waiting.every((colour) => isNear(colour, [0, 0, 254]))).toBe(true);
  });

  it('that are not there are named', async () => {
    const missing = openStage(
      { idle: 'idle.mp4', talking: 'talking.mp4' },
      { ...options(), fileOf: () => Promise.resolve(undefined) },
    );
    await expect(missing).rejects.toThrow(StageFailed);
    await expect(missing).rejects.toThrow('There is no file idle.mp4.');
  });
});

it('names the avatars that there are when one is asked for that is not', async () => {
  await expect(openStage('nobody', options())).rejects.toThrow(
    'There is no avatar “nobody”. Choose one of bolt, leo, nora, olive, slide.',
  );
});
