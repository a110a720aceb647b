import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseLesson } from '@lockstep/lesson';
import type { LessonScript } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  compileLesson,
  type CompileLessonOptions,
  type CompileProgress,
} from '../src/compile/compile-lesson.js';
import { clipsOf, LessonNotCompiled } from '../src/compile/compiled-lesson.js';
import { timelineOf } from '../src/compile/timeline.js';
import type { Deck } from '../src/deck/deck.js';
import { FliteVoices } from '../src/voice/flite/flite-voice.js';
import { SentenceRecordings } from '../src/voice/recorded/sentence-recordings.js';
import { solidDeck } from './support/solid-deck.js';
import { makeFilm, probeFrames } from './support/second-opinion.js';
import { isRunning, TestStudio } from './support/studio.js';

const SCRIPT = `
title: Small words
language: en
slides: deck.md
steps:
  - id: intro
    say: Look {slide 2} here. And {highlight went} there.
  - id: which
    ask:
      prompt: Which one is it?
      choices: [went, goed]
      right: went
      hints: [Think again.]
      window: 5s
      say:
        right: Yes, that is right.
        nothing: Nobody answered.
  - pause: 1s
  - id: again
    say: Look {slide next} again.
`;

function scriptOf(text: string): LessonScript {
  const { script, problems } = parseLesson(text);
  if (script === undefined) throw new Error(JSON.stringify(problems));
  return script;
}

let studio: TestStudio;
let films: string;
let deck: Deck;
beforeAll(async () => {
  studio = await TestStudio.open();
  films = await mkdtemp(join(tmpdir(), 'lockstep-films-'));
  deck = await solidDeck(['#ff0000', '#00ff00', '#0000ff']);
  const card = ['-f', 'lavfi', '-i', 'testsrc=s=640x480:r=30:d=1.1'];
  const tone = ['-f', 'lavfi', '-i', 'sine=440:d=1.1'];
  await makeFilm(join(films, 'film.mp4'), [...card, ...tone, '-pix_fmt', 'yuv420p']);
  await writeFile(join(films, 'broken.mp4'), 'no film at all');
  await makeFilm(join(films, 'said.webm'), ['-f', 'lavfi', '-i', 'sine=300:d=1.7', '-c:a', 'libopus']);
  await makeFilm(join(films, 'said.wav'), ['-f', 'lavfi', '-i', 'sine=200:d=1.4']);
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await rm(films, { recursive: true });
});

const fileOf = async (path: string): Promise<string | undefined> => {
  const file = join(films, path);
  return stat(file).then(
    () => file,
    () => undefined,
  );
};
const compile = (
  script: LessonScript,
  more: Pick<CompileLessonOptions, 'signal' | 'onProgress' | 'recordings'> = {},
) =>
  compileLesson(script, deck, {
    ...{ voice: studio.voice, stage: studio.stage, store: studio.store, encoders: studio.encoders },
    ...{ ffmpeg: studio.ffmpeg, fileOf, ...more },
  });

const problemsOf = async (script: LessonScript, more: Parameters<typeof compile>[1] = {}) => {
  try {
    await compile(script, more);
  } catch (error) {
    if (error instanceof LessonNotCompiled) return error.problems;
    throw error;
  }
  return [];
};

