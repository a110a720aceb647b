import { readFile } from 'node:fs/promises';
import { type Clip, packagedFfmpeg, writeClipFlv } from '@lockstep/media';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClipInfo } from '../src/clip/clip.js';
import { HOUSE_HEADERS } from '../src/clip/house-format.js';
import { FliteVoice, FliteVoices } from '../src/voice/flite/flite-voice.js';
import { Speaker } from '../src/compile/speaker.js';
import { decodeColours, decodeAudio, probeFrames, probeStreams } from './support/second-opinion.js';
import { oneSentence, TestStudio } from './support/studio.js';

const SAMPLES_PER_VIDEO_FRAME = 1920;
/** Two AAC frames. */
const SILENT_SAMPLES = 2048;

/** Samples at which the audio begins after silence. */
function onsets(samples: Int16Array, silentMs = 60): number[] {
  const found: number[] = [];
  let quietSince = -Infinity;
  let isLoud = false;
  for (const [index, sample] of samples.entries()) {
    if (Math.abs(sample) < 300) {
      if (isLoud && index - quietSince > (silentMs * 48_000) / 1000) isLoud = false;
      continue;
    }
    if (!isLoud) found.push(index);
    isLoud = true;
    quietSince = index;
  }
  return found;
}

const cellsOf = (clip: Clip) =>
  Array.from({ length: clip.readyCells }, (_, index) => clip.cell(index)).filter(
    (cell) => cell !== undefined,
  );

