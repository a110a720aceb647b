import type { LedgerPage, StreamStatus } from '@lockstep/contracts';
import { publishWithClocks } from '@lockstep/media/test/clock-publisher';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { TestServer } from './support/server.js';

/** How far stream time may be from true time, ms. */
const SLACK_MS = 64;
const patience = { timeout: 20_000, interval: 20 };
const cues = [
  { atMs: 1000, type: 'slide.shown', index: 1 },
  { atMs: 60_000, type: 'slide.shown', index: 2 },
] as const;

describe('a publisher whose clocks are wrong', () => {
  let server: TestServer;
  let teacher: Client;
  beforeAll(async () => {
    server = await TestServer.start();
    teacher = new Client(server.web, server.token);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });

  it.each([
    {
      name: 'audio 2.5 s ahead',
      clocks: { videoClock: (ms: number) => ms, audioClock: (ms: number) => ms + 2_500 },
      advice: { code: 'clock-offset', corrected: true },
    },
    {
      name: 'audio an hour behind',
      clocks: { videoClock: (ms: number) => ms + 3_600_000, audioClock: (ms: number) => ms },
      advice: { code: 'clock-offset', corrected: true },
    },
    {
      name: 'audio that stands still',
      clocks: { videoClock: (ms: number) => ms, audioClock: () => 0 },
      advice: { code: 'clock-stands-still', media: 'audio' },
    },
    {
      name: 'video that stands still',
      clocks: { videoClock: () => 0, audioClock: (ms: number) => ms },
      advice: { code: 'clock-stands-still', media: 'video' },
      // Frames without a clock are placed as they arrive, which a busy machine delays.
      slackMs: 400,
      frameRateSlack: 6,
    },
  ])(
    'has cues fire on time, and its teacher is told: $name',
    async ({ clocks, advice, slackMs = SLACK_MS, frameRateSlack = 1.5 }) => {
      const session = await makeSession(teacher, await makeLesson(teacher, [...cues]));
      const { key, publishUrl } = await makeKey(teacher, session.id);
      const model = { seconds: 4, rate: 25, bFrames: 0, speed: 2, ...clocks } as const;
      await using client = await publishWithClocks(Number(new URL(publishUrl).port), key, model);
      const status = () => teacher.get<StreamStatus>(`/api/sessions/${session.id}/stream`);
      await vi.waitFor(async () => {
        expect(Math.abs(((await status()).ptsMs ?? 0) - 3_960)).toBeLessThanOrEqual(slackMs);
      }, patience);
      const { onAir, frameRate, bitrate, keyFrameIntervalMs, advice: given } = await status();
      expect({ onAir, keyFrameIntervalMs }).toMatchObject({ onAir: true });
      expect(Math.abs((frameRate ?? 0) - 25)).toBeLessThan(frameRateSlack);
      expect(Math.abs((keyFrameIntervalMs ?? 0) - 2000)).toBeLessThan(100 + slackMs);
      expect(bitrate).toBeGreaterThan(0);
      expect(given).toMatchObject([advice]);
      await vi.waitFor(async () => {
        const { entries } = await teacher.get<LedgerPage>(`/api/sessions/${session.id}/ledger`);
        const [started, slide, ...rest] = entries;
        expect([started?.type, slide?.type]).toEqual(['lesson.started', 'slide.shown']);
        const airedMs = (slide?.airedPtsMs ?? 0) - (started?.airedPtsMs ?? 0);
        expect(airedMs).toBeGreaterThanOrEqual(1000);
        expect(airedMs).toBeLessThan(1000 + slackMs);
        expect(rest).toEqual([]);
      }, patience);
      expect(client.closed).toBe(false);
    },
  );

  it('is told nothing when nothing is wrong', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher));
    const { key, publishUrl } = await makeKey(teacher, session.id);
    const clock = (ms: number): number => ms;
    const model = {
      seconds: 3,
      rate: 25,
      bFrames: 0,
      speed: 2,
      videoClock: clock,
      audioClock: clock,
    } as const;
    await using client = await publishWithClocks(Number(new URL(publishUrl).port), key, model);
    await vi.waitFor(async () => {
      const status = await teacher.get<StreamStatus>(`/api/sessions/${session.id}/stream`);
      expect(status).toMatchObject({ frameRate: 25, keyFrameIntervalMs: 2000, advice: [] });
      expect(Math.abs(status.audioOffsetMs ?? NaN)).toBeLessThanOrEqual(SLACK_MS);
    }, patience);
    expect(client.closed).toBe(false);
  });
});
