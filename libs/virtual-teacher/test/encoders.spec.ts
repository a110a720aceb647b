import { truncate } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { EncoderFailed } from '../src/clip/encoder-failed.js';
import { HOUSE_AVC_CONFIG } from '../src/clip/house-format.js';
import { checkParameterSets } from '../src/clip/video-encoder.js';
import { probeFrames } from './support/second-opinion.js';
import { isRunning, oneSentence, TestStudio } from './support/studio.js';

const sentence = (index: number) =>
  oneSentence(`This is sentence number ${index}, and it is said in one breath.`);

it('takes parameter sets of no other format', () => {
  expect(() => checkParameterSets(HOUSE_AVC_CONFIG)).not.toThrow();
  const other = Uint8Array.from(HOUSE_AVC_CONFIG);
  other[other.length - 1] = (other.at(-1) ?? 0) ^ 4; // the last byte of the PPS
  expect(() => checkParameterSets(other)).toThrow(EncoderFailed);
});

describe('warm encoders', () => {
  it('that died are replaced: the sentence fails or is made again, the next one is well', async () => {
    await using studio = await TestStudio.open();
    await studio.encoders.warm('live');
    const before = studio.encoders.pids;
    expect(before).toHaveLength(2);
    for (const pid of before) process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(before.filter(isRunning)).toEqual([]));
    const first = studio.speaker.compileSentence(sentence(1));
    await first.kept.catch((error: unknown) => expect(error).toBeInstanceOf(EncoderFailed));
    const second = studio.speaker.compileSentence(sentence(2));
    expect(await second.kept).toBe(false);
    expect(await probeFrames(studio.store.pathOf(second.id))).toHaveLength((await second.info).cells * 8);
  });

  it('go on after a clip that was given up, with nothing of it in the next', async () => {
    await using studio = await TestStudio.open();
    const stop = new AbortController();
    const given = studio.speaker.compileSentence(sentence(3), { signal: stop.signal });
    const growing = new Promise<void>((resolve) =>
      given.frames.onChange?.(() => given.frames.readyCells > 0 && resolve()),
    );
    await growing;
    stop.abort(new Error('taken over'));
    await expect(given.kept).rejects.toThrow('taken over');
    expect(given.frames.isComplete).toBe(true);
    expect(given.frames.failure).toBe(stop.signal.reason);
    expect(await studio.clips()).toEqual([]);
    const next = studio.speaker.compileSentence(sentence(4));
    await next.kept;
    const videoFrames = await probeFrames(studio.store.pathOf(next.id));
    expect(videoFrames).toHaveLength((await next.info).cells * 8);
    expect(videoFrames[0]?.type).toBe('I');
    expect(studio.encoders.pids).toHaveLength(2);
  });

  it('end with the pool, also in the middle of a clip', async () => {
    const studio = await TestStudio.open();
    const clip = studio.speaker.compileSentence(sentence(5));
    await new Promise<void>((resolve) =>
      clip.frames.onChange?.(() => clip.frames.readyCells > 0 && resolve()),
    );
    const { pids } = studio.encoders;
    expect(pids).toHaveLength(2);
    await studio[Symbol.asyncDispose]();
    await expect(clip.kept).rejects.toThrow('shut down');
    expect(pids.filter(isRunning)).toEqual([]);
    await expect(studio.speaker.compileSentence(sentence(6)).kept).rejects.toThrow();
  });

  it('leave the processor to those that somebody waits for', async () => {
    await using studio = await TestStudio.open({ batch: 1 });
    await studio.encoders.warm('live');
    const live = studio.encoders.pids;
    await studio.encoders.warm('batch');
    const batch = studio.encoders.pids.filter((pid) => !live.includes(pid));
    expect([live.length, batch.length]).toEqual([2, 2]);
    const most = Math.max(...live.map(getPriority));
    expect(batch.every((pid) => getPriority(pid) > most)).toBe(true);
  });

  it('tell of a sentence before its frames are made, and let it grow cell by cell', async () => {
    await using studio = await TestStudio.open();
    const clip = studio.speaker.compileSentence(sentence(7));
    const told = clip.info.then(({ cells }) => ({ cells, ready: clip.frames.readyCells }));
    const sizes: number[] = [];
    clip.frames.onChange?.(() => sizes.push(clip.frames.readyCells));
    await clip.kept;
    const { cells, ready } = await told;
    expect(ready).toBe(0);
    expect(new Set(sizes)).toEqual(new Set(Array.from({ length: cells + 1 }, (_, index) => index)));
    const again = studio.speaker.compileSentence(sentence(7));
    expect(await again.kept).toBe(true);
    expect(again.frames.readyCells).toBe(cells);
    expect(await again.info).toEqual(await clip.info);
  });

  it('give a sentence of a lesson at once when somebody waits for the same words, and the reverse', async () => {
    await using studio = await TestStudio.open();
    for (const [index, first] of (['batch', 'live'] as const).entries()) {
      const words = sentence(8 + index);
      const made = studio.speaker.compileSentence(words, { priority: first });
      expect(await made.kept).toBe(false);
      const again = studio.speaker.compileSentence(words, { priority: first === 'live' ? 'batch' : 'live' });
      expect(await again.kept).toBe(true);
      expect(again.frames.readyCells).toBe((await made.info).cells);
      expect(again.frames.isComplete).toBe(true);
    }
  });

  it('make a damaged clip again', async () => {
    await using studio = await TestStudio.open();
    const made = studio.speaker.compileSentence(sentence(10));
    await made.kept;
    await truncate(studio.store.pathOf(made.id), 2000);
    const again = studio.speaker.compileSentence(sentence(10));
    expect(await again.kept).toBe(false);
    expect((await studio.store.load(made.id)).readyCells).toBe((await made.info).cells);
  });
});
