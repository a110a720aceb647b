import { open, readdir, writeFile } from 'node:fs/promises';
import { milliseconds } from '@lockstep/sei';
import { describe, expect, it, vi } from 'vitest';
import {
  finishRecording,
  LiveStream,
  Recorder,
  recordingPlaylist,
  type PublishedFrame,
  type RecorderOptions,
  type RecordingAlarm,
  type StreamHeaders,
  type VideoFrame,
} from '../src/index.js';
import { FFMPEG, run } from './support/ffmpeg.js';
import { recorded, type Recorded } from './support/flv-fixture.js';
import { looped } from './support/packaged-room.js';
import { framesIn, packets, stretchesIn } from './support/stored-frames.js';
import { TempDir } from './support/temp-dir.js';

const film = await recorded({ seconds: 4, bFrames: 2, size: '96x54', rate: 25 });
const larger = await recorded({ seconds: 2, bFrames: 0, size: '128x72', rate: 25 });
const nothing = { title: 'A', captions: [], chapters: [], items: [] };
const withoutAudio = ({ video, metadata }: StreamHeaders): StreamHeaders => ({
  ...(video && { video }),
  metadata,
});

/** Every frame `byMs` later. */
const later = (frames: readonly PublishedFrame[], byMs: number): PublishedFrame[] =>
  frames.map((frame) => ({
    ...frame,
    dtsMs: milliseconds(frame.dtsMs + byMs),
    ptsMs: milliseconds(frame.ptsMs + byMs),
  }));