describe.each(['the system’s ffmpeg', 'the ffmpeg of 2018'])('a talking clip by %s', (which) => {
  let studio: TestStudio;
  let info: ClipInfo;
  let live: ClipInfo;
  const sentence = oneSentence('Look {slide 2} here, *go* becomes {highlight went} *went* {marker end}.');
  const otherSentence = oneSentence('This is the other sentence, and it is made while somebody waits.');

  beforeAll(async () => {
    const packaged = which.includes('2018') ? await packagedFfmpeg() : undefined;
    studio = await TestStudio.open(packaged === undefined ? {} : { ffmpeg: packaged });
    info = await compiled(sentence, 'batch');
    live = await compiled(otherSentence, 'live');
  });
  afterAll(() => studio[Symbol.asyncDispose]());

  async function compiled(words: typeof sentence, priority: 'live' | 'batch'): Promise<ClipInfo> {
    const clip = studio.speaker.compileSentence(words, { priority });
    await clip.kept;
    return clip.info;
  }

  it('has 25 frames a second, a closed group every 0.96 s and no B-frame', async () => {
    const videoFrames = await probeFrames(studio.store.pathOf(info.id));
    expect(videoFrames.map(({ ptsMs }) => ptsMs)).toEqual(videoFrames.map((_, index) => index * 40));
    expect(videoFrames.length).toBe(info.cells * 8);
    expect(videoFrames.map(({ type }) => type).join('')).toBe(
      videoFrames.map((_, index) => (index % 24 === 0 ? 'I' : 'P')).join(''),
    );
    expect(videoFrames.every(({ type, isRandomAccess }) => isRandomAccess === (type === 'I'))).toBe(true);
  });

  it('can be begun at every cell where somebody waits for it', async () => {
    const videoFrames = await probeFrames(studio.store.pathOf(live.id));
    expect(videoFrames.flatMap(({ isRandomAccess }, index) => (isRandomAccess ? [index] : []))).toEqual(
      Array.from({ length: live.cells }, (_, cell) => cell * 8),
    );
  });

  it('is H.264 High at 1280x720 and AAC-LC at 48 kHz, mono, in whole cells', async () => {
    const [video, audio] = await probeStreams(studio.store.pathOf(info.id));
    expect(video).toMatchObject({
      codec_name: 'h264',
      profile: 'High',
      width: 1280,
      height: 720,
      has_b_frames: 0,
    });
    expect(video).toMatchObject({ pix_fmt: 'yuv420p', color_space: 'bt709', color_range: 'tv', level: 31 });
    expect(audio).toMatchObject({ codec_name: 'aac', profile: 'LC', sample_rate: '48000', channels: 1 });
    expect(Number(audio?.['nb_read_packets'])).toBe(info.cells * 15);
  });

  it('shows the frame of a mark when its word begins to sound', async () => {
    const samples = await decodeAudio(await readFile(studio.store.pathOf(info.id)));
    const begun = onsets(samples).map((sample) => Math.floor(sample / SAMPLES_PER_VIDEO_FRAME));
    expect(begun).toHaveLength(5);
    expect(info.marks.slice(0, 2)).toEqual([
      { picture: begun[1], mark: 'slide 2' },
      { picture: begun[4], mark: 'highlight went' },
    ]);
    const lastLoud = samples.findLastIndex((sample) => Math.abs(sample) > 300);
    expect(info.marks[2]?.mark).toBe('marker end');
    expect(Math.abs((info.marks[2]?.picture ?? 0) - lastLoud / SAMPLES_PER_VIDEO_FRAME)).toBeLessThanOrEqual(
      1,
    );
    expect(info.speech?.firstPicture).toBe(begun[0]);
  });

  it('is silent, to the last bit, at both ends', async () => {
    const samples = await decodeAudio(await readFile(studio.store.pathOf(info.id)));
    expect(samples.subarray(0, SILENT_SAMPLES).every((sample) => sample === 0)).toBe(true);
    expect(samples.subarray(-SILENT_SAMPLES).every((sample) => sample === 0)).toBe(true);
  });

  it('follows another clip without an error, a click or new parameter sets', async () => {
    const [first, second] = await Promise.all([studio.store.load(info.id), studio.store.load(live.id)]);
    const idle = await studio.store.load((await studio.speaker.idle()).id);
    const spliced = writeClipFlv(HOUSE_HEADERS, [idle, first, second, idle, first].flatMap(cellsOf));
    const samples = await decodeAudio(spliced); // complains of what it cannot decode
    expect(await decodeColours(spliced)).toHaveLength(samples.length / SAMPLES_PER_VIDEO_FRAME);
    let border = 0;
    for (const clip of [idle, first, second, idle]) {
      border += clip.readyCells * 8 * SAMPLES_PER_VIDEO_FRAME;
      const around = samples.subarray(border - SILENT_SAMPLES, border + SILENT_SAMPLES);
      expect(around.every((sample) => sample === 0)).toBe(true);
    }
    expect(samples.length).toBe(
      (border / SAMPLES_PER_VIDEO_FRAME + first.readyCells * 8) * SAMPLES_PER_VIDEO_FRAME,
    );
  });

  it('keeps one caption with its times', () => {
    const [caption, ...more] = info.captions;
    expect(more).toEqual([]);
    expect(caption?.text).toBe('Look here, go becomes went.');
    expect(Math.floor((caption?.fromMs ?? 0) / 40)).toBe(info.speech?.firstPicture);
  });
});

it('has the word of the embedded voice on its frame', async () => {
  await using studio = await TestStudio.open();
  await using voices = await FliteVoices.start({ threads: 1 });
  const { stage, encoders, store } = studio;
  const speaker = new Speaker({ stage, encoders, store, voice: new FliteVoice('slt', voices) });
  const sentence = oneSentence('{marker hello} Hello {pause 900} {slide 3} today.');
  const clip = speaker.compileSentence(sentence);
  await clip.kept;
  const { marks } = await clip.info;
  const samples = await decodeAudio(await readFile(studio.store.pathOf(clip.id)));
  const begun = onsets(samples, 600).map((sample) => sample / SAMPLES_PER_VIDEO_FRAME);
  expect(begun).toHaveLength(2);
  expect(marks.map(({ mark }) => mark)).toEqual(['marker hello', 'slide 3']);
  for (const [index, { picture }] of marks.entries()) {
    // soft consonants begin before they are loud enough to be found here
    expect((begun[index] ?? 0) - picture).toBeGreaterThan(-0.5);
    expect((begun[index] ?? 0) - picture).toBeLessThan(2.5);
  }
});
