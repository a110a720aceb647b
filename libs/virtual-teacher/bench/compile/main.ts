/**
 * `npm run bench:compile [-- --minutes 10 --live 20]`: how long a lesson takes to compile, one changed sentence of it,
 * and how soon the first cells of a sentence never heard before are ready; beside drawing and encoding each frame the
 * usual way, in the same run.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { LessonScript } from '@lockstep/contracts';
import { findFfmpeg } from '@lockstep/media';
import { openStage } from '../../src/avatar/open-stage.js';
import { ClipStore } from '../../src/clip/clip-store.js';
import { EncoderPool } from '../../src/clip/encoder-pool.js';
import { compileLesson } from '../../src/compile/compile-lesson.js';
import { clipsOf } from '../../src/compile/compiled-lesson.js';
import { sentencesOfNarration } from '../../src/compile/sentence.js';
import { Speaker, type SpeakerParts } from '../../src/compile/speaker.js';
import { timelineOf } from '../../src/compile/timeline.js';
import { FliteVoice, FliteVoices } from '../../src/voice/flite/flite-voice.js';
import { lesson, sentence } from './lesson.js';
import { drawEveryFrame } from './naive.js';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, live: { type: 'string', default: '20' } },
});
const minutes = Number(values.minutes);
const SENTENCES_PER_MINUTE = 10.5;

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; took: number }> {
  const begun = performance.now();
  const value = await work();
  return { value, took: performance.now() - begun };
}

/** One word of one sentence is another one. */
const changed = (script: LessonScript): LessonScript => ({
  ...script,
  steps: script.steps.map((step, index) =>
    index === 0 && step.kind === 'say'
      ? { ...step, text: step.text.replace('yesterday', 'on Monday') }
      : step,
  ),
});

async function measureLive(
  parts: SpeakerParts,
  { name, first: from, count }: { readonly name: string; readonly first: number; readonly count: number },
): Promise<void> {
  const speaker = new Speaker(parts);
  const voice: number[] = [];
  const first: number[] = [];
  const whole: number[] = [];
  for (let index = 0; index < count; index++) {
    const [words] = sentencesOfNarration(sentence(from + index * 7), 'en');
    if (words === undefined) continue;
    const begun = performance.now();
    const clip = speaker.compileSentence(words, { priority: 'live' });
    void clip.info.then(() => voice.push(performance.now() - begun));
    const stop = clip.frames.onChange?.(() => {
      if (clip.frames.readyCells === 0) return;
      first.push(performance.now() - begun);
      stop?.();
    });
    await clip.kept;
    whole.push(performance.now() - begun);
  }
  for (const [part, times] of Object.entries({ voice, 'first cell': first, 'whole clip': whole })) {
    const sorted = times.toSorted((a, b) => a - b);
    console.log(`${name}, ${part}: median ${ms(quantile(sorted, 0.5))}, p95 ${ms(quantile(sorted, 0.95))}`);
  }
}

const directory = await mkdtemp(join(tmpdir(), 'lockstep-bench-'));
try {
  const ffmpeg = await findFfmpeg();
  const store = await ClipStore.open(directory);
  await using voices = await FliteVoices.start();
  await using encoders = new EncoderPool({ ffmpeg });
  const script = lesson(Math.round(minutes * SENTENCES_PER_MINUTE));
  const drawn = await timed(async () => {
    const stage = await openStage('nora', { store, encoders, ffmpeg });
    await stage.idle(null);
    return stage;
  });
  const parts = { voice: new FliteVoice('slt', voices), stage: drawn.value, store, encoders };
  const compile = (version: LessonScript) => compileLesson(version, undefined, { ...parts, ffmpeg });
  console.log(
    `${availableParallelism()} processors; the avatar is drawn in ${ms(drawn.took)}, once on a machine`,
  );
  const all = await timed(() => compile(script));
  const { durationMs } = timelineOf(script, all.value);
  const speed = durationMs / all.took;
  console.log(
    `a lesson of ${(durationMs / 60_000).toFixed(1)} minutes (${clipsOf(all.value).length} clips): ${(all.took / 1000).toFixed(1)} s, ${speed.toFixed(1)} times real time`,
  );
  const again = await timed(() => compile(script));
  console.log(`the same again: ${ms(again.took)}`);
  const one = await timed(() => compile(changed(script)));
  console.log(`after one changed sentence: ${ms(one.took)}`);
  await encoders.warm('live');
  const count = Number(values.live);
  await measureLive(parts, { name: 'live', first: 10_000, count });
  const stop = new AbortController();
  const beside = compileLesson(lesson(1000, 50_000), undefined, { ...parts, ffmpeg, signal: stop.signal });
  await measureLive(parts, { name: 'live while a lesson is compiled', first: 20_000, count });
  stop.abort();
  await beside.catch(() => undefined); // it was told to stop
  const peer = await drawEveryFrame(ffmpeg, 100);
  console.log(
    `each frame drawn and encoded the usual way: ${(peer / 25).toFixed(1)} times real time; ours is ${((speed * 25) / peer).toFixed(1)} times as fast`,
  );
} finally {
  await rm(directory, { recursive: true });
}