describe('one recording of a stream that changes', () => {
  it('has one timeline over a pause, audio alone, a new resolution and another publisher, and plays in ffmpeg', async () => {
    await using dir = await TempDir.make();
    const folder = dir.file('r');
    const seen: VideoFrame[] = [];
    await using stream = new LiveStream({ name: 'room', now: () => 0 });
    stream.on('frame', (frame) => void (frame.kind === 'video' && seen.push(frame)));
    await using recorder = new Recorder(stream, { folder });
    const first = stream.publish({ id: 'first', kind: 'test', isPrepared: true });
    first.setHeaders(film.headers);
    const turn = [...looped(film, 1)];
    for (const frame of turn) first.push(frame);
    for (const frame of later(turn, 7000)) first.push(frame); // a pause of three seconds
    const audio = turn.filter(({ kind }) => kind === 'audio');
    for (const frame of later(audio, 11_000)) first.push(frame); // four seconds of audio alone
    for (const frame of later(turn, 15_000)) first.push(frame);
    first.setHeaders(larger.headers);
    for (const frame of later([...looped(larger, 1)], 19_000)) first.push(frame);
    first.end('another one takes over');
    const second = stream.publish({ id: 'second', kind: 'test', isPrepared: true });
    second.setHeaders(film.headers);
    for (const frame of turn) second.push(frame);
    second.end('it pauses');
    const silent = stream.publish({ id: 'silent', kind: 'test', isPrepared: true });
    silent.setHeaders(withoutAudio(film.headers));
    for (const frame of turn) if (frame.kind === 'video') silent.push(frame);
    stream.end('the lesson is over');
    await recorder[Symbol.asyncDispose]();

    expect(recorder.stats).toMatchObject({ alarm: undefined, lostMs: 0 });
    const stored = await framesIn(folder);
    expect(stored.video.map(({ frame, ptsMs }) => [frame, ptsMs])).toEqual(
      seen.map(({ frame, ptsMs }) => [frame, ptsMs]),
    );
    const stretches = await stretchesIn(folder);
    const text = recordingPlaylist(stretches, true);
    expect(text.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(stretches.length - 1);
    expect(stretches).toHaveLength(4);
    await writeFile(`${folder}/index.m3u8`, text);
    const before = await packets(`${folder}/index.m3u8`);
    expect(before).toHaveLength(seen.length);
    await finishRecording({ folder, describe: () => nothing });
    expect(await packets(`${folder}/recording.mp4`)).toEqual(before);
    const every = ['-map', '0:v', '-fps_mode', 'passthrough', '-f', 'framemd5', '-'];
    const decoded = await run(FFMPEG, '-v', 'error', '-i', `${folder}/recording.mp4`, ...every);
    // where the size changes, its decoder drops the two frames that wait to be put in order
    expect(decoded.stdout.toString().match(/^0,/gm)).toHaveLength(seen.length - 2);
    // its parser, which has no name, reads the slices of the second resolution with the headers of the first; its decoders do not
    expect(decoded.stderr).not.toMatch(/\[(?!NULL)\w+ @/);
    const finished = await framesIn(folder);
    expect(finished.video.map(({ ptsMs }) => ptsMs)).toEqual(seen.map(({ ptsMs }) => ptsMs));
    expect(finished.audio.map(({ dtsMs }) => dtsMs)).toEqual(stored.audio.map(({ dtsMs }) => dtsMs));
  });
});

/** A stream that is recorded, and turns of a film for it. */
class Class implements AsyncDisposable {
  readonly stream = new LiveStream({ name: 'room', now: () => 0 });
  readonly alarms: (RecordingAlarm | undefined)[] = [];
  readonly recorder: Recorder;
  /** Frames that went to the class. */
  seen = 0;
  readonly #publication;
  #turns = 0;

  constructor(
    private readonly show: Recorded,
    options: RecorderOptions,
  ) {
    this.stream.on('frame', ({ kind }) => void (kind === 'video' && this.seen++));
    this.recorder = new Recorder(this.stream, { ...options, onAlarm: (alarm) => this.alarms.push(alarm) });
    this.#publication = this.stream.publish({ id: 'teacher', kind: 'test', isPrepared: true });
    this.#publication.setHeaders(show.headers);
  }

  turn(): void {
    for (const frame of later([...looped(this.show, 1)], 4000 * this.#turns)) this.#publication.push(frame);
    this.#turns++;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stream.end('the lesson is over');
    await this.recorder[Symbol.asyncDispose]();
  }
}

/** A file system whose writes wait while it is held. */
class SlowDisk {
  #held: { readonly until: Promise<void>; readonly release: () => void } | undefined;

  hold(): void {
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => (release = resolve));
    this.#held = { until, release };
  }

  release(): void {
    this.#held?.release();
    this.#held = undefined;
  }

  readonly create: NonNullable<RecorderOptions['create']> = async (path) => {
    const file = await open(path, 'wx');
    return {
      write: async (bytes, position) => {
        await this.#held?.until;
        return file.write(bytes, 0, bytes.length, position);
      },
      truncate: (length) => file.truncate(length),
      datasync: () => file.datasync(),
      close: () => file.close(),
    };
  };
}

describe('a recorder whose disk', () => {
  it('is slow holds up nobody, keeps little in memory, tells of the gap and goes on behind it', async () => {
    await using dir = await TempDir.make();
    const folder = dir.file('r');
    const disk = new SlowDisk();
    const most = 1.6 * film.frames.reduce((sum, { bytes }) => sum + bytes.length, 0);
    {
      await using room = new Class(film, { folder, create: disk.create, maxQueuedBytes: most });
      room.turn();
      await vi.waitFor(() => expect(room.recorder.stats.queuedBytes).toBe(0));
      disk.hold();
      for (let turn = 0; turn < 10; turn++) {
        room.turn();
        expect(room.recorder.stats.queuedBytes).toBeLessThanOrEqual(most);
      }
      expect(room.seen).toBe(11 * 100); // the class had all of it meanwhile
      expect(room.alarms).toMatchObject([{ code: 'disk-slow' }]);
      disk.release();
      await vi.waitFor(() => expect(room.recorder.stats.queuedBytes).toBe(0));
      room.turn();
      await vi.waitFor(() => expect(room.alarms).toMatchObject([{ code: 'disk-slow' }, undefined]));
      expect(room.recorder.stats.lostMs).toBeGreaterThan(20_000);
    }
    const { video } = await framesIn(folder);
    const gaps = video.filter(({ frame }, i) => i > 0 && frame !== (video[i - 1]?.frame ?? 0) + 1);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toMatchObject({ isRandomAccess: true });
    // the timeline is that of the class: frame n at n times 40 ms
    const startMs = video[0]?.dtsMs ?? 0;
    expect(video.every(({ frame, dtsMs }) => dtsMs === startMs + 40 * frame)).toBe(true);
    const text = recordingPlaylist(await stretchesIn(folder), true);
    expect(text.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(1);
    await finishRecording({ folder, describe: () => nothing });
    expect(await packets(`${folder}/recording.mp4`)).toHaveLength(video.length);
  });

  it('refuses every write leaves no files behind, and is recorded again when it does not', async () => {
    await using dir = await TempDir.make();
    const folder = dir.file('r');
    const disk = new SlowDisk();
    let isFull = true;
    let nowMs = 0;
    const create: RecorderOptions['create'] = async (path) => {
      const file = await disk.create(path);
      const refused = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
      return { ...file, write: (...args) => (isFull ? refused() : file.write(...args)) };
    };
    {
      await using room = new Class(film, { folder, create, now: () => nowMs });
      for (let turn = 0; turn < 5; turn++) {
        room.turn();
        await vi.waitFor(() => expect(room.recorder.stats.queuedBytes).toBe(0));
        nowMs += 6000;
      }
      expect(room.alarms).toMatchObject([{ code: 'disk-full' }]);
      await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]));
      isFull = false;
      room.turn();
      await vi.waitFor(() => expect(room.alarms.at(-1)).toBeUndefined());
      expect(room.seen).toBe(6 * 100);
    }
    expect(await readdir(folder)).toEqual(['00000.mp4']);
    expect((await framesIn(folder)).video[0]).toMatchObject({ frame: 500 }); // what is open now begins inside a group of pictures
  });

  it('gives no folder at first is recorded when it does', async () => {
    await using dir = await TempDir.make();
    let nowMs = 0;
    let isAway = true;
    const folder = () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(dir.file('r')));
    {
      await using room = new Class(film, { folder, now: () => nowMs });
      room.turn();
      await vi.waitFor(() => expect(room.alarms).toMatchObject([{ code: 'write-failed' }]));
      isAway = false;
      nowMs += 6000;
      room.turn();
    }
    expect((await framesIn(dir.file('r'))).video[0]).toMatchObject({ frame: 100 });
  });
});
