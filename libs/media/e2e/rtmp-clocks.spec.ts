import { describe, expect, it } from 'vitest';
import type { ClockModel } from '../test/publisher-clocks.js';
import { publishWithClocks } from './support/clock-publisher.js';
import { RtmpFixture } from './support/rtmp-fixture.js';

const steady: ClockModel = {
  seconds: 4,
  rate: 25,
  bFrames: 0,
  speed: 4,
  videoClock: (ms) => ms,
  audioClock: (ms) => ms,
};
const clocks: readonly [string, Partial<ClockModel>][] = [
  ['as it should be', {}],
  ['with audio 2.5 s ahead', { audioClock: (ms) => ms + 2_500 }],
  ['with audio 2.5 s behind', { audioClock: (ms) => ms + 7_500, videoClock: (ms) => ms + 10_000 }],
  ['with audio 10 s ahead', { audioClock: (ms) => ms + 10_000 }],
  ['with audio an hour ahead', { audioClock: (ms) => ms + 3_600_000 }],
  ['with audio that is always at 0', { audioClock: () => 0 }],
  ['with video that is always at 0', { videoClock: () => 0 }],
  [
    'with a clock that steps back by 1.9 s',
    {
      videoClock: (ms) => ms + (ms >= 2000 ? 3_100 : 5_000),
      audioClock: (ms) => ms + (ms >= 2000 ? 3_100 : 5_000),
    },
  ],
];

describe('four seconds published over RTMP are four seconds of stream', () => {
  it.each(clocks)('%s', async (_, model) => {
    await using server = await RtmpFixture.start();
    await using client = await publishWithClocks(server.ingest.port, 'secret', { ...steady, ...model });
    await expect.poll(() => server.sink.video.length).toBe(100);
    expect(client.closed).toBe(false);
    const times = server.sink.video.map(({ dtsMs }) => dtsMs);
    const worst = Math.max(...times.map((dtsMs, i) => Math.abs(dtsMs - i * 40)));
    expect(worst).toBeLessThanOrEqual('videoClock' in model && model.videoClock?.(1) === 0 ? 104 : 64);
    expect(Math.abs((server.stream.positionMs ?? 0) - 3960)).toBeLessThanOrEqual(64);
    const audio = server.sink.audio.map(({ dtsMs }) => dtsMs);
    expect(audio.length).toBeGreaterThan(140);
    expect(Math.abs((audio.at(-1) ?? 0) - 3960)).toBeLessThanOrEqual(110);
    expect(server.errors).toEqual([]);
  });
});