describe('a compiled lesson', () => {
  it('has a clip for every sentence, in the order of the script', async () => {
    const lesson = await compile(scriptOf(SCRIPT));
    const [say, ask, pause, again] = lesson.steps;
    expect(say).toMatchObject({ id: 'intro', clips: [{ text: 'Look here.' }, { text: 'And there.' }] });
    expect(ask).toMatchObject({
      ...{ kind: 'ask', prompt: [{ text: 'Which one is it?' }], hints: [[{ text: 'Think again.' }]] },
      replies: { right: [{ text: 'Yes, that is right.' }], nothing: [{ text: 'Nobody answered.' }] },
    });
    expect(pause?.kind).toBe('pause');
    expect(again).toMatchObject({ clips: [{ marks: [{ mark: 'slide next' }] }] });
    for (const id of clipsOf(lesson)) expect((await studio.store.load(id)).readyCells).toBeGreaterThan(0);
    expect(JSON.parse(JSON.stringify(lesson))).toEqual(lesson);
  });

  it('takes what is there from the store, and compiles the one sentence that was changed', async () => {
    await compile(scriptOf(SCRIPT));
    const before = { spoken: studio.voice.spoken, clips: (await studio.clips()).length };
    await compile(scriptOf(SCRIPT));
    expect({ spoken: studio.voice.spoken, clips: (await studio.clips()).length }).toEqual(before);
    const progress: CompileProgress[] = [];
    const changed = scriptOf(SCRIPT.replace('And {highlight went} there', 'And {highlight went} elsewhere'));
    await compile(changed, { onProgress: (now) => progress.push(now) });
    expect(studio.voice.spoken).toBe(before.spoken + 1);
    expect(progress.at(-1)).toEqual({ done: 7, total: 7, reused: 6 });
    expect(progress.map(({ done }) => done)).toEqual(
      progress.map(({ done }) => done).toSorted((a, b) => a - b),
    );
  });

  it.each(['said.webm', 'said.wav'])(
    'is said by the author where they recorded a sentence: %s',
    async (file) => {
      const script = scriptOf(
        `title: Own\nrecordings: [{file: ${file}, says: My own voice here.}]\nsteps:\n  - say: 'My *own* {pause 2s} voice here {highlight none}. The other is not ${file.slice(5)}.'\n`,
      );
      await using references = await FliteVoices.start({ threads: 1 });
      const open = () => SentenceRecordings.open(script, { fileOf, ffmpeg: studio.ffmpeg, references });
      const before = studio.voice.spoken;
      const { steps } = await compile(script, { recordings: await open() });
      expect(studio.voice.spoken).toBe(before + 1); // the other one
      const [own] = steps[0]?.kind === 'say' ? steps[0].clips : [];
      expect(own?.captions).toMatchObject([{ text: 'My own voice here.' }]);
      // as long as the recording, whose pauses are its own
      expect((own?.cells ?? 0) * 320).toBeGreaterThan(1400);
      expect((own?.cells ?? 0) * 320).toBeLessThan(2600);
      const again: CompileProgress[] = [];
      await compile(script, { recordings: await open(), onProgress: (now) => again.push(now) });
      expect(again.at(-1)).toEqual({ done: 2, total: 2, reused: 2 });
    },
  );

  it('names a recording that holds no audio, at its sentence', async () => {
    const script = scriptOf(
      'title: Own\nrecordings: [{file: broken.mp4, says: Hello.}]\nsteps:\n  - say: Hello.\n',
    );
    await using references = await FliteVoices.start({ threads: 1 });
    const recordings = await SentenceRecordings.open(script, { fileOf, ffmpeg: studio.ffmpeg, references });
    expect(await problemsOf(script, { recordings })).toMatchObject([
      { code: 'bad-recording', stepIndex: 0, path: ['text'], span: { from: 0, to: 6 } },
    ]);
  });

  it('says words that come twice once', async () => {
    const twice = scriptOf('title: Twice\nsteps:\n  - say: One and only.\n  - say: One and only.\n');
    const before = studio.voice.spoken;
    const { steps } = await compile(twice);
    expect(studio.voice.spoken).toBe(before + 1);
    const ids = steps.flatMap((step) => (step.kind === 'say' ? step.clips.map(({ id }) => id) : []));
    expect(ids[0]).toBe(ids[1]);
  });

  it('holds a film of its author, with its cues, in the house format', async () => {
    const script = scriptOf(
      'title: Film\nslides: deck.md\nsteps:\n  - play: { clip: film.mp4, cues: [{ at: 0.5s, mark: slide 3 }] }\n',
    );
    const lesson = await compile(script);
    const [step] = lesson.steps;
    if (step?.kind !== 'play') throw new Error('no film');
    expect(step.clips).toMatchObject([{ cells: 4, marks: [{ picture: 12, mark: 'slide 3' }] }]);
    const videoFrames = await probeFrames(studio.store.pathOf(step.clips[0]?.id ?? ''));
    expect(videoFrames).toHaveLength(32);
    expect(videoFrames.flatMap(({ isRandomAccess }, index) => (isRandomAccess ? [index] : []))).toEqual([
      0, 24,
    ]);
    expect(timelineOf(script, lesson).marks).toEqual([{ atMs: 480, mark: 'slide 3', stepId: step.id }]);
  });
});

describe('what keeps a script from being compiled is named at its step', () => {
  it('a slide that is not there', async () => {
    const text = 'Look {slide 9} here.';
    const [problem, ...more] = await problemsOf(
      scriptOf(`title: T\nslides: deck.md\nsteps:\n  - say: ${text}\n`),
    );
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ code: 'missing-slide', stepIndex: 0, path: ['text'] });
    expect(text.slice(problem?.span?.from, problem?.span?.to)).toBe('{slide 9}');
    expect(`${problem?.message} ${problem?.remedy}`).toBe('There is no slide 9. Write a number from 1 to 3.');
  });

  it('a build step that is not there', async () => {
    const script = scriptOf(
      'title: T\nslides: deck.md\nsteps:\n  - say: Look {slide 1} here {step next} now.\n',
    );
    expect(await problemsOf(script)).toMatchObject([{ message: 'Slide 1 has no build step 1.' }]);
  });

  it('all films that are missing, broken or too short for their cues', async () => {
    const film = (file: string, at: string) =>
      `  - play: { clip: ${file}, cues: [{ at: ${at}, mark: marker x }] }\n`;
    const steps = [film('gone.mp4', '1s'), film('broken.mp4', '1s'), film('film.mp4', '9s')];
    const problems = await problemsOf(scriptOf(`title: T\nsteps:\n${steps.join('')}`));
    expect(problems.map(({ code, stepIndex, path }) => ({ code, stepIndex, path }))).toEqual([
      { code: 'missing-file', stepIndex: 0, path: ['clip'] },
      { code: 'bad-media', stepIndex: 1, path: ['clip'] },
      { code: 'cue-after-end', stepIndex: 2, path: ['cues', 0, 'atMs'] },
    ]);
  });
});

it('stops when it is told to, and leaves neither process nor file', async () => {
  const sentences = Array.from(
    { length: 30 },
    (_, index) => `Sentence number ${index} is long enough to be stopped.`,
  );
  const script = scriptOf(`title: Long\nsteps:\n  - say: ${sentences.join(' ')}\n`);
  const own = await TestStudio.open();
  const stop = new AbortController();
  const compiling = compileLesson(script, undefined, {
    ...{ voice: own.voice, stage: own.stage, store: own.store, encoders: own.encoders, ffmpeg: own.ffmpeg },
    signal: stop.signal,
    onProgress: ({ done }) => {
      if (done === 3) stop.abort(new Error('enough'));
    },
  });
  await expect(compiling).rejects.toThrow('enough');
  expect(await own.leftovers()).toEqual([]);
  expect((await own.clips()).length).toBeLessThan(25);
  const { pids } = own.encoders;
  expect(pids.length).toBeGreaterThan(0);
  await own[Symbol.asyncDispose]();
  await vi.waitFor(() => expect(pids.filter(isRunning)).toEqual([]));
});
