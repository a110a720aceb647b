import HLS, { type types } from 'hls-parser';
import { describe, expect, it } from 'vitest';
import { findFfmpeg, Ladder, SeiStamper, type Stamped } from '../src/index.js';
import { FFMPEG, run } from './support/ffmpeg.js';
import { recorded } from './support/flv-fixture.js';
import { looped, PackagedRoom } from './support/packaged-room.js';
import { readEvents } from './support/read-events.js';

const copied = async (input: string, ...choice: readonly string[]): Promise<Buffer> =>
  (
    await run(
      FFMPEG,
      '-v',
      'error',
      '-copyts',
      '-i',
      input,
      ...choice,
      '-c',
      'copy',
      '-copyts',
      '-f',
      'flv',
      '-',
    )
  ).stdout;

describe('a stream with other renditions', () => {
  it('lists them in HLS and DASH, each with every event on its frame', async () => {
    const film = await recorded({ seconds: 6, bFrames: 2, gop: 25 });
    const aired: Stamped[] = [];
    const stamper = new SeiStamper({ onStamped: (stamped) => aired.push(stamped) });
    await using room = await PackagedRoom.open({ stamper });
    await using ladder = new Ladder({
      source: room.stream,
      ffmpeg: await findFfmpeg(),
      template: {
        renditions: [
          { name: 'middle', height: 144, videoKbps: 200, profile: 'main' },
          { name: 'low', height: 90, videoKbps: 100, profile: 'baseline' },
        ],
      },
    });
    const publication = room.publish(film.headers);
    const made = (): number[] => room.stream.renditions.all.map(({ stream }) => stream.positionMs ?? 0);
    const frames = [...looped(film, 2)];
    room.push(frames.slice(0, 120));
    await expect.poll(() => made().every((ms) => ms > 1000), { timeout: 20_000 }).toBe(true);
    const lists = await Promise.all([room.text('index.m3u8'), room.text('manifest.mpd')]);
    for (const [i, frame] of frames.slice(120).entries()) {
      if (i % 10 === 0)
        void stamper.stamp({ seq: 1 + i / 10, body: Buffer.from(`{"n":${i}}`), repeat: true });
      room.push([frame]);
    }
    publication.end('over');
    const endMs = room.stream.positionMs;
    await expect.poll(made, { timeout: 20_000 }).toEqual([endMs, endMs]);
    room.stream.end('the lesson is over');
    await expect.poll(() => room.stream.renditions.all.every(({ stream }) => stream.isEnded)).toBe(true);
    expect(ladder.status.pid).toBeUndefined();

    HLS.setOptions({ strictMode: true });
    const { variants } = HLS.parse(lists[0]) as types.MasterPlaylist;
    expect(
      variants.map(({ codecs, resolution, frameRate }) => [codecs, resolution?.height, frameRate]),
    ).toEqual([
      [expect.stringMatching(/^avc1\.\w{6},mp4a\.40\.2$/), 180, 25],
      [expect.stringMatching(/^avc1\.4d40\w\w,mp4a\.40\.2$/), 144, 25],
      [expect.stringMatching(/^avc1\.42c0\w\w,mp4a\.40\.2$/), 90, 25],
    ]);
    for (const { uri, bandwidth } of variants) {
      expect(bandwidth).toBeGreaterThan(10_000);
      const read = readEvents(await copied(room.url(`${uri}${uri.includes('?') ? '&' : '?'}ll=0`)));
      expect(read).toEqual(aired.map(({ seq, ptsMs }) => ({ seq, ptsMs })));
    }
    expect(room.errors).toEqual([]);
    expect(lists[1]).toContain('<Representation id="low-0" codecs="avc1.42c0');
    for (const track of [0, 1, 2]) {
      const read = readEvents(await copied(room.url('manifest.mpd'), '-map', `0:v:${track}`));
      expect(read).toEqual(aired.map(({ seq, ptsMs }) => ({ seq, ptsMs })));
    }
  });
});
