import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  FileBytes,
  findStretches,
  finishRecording,
  LiveStream,
  NothingRecorded,
  recordedFrames,
  RecordedMessages,
  Recorder,
  recordingFlv,
  recordingItems,
  recordingParts,
  recordingPlaylist,
  SeiStamper,
  StoredSegments,
  type AudioFrame,
  type MediaFrame,
  type Stamped,
  type VideoFrame,
} from '../src/index.js';
import { FFMPEG, run } from './support/ffmpeg.js';
import { recorded } from './support/flv-fixture.js';
import { looped } from './support/packaged-room.js';
import { framesIn, packets, stretchesIn } from './support/stored-frames.js';
import { TempDir } from './support/temp-dir.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a sink of the stream saw. */
class Seen {
  readonly video: VideoFrame[] = [];
  readonly audio: AudioFrame[] = [];

  of(stream: LiveStream): void {
    stream.on('frame', (frame: MediaFrame) => {
      if (frame.kind === 'video') this.video.push(frame);
      else this.audio.push(frame);
    });
  }
}

const film = await recorded({ seconds: 4, bFrames: 2, size: '96x54', rate: 25 });

/** A stream of so many turns of the film, recorded into `folder`. */
async function record(
  folder: string,
  turns: number,
  { seqs = 0, startAtMs = 0 } = {},
): Promise<{ seen: Seen; aired: Stamped[] }> {
  const aired: Stamped[] = [];
  const stamper = new SeiStamper({
    onStamped: (stamped) => aired.push(stamped),
    snapshot: () => ({ seq: aired.at(-1)?.seq ?? 0, body: utf8('{"slide":3}') }),
  });
  await using stream = new LiveStream({ name: 'room', stamper, now: () => 0, startAtMs });
  const seen = new Seen();
  seen.of(stream);
  await using recorder = new Recorder(stream, { folder });
  using publication = stream.publish({ id: 'test', kind: 'test' });
  publication.setHeaders(film.headers);
  for (let seq = 1; seq <= seqs; seq++)
    void stamper.stamp({ seq, body: utf8(`{"type":"marker","name":"${'x'.repeat(seq * 40)}"}`) });
  for (const frame of looped(film, turns)) publication.push(frame);
  stream.end('the lesson is over');
  expect(recorder.stats.alarm).toBeUndefined();
  return { seen, aired };
}

