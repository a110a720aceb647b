import { describe, expect, it } from 'vitest';
import { LiveStream } from '../src/index.js';
import { published, type ClockModel } from '../test/publisher-clocks.js';
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

/** Each frame arrives when the model has it arrive, however long this machine takes. */
function streamInModelTime(model: ClockModel): LiveStream {
  const arrivals = published(model)
    .map(({ arrivesMs }) => arrivesMs)
    .values();
  let nowMs = 0;
  return new LiveStream({ name: 'room', now: () => (nowMs = arrivals.next().value ?? nowMs) });
}

describe('four seconds published over RTMP are four seconds of stream', () => {
  it.each(clocks)('%s', async (_, changed) => {
    const model = { ...steady, ...changed };
    const stream = streamInModelTime(model);
    await using server = await RtmpFixture.start({ stream });
    await using client = await publishWithClocks(server.ingest.port, 'secret', model, { atOnce: true });
    await expect.poll(() => server.sink.video.length).toBe(100);
    await expect.poll(() => stream.stats.audioFrames + stream.stats.droppedFrames).toBe(172);
    expect(client.closed).toBe(false);
    const errors = server.sink.video.map(({ dtsMs }, i) => Math.abs(dtsMs - i * 40));
    const isRunning = model.videoClock(1) !== model.videoClock(0);
    if (isRunning) expect(Math.max(...errors)).toBe(0);
    else expect(Math.max(...errors)).toBeLessThanOrEqual(104);
    expect(Math.abs((stream.positionMs ?? 0) - 3960)).toBeLessThanOrEqual(isRunning ? 0 : 40);
    const audio = server.sink.audio.map(({ dtsMs }) => dtsMs);
    expect(audio.length).toBeGreaterThan(140);
    expect(Math.abs((audio.at(-1) ?? 0) - 3960)).toBeLessThanOrEqual(110);
    expect(server.errors).toEqual([]);
  });
});
