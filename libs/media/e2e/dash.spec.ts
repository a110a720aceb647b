import { parse, parseUTCTiming } from 'mpd-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { SeiStamper, type Stamped } from '../src/index.js';
import { FlvLessonReader } from '../test/flv-lesson-reader.js';
import { testHeaders } from './support/access-units.js';
import { FFMPEG, run } from './support/ffmpeg.js';
import { recorded, type Recorded } from './support/flv-fixture.js';
import { looped, PackagedRoom } from './support/packaged-room.js';

let film: Recorded;
beforeAll(async () => {
  film = await recorded({ seconds: 4, bFrames: 2, size: '160x90' });
});

async function manifestOf(room: PackagedRoom) {
  const warnings: string[] = [];
  const eventHandler = ({ type, message }: { type: string; message: string }) =>
    type === 'warn' && warnings.push(message);
  const text = await room.text('manifest.mpd');
  const manifest = parse(text, { manifestUri: room.url('manifest.mpd'), eventHandler });
  expect(warnings).toEqual([]);
  const audio = Object.values(manifest.mediaGroups.AUDIO)
    .flatMap((labels) => Object.values(labels))
    .flatMap(({ playlists }) => playlists);
  return { text, manifest, video: manifest.playlists, audio };
}

describe('a manifest', () => {
  it('names segments of audio and video that are there, to a foreign parser', async () => {
    await using room = await PackagedRoom.open();
    room.publish(film.headers);
    room.push([...looped(film, 1)]);
    await room.text('manifest.mpd');
    room.push([...looped(film, 3)].slice(film.frames.length));
    const { text, video, audio } = await manifestOf(room);
    expect(text).toContain('type="dynamic"');
    expect(parseUTCTiming(text)).toMatchObject({ value: 'time' });
    expect(video).toHaveLength(1);
    expect(audio).toHaveLength(1);
    expect(video[0]?.attributes).toMatchObject({
      CODECS: expect.stringMatching(/^avc1\./),
      RESOLUTION: { width: 160, height: 90 },
    });
    for (const { segments } of [...video, ...audio]) {
      expect(segments.length).toBeGreaterThan(3);
      for (const { uri, map } of segments.slice(0, -1)) {
        const response = await room.get(uri);
        expect([response.status, response.headers.get('cache-control')]).toEqual([
          200,
          'public, max-age=3600, immutable',
        ]);
        expect(Buffer.from(await response.arrayBuffer()).toString('latin1', 4, 8)).toBe('moof');
        expect((await room.get(map.uri)).status).toBe(200);
      }
    }
    expect(Date.parse(await room.text('time'))).not.toBeNaN();
    expect(room.errors).toEqual([]);
  });

  it('has a period for each publication', async () => {
    await using room = await PackagedRoom.open();
    room.publish(film.headers);
    room.push([...looped(film, 1)]);
    await room.text('manifest.mpd');
    room.publish(testHeaders());
    room.push([...looped(film, 1)]);
    expect((await room.text('manifest.mpd')).match(/<Period /g)).toHaveLength(2);
    const { video } = await manifestOf(room);
    expect(video.length).toBeGreaterThan(0);
  });

  it('has segments that a player finds by adding up durations, and none of the next publication among them', async () => {
    await using room = await PackagedRoom.open();
    room.publish(film.headers);
    room.push([...looped(film, 2)]);
    const { video } = await manifestOf(room);
    const last = video[0]?.segments.at(-1)?.uri ?? '';
    const [, name = '', time = ''] = /^(.*t)(\d+)\.m4s$/.exec(last) ?? [];
    const nameAt = (ticks: number): string => `${name}${Number(time) + ticks}.m4s`;
    // A stream's times are whole milliseconds: 90 ticks.
    expect((await room.get(nameAt(90))).status).toBe(200);
    expect((await room.get(nameAt(-90))).status).toBe(200);
    expect((await room.get(nameAt(-9000))).status).toBe(404);
    const next = room.get(nameAt(180_000));
    await expect.poll(() => room.requests).toBeGreaterThan(4);
    room.publish(testHeaders());
    room.push([...looped(film, 2)]);
    expect((await next).status).toBe(404);
  });

  it('leads to a segment that is sent while it is made', async () => {
    await using room = await PackagedRoom.open();
    room.publish(film.headers);
    const frames = [...looped(film, 2)];
    room.push(frames.slice(0, 100));
    await room.text('manifest.mpd');
    room.push(frames.slice(100, 140));
    const { video } = await manifestOf(room);
    const response = await room.get(video[0]?.segments.at(-1)?.uri ?? '');
    expect(response.headers.get('content-length')).toBeNull();
    const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
    const first = await reader.read();
    expect(first.value?.length).toBeGreaterThan(0);
    room.push(frames.slice(140));
    const rest: Uint8Array[] = [first.value ?? new Uint8Array()];
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      rest.push(value);
    }
    const whole = await room.get(video[0]?.segments.at(-1)?.uri ?? '');
    expect(Buffer.concat(rest).equals(Buffer.from(await whole.arrayBuffer()))).toBe(true);
  });

  it('is read by ffmpeg with every event on its frame', async () => {
    const aired: Stamped[] = [];
    let clockMs = 0;
    const stamper = new SeiStamper({
      onStamped: (stamped) => aired.push(stamped),
      monotonicNow: () => (clockMs += 1000),
    });
    await using room = await PackagedRoom.open({ stamper });
    room.publish(film.headers);
    const frames = [...looped(film, 10)];
    room.push(frames.slice(0, 40));
    await room.text('manifest.mpd');
    for (const [i, frame] of frames.slice(40).entries()) {
      if (frame.kind === 'video')
        stamper.stamp({ seq: i + 1, body: Buffer.from('{}') }).catch(() => undefined);
      room.push([frame]);
    }
    room.stream.end('the lesson is over');
    const { stdout } = await run(
      FFMPEG,
      '-v',
      'error',
      '-copyts',
      '-i',
      room.url('manifest.mpd'),
      '-map',
      '0:v',
      '-c',
      'copy',
      '-copyts',
      '-f',
      'flv',
      '-',
    );
    const read = new FlvLessonReader().push(stdout).flatMap(({ messages }) => messages.map(({ seq }) => seq));
    expect(aired.length).toBeGreaterThan(900);
    expect(read.sort((a, b) => a - b)).toEqual(aired.map(({ seq }) => seq));
  });
});