describe('a recording', () => {
  it('holds every frame of the stream byte for byte, with its times and its number', async () => {
    await using dir = await TempDir.make();
    const { seen, aired } = await record(dir.file('r'), 2, { seqs: 10 });
    const stored = await framesIn(dir.file('r'));
    const facts = ({ dtsMs, ptsMs, frame, isRandomAccess }: VideoFrame) => ({
      dtsMs,
      ptsMs,
      frame,
      isRandomAccess,
    });
    expect(stored.video.map(facts)).toEqual(seen.video.map(facts));
    stored.video.forEach(({ bytes }, i) =>
      expect(Buffer.compare(bytes, seen.video[i]?.bytes ?? Buffer.of())).toBe(0),
    );
    expect(Buffer.concat(stored.audio.map(({ bytes }) => bytes))).toEqual(
      Buffer.concat(seen.audio.map(({ bytes }) => bytes)),
    );
    const messages = new RecordedMessages();
    const index = stored.video
      .flatMap((frame) => messages.take(frame))
      .filter(({ message }) => !message.snapshot)
      .map(({ message, ptsMs, frame }) => ({ seq: message.seq, ptsMs, frame }));
    expect(index).toEqual(aired.map(({ seq, ptsMs, frame }) => ({ seq, ptsMs, frame })));
  });

  it('opens in ffmpeg wherever it is cut, and then misses what was cut off alone', async () => {
    await using dir = await TempDir.make();
    const { seen } = await record(dir.file('r'), 1);
    const [name = ''] = await readdir(dir.file('r'));
    const whole = await readFile(`${dir.file('r')}/${name}`);
    const source = new StoredSegments();
    await using file = await FileBytes.open(`${dir.file('r')}/${name}`);
    await source.look(file);
    const ends = source.stretches.flatMap(({ segments }) =>
      segments.map(({ offset, length }) => offset + length),
    );
    expect(ends).toHaveLength(4);
    const cut = dir.file('cut.mp4');
    for (const share of [0.3, 0.55, 0.8, 0.999]) {
      const length = Math.floor(whole.length * share);
      await writeFile(cut, whole);
      await truncate(cut, length);
      const { stdout } = await run(
        FFMPEG,
        '-v',
        'fatal',
        '-i',
        cut,
        '-map',
        '0:v',
        '-c',
        'copy',
        '-f',
        'framemd5',
        '-',
      );
      const frames = stdout
        .toString()
        .split('\n')
        .filter((line) => line.startsWith('0,')).length;
      const wholeFragments = ends.filter((end) => end <= length).length;
      expect(frames).toBeGreaterThanOrEqual(wholeFragments * 25);
      await using cutFile = await FileBytes.open(cut);
      const read = new StoredSegments();
      await read.look(cutFile);
      const isWhole = ({ offset = 0, length: size = 0 }) => ends.includes(offset + size);
      expect(read.stretches[0]?.segments.filter(isWhole)).toHaveLength(wholeFragments);
    }
    expect(seen.video).toHaveLength(100);
  });

  it('goes on behind what is there, on the same timeline, and plays as one over HLS and FLV', async () => {
    await using dir = await TempDir.make();
    const folder = dir.file('r');
    await record(folder, 1);
    await record(folder, 1, { startAtMs: 6000 });
    const parts = await recordingParts(folder);
    expect(parts.map(({ name }) => name)).toEqual(['00000.mp4', '00001.mp4']);
    const flv: Uint8Array[] = [];
    for (const part of parts) {
      await using source = await FileBytes.open(part.path);
      for await (const bytes of recordingFlv(recordedFrames(source, part))) flv.push(bytes);
    }
    const text = recordingPlaylist(await stretchesIn(folder), true);
    expect(text.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(1);
    await writeFile(`${folder}/index.m3u8`, text);
    expect(await packets(`${folder}/index.m3u8`)).toHaveLength(200);
    expect(Buffer.concat(flv).subarray(0, 3).toString()).toBe('FLV');
  });

  it('is hardly larger than its media', async () => {
    await using dir = await TempDir.make();
    const { seen } = await record(dir.file('r'), 1);
    const [name = ''] = await readdir(dir.file('r'));
    const { size } = await stat(`${dir.file('r')}/${name}`);
    const media = [...seen.video, ...seen.audio].reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(size - media).toBeLessThan(4 * 2000 + 1500);
  });
});

describe('a finished recording', () => {
  const probe = async (...args: string[]): Promise<Record<string, never[]>> => {
    const { stdout } = await run('ffprobe', '-v', 'error', '-of', 'json', ...args);
    return JSON.parse(stdout.toString()) as Record<string, never[]>;
  };

  it('plays from its first bytes, with title, chapters and captions, and every frame and event as it was', async () => {
    await using dir = await TempDir.make();
    const folder = dir.file('r');
    const { seen, aired } = await record(folder, 2, { seqs: 20 });
    const before = await packets(`${folder}/00000.mp4`);
    const shares: number[] = [];
    await finishRecording({
      folder,
      onProgress: (share) => shares.push(share),
      describe: ({ events, startMs, endMs }) => {
        expect(events.map(({ message, ptsMs, frame }) => ({ seq: message.seq, ptsMs, frame }))).toEqual(
          aired.map(({ seq, ptsMs, frame }) => ({ seq, ptsMs, frame })),
        );
        expect([startMs, endMs]).toEqual([seen.video[0]?.ptsMs, expect.closeTo(8000, -2)]);
        return {
          title: 'Past tense 过去式',
          language: 'eng',
          captions: [
            { startMs: 1000, endMs: 2000, text: 'Look here.' },
            { startMs: 3000, endMs: 4000, text: '你好' },
          ],
          chapters: [
            { startMs: 0, endMs: 4000, text: 'One' },
            { startMs: 4000, endMs: endMs, text: 'Two' },
          ],
          items: [
            { name: 'lesson.json', contentType: 'application/json', length: 7, read: () => utf8('{"a":1}') },
          ],
        };
      },
    });
    expect(await readdir(folder)).toEqual(['recording.mp4']);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    const path = `${folder}/recording.mp4`;
    const head = await readFile(path);
    expect(head.indexOf('moov')).toBeLessThan(head.indexOf('mdat'));
    const facts = await probe('-show_format', '-show_streams', '-show_chapters', path);
    expect(facts['format']).toMatchObject({ tags: { title: 'Past tense 过去式' } });
    expect(Number((facts['format'] as unknown as { start_time: string }).start_time)).toBeCloseTo(0, 1);
    expect(facts['chapters']).toMatchObject([{ tags: { title: 'One' } }, { tags: { title: 'Two' } }]);
    expect(facts['streams']?.slice(0, 3)).toMatchObject([
      { codec_name: 'h264', nb_frames: '200' },
      { codec_name: 'aac' },
      { codec_name: 'mov_text', tags: { language: 'eng' } },
    ]);
    expect(await packets(path)).toEqual(before);
    const srt = await run(FFMPEG, '-v', 'error', '-i', path, '-map', '0:s:0', '-f', 'srt', '-');
    expect(srt.stdout.toString()).toMatch(/00:00:00,9\d\d --> 00:00:01,9\d\d\nLook here\.[^]*你好/);
    await using source = await FileBytes.open(path);
    const [item] = await recordingItems(source);
    expect(item).toMatchObject({ name: 'lesson.json', contentType: 'application/json' });
    expect(Buffer.from(await source.read(item?.offset ?? 0, item?.length ?? 0)).toString()).toBe('{"a":1}');
    const stored = await framesIn(folder);
    expect(stored.video.map(({ frame, ptsMs }) => [frame, ptsMs])).toEqual(
      seen.video.map(({ frame, ptsMs }) => [frame, ptsMs]),
    );
    const errors = await run(FFMPEG, '-v', 'error', '-i', path, '-f', 'null', '-');
    expect(errors.stderr).toBe('');
  });

  it('is the same when it was begun before and given up', async () => {
    await using dir = await TempDir.make();
    const folder = dir.file('r');
    await record(folder, 1);
    await record(folder, 1, { startAtMs: 6000 });
    const describe = () => ({ title: 'A', captions: [], chapters: [], items: [] });
    const stop = new AbortController();
    const given = finishRecording({
      folder,
      describe,
      signal: stop.signal,
      onProgress: (share) => share > 0.7 && stop.abort(new Error('the server stops')),
    });
    await expect(given).rejects.toThrow('the server stops');
    expect(await recordingParts(folder)).toHaveLength(2);
    await finishRecording({ folder, describe });
    await finishRecording({ folder, describe });
    expect(await readdir(folder)).toEqual(['recording.mp4']);
    expect(await packets(`${folder}/recording.mp4`)).toHaveLength(200);
  });

  it('is refused where nothing was recorded', async () => {
    await using dir = await TempDir.make();
    const describe = () => ({ title: 'A', captions: [], chapters: [], items: [] });
    await expect(finishRecording({ folder: dir.file('none'), describe })).rejects.toBeInstanceOf(
      NothingRecorded,
    );
  });
});

describe('a file that no recorder made', () => {
  it('has no stretches', async () => {
    await using dir = await TempDir.make();
    await writeFile(dir.file('a'), Buffer.alloc(100));
    await using source = await FileBytes.open(dir.file('a'));
    await expect(findStretches(source)).resolves.toBeUndefined();
  });
});
