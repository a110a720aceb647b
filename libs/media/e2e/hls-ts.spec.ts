import { MpegTsReader, TsStreamType } from '@lockstep/formats';
import { describe, expect, it } from 'vitest';
import { SeiStamper, type Stamped } from '../src/index.js';
import { FFMPEG, run } from './support/ffmpeg.js';
import { recorded } from './support/flv-fixture.js';
import { looped, PackagedRoom } from './support/packaged-room.js';
import { readEvents } from './support/read-events.js';

describe('HLS of MPEG-TS', () => {
  it('is read by ffmpeg with every event on its frame, and once more as ID3 at the same time', async () => {
    const film = await recorded({ seconds: 4, bFrames: 2, size: '160x90' });
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
    await room.text('index.m3u8');
    for (const [i, frame] of frames.slice(40).entries()) {
      if (frame.kind === 'video')
        stamper.stamp({ seq: i + 1, body: Buffer.from('{}') }).catch(() => undefined);
      room.push([frame]);
    }
    room.stream.end('the lesson is over');
    const multivariant = await room.text('index.m3u8?container=ts');
    expect(multivariant).toMatch(/^media\.m3u8\?container=ts$/m);
    const playlist = await room.text('media.m3u8?container=ts');
    expect(playlist).not.toMatch(/EXT-X-(MAP|PART|PRELOAD-HINT)/);
    const name = playlist.match(/^\w+\.s\d+\.ts$/gm)?.at(-1) ?? '';
    const segment = await room.get(name);
    expect([segment.status, segment.headers.get('content-type')]).toEqual([200, 'video/mp2t']);
    const url = room.url('index.m3u8?container=ts');
    const input = ['-v', 'warning', '-copyts', '-i', url];
    const { stdout, stderr } = await run(
      FFMPEG,
      ...input,
      '-map',
      '0:v',
      '-map',
      '0:a',
      '-c',
      'copy',
      '-copyts',
      '-f',
      'flv',
      '-',
    );
    const read = readEvents(stdout);
    expect(stderr).not.toMatch(/corrupt|continuity|non monoton/i);
    expect(aired.length).toBeGreaterThan(900);
    expect(read).toEqual(aired.map(({ seq, ptsMs }) => ({ seq, ptsMs })));
    const probed = await run(
      'ffprobe',
      '-v',
      'error',
      '-select_streams',
      'd',
      '-show_entries',
      'packet=pts',
      '-of',
      'json',
      url,
    );
    const { packets } = JSON.parse(probed.stdout.toString()) as { packets: { pts: number }[] };
    const tagged = new Set(packets.map(({ pts }) => Math.round(pts / 90)));
    expect(aired.filter(({ ptsMs }) => !tagged.has(ptsMs))).toEqual([]);
    const reader = new MpegTsReader({ streamTypes: new Set([TsStreamType.metadata]) });
    const tags = reader.push(new Uint8Array(await segment.arrayBuffer()));
    expect(tags.length).toBeGreaterThan(0);
    for (const { data, pes } of tags.filter((tag) => tag.pes)) {
      expect(Buffer.from(data.subarray(0, 4)).toString('latin1')).toBe('ID3\x04');
      expect(tagged.has(Math.round((pes?.pts ?? NaN) / 90))).toBe(true);
    }
    expect(room.errors).toEqual([]);
  });
});
