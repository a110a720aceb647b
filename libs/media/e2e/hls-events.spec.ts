import { describe, expect, it } from 'vitest';
import { SeiStamper, type Stamped } from '../src/index.js';
import { FFMPEG, run } from './support/ffmpeg.js';
import { recorded } from './support/flv-fixture.js';
import { looped, PackagedRoom } from './support/packaged-room.js';
import { readEvents } from './support/read-events.js';

const EVENTS = 10_000;

describe('events in HLS', () => {
  it('are read by ffmpeg, all of them, on the frames of the ledger', async () => {
    const film = await recorded({ seconds: 4, bFrames: 2, size: '96x54', rate: 25 });
    let clockMs = 0;
    const aired: Stamped[] = [];
    const stamper = new SeiStamper({
      onStamped: (stamped) => aired.push(stamped),
      monotonicNow: () => (clockMs += 1000),
    });
    await using room = await PackagedRoom.open({
      stamper,
      limits: { windowMs: Infinity, windowBytes: Infinity },
    });
    room.publish(film.headers);
    const frames = looped(film, EVENTS / 100 + 2);
    const push = (): boolean => {
      const { value, done } = frames.next();
      if (value) room.push([value]);
      return done !== true;
    };
    for (let i = 0; i < 50; i++) push();
    await room.text('index.m3u8');
    for (let seq = 1; seq <= EVENTS; seq++) {
      void stamper.stamp({ seq, body: Buffer.from(`{"n":${seq}}`) });
      push();
    }
    while (aired.length < EVENTS) if (!push()) break;
    room.stream.end('the lesson is over');
    const { stdout } = await run(
      FFMPEG,
      '-v',
      'error',
      '-copyts',
      '-i',
      room.url('index.m3u8'),
      '-c',
      'copy',
      '-copyts',
      '-f',
      'flv',
      '-',
    );
    const read = readEvents(stdout);
    expect(aired).toHaveLength(EVENTS);
    expect(read).toEqual(aired.map(({ seq, ptsMs }) => ({ seq, ptsMs })));
  });
});
