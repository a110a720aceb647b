import type {
  LedgerPage,
  Session,
  SignedAddresses,
  StreamKeyCreated,
  StreamStatus,
} from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { TestServer } from './support/server.js';
import { Viewer } from './support/viewer.js';

const patience = { timeout: 20_000, interval: 20 };
const cues = [
  { atMs: 0, type: 'slide.shown', index: 1 },
  { atMs: 300, type: 'caption', text: 'Good morning.' },
  { atMs: 900, type: 'question.opened', questionId: 'q1' },
  { atMs: 1500, type: 'question.closed' },
  { atMs: 1500, type: 'class.result', reveal: true },
] as const;

describe('a session fed over SRT', () => {
  let server: TestServer;
  let teacher: Client;
  let film: Film;
  beforeAll(async () => {
    [server, film] = await Promise.all([
      TestServer.start({ settings: { SRT_PORT: '0' } }),
      Film.shoot({ seconds: 4, bFrames: 2 }),
    ]);
    teacher = new Client(server.web, server.token);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await film[Symbol.asyncDispose]();
  });
  const status = (id: string) => teacher.get<StreamStatus>(`/api/sessions/${id}/stream`);
  const onAir = (id: string) => vi.waitFor(async () => expect((await status(id)).onAir).toBe(true), patience);

  it('carries every event of the ledger in its frames, at the recorded time', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher, [...cues]));
    const { srtUrl = '' } = await makeKey(teacher, session.id);
    expect(srtUrl).toMatch(/^srt:\/\/127\.0\.0\.1:\d+\?streamid=#!::m=publish,k=live_/);
    await using publisher = await Publisher.start(film, srtUrl);
    await onAir(session.id);
    await using viewer = new Viewer(`${server.web}/live/${session.id}.flv`);
    await vi.waitFor(
      () => expect(viewer.events.map(({ event }) => event.type)).toContain('class.result'),
      patience,
    );
    const ledger = () => teacher.get<LedgerPage>(`/api/sessions/${session.id}/ledger`);
    await vi.waitFor(
      async () => expect((await ledger()).entries.at(-1)?.airedPtsMs).not.toBeNull(),
      patience,
    );
    const { entries } = await ledger();
    const firstSnapshot = viewer.snapshots[0]?.seq ?? 0;
    const aired = entries.filter(({ seq }) => seq > firstSnapshot);
    const seen = viewer.events.filter(({ seq }) => seq > firstSnapshot);
    expect(aired.length).toBeGreaterThan(2);
    expect(seen.map(({ seq, ptsMs, event }) => ({ seq, ptsMs, event }))).toEqual(
      aired.map(({ seq, airedPtsMs, event }) => ({ seq, ptsMs: airedPtsMs, event })),
    );
    expect(await status(session.id)).toMatchObject({
      publisher: { kind: 'srt', remote: '127.0.0.1' },
      video: { codec: 'h264', width: 320 },
      audio: { codec: 'aac', sampleRate: 48_000 },
      line: { lostPackets: 0, droppedPackets: 0 },
    });
    expect(publisher.isRunning).toBe(true);
  });

  it('is told of those who may not publish: a wrong key, a second publisher', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher));
    const { srtUrl = '' } = await makeKey(teacher, session.id);
    await using wrong = await Publisher.start(film, srtUrl.replace(/k=.*/, 'k=live_wrong'));
    await wrong.ended();
    await vi.waitFor(
      async () =>
        expect((await teacher.get<{ reason: string }[]>('/api/publisher-refusals'))[0]).toMatchObject({
          remote: '127.0.0.1',
          reason: 'the stream key is not known',
        }),
      patience,
    );
    await using first = await Publisher.start(film, srtUrl);
    await onAir(session.id);
    await using second = await Publisher.start(film, srtUrl);
    await second.ended();
    await vi.waitFor(
      async () => expect((await status(session.id)).refusals[0]?.reason).toContain('already has a publisher'),
      patience,
    );
    expect(first.isRunning).toBe(true);
  });

  it('publishes to a chosen path and by a signed address, and ends with its key', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher));
    const made = await teacher.post<StreamKeyCreated>('/api/stream-keys', {
      sessionId: session.id,
      path: 'mytv/srt',
    });
    expect(made.srtUrl).toContain('r=mytv/srt');
    await using atPath = await Publisher.start(film, made.srtUrl ?? '');
    await onAir(session.id);
    await teacher.call('DELETE', `/api/stream-keys/${made.id}`);
    await atPath.ended();
    const signed = await teacher.post<SignedAddresses>(`/api/sessions/${session.id}/signed-addresses`, {
      action: 'publish',
      minutes: 5,
    });
    await vi.waitFor(async () => expect((await status(session.id)).onAir).toBe(false), patience);
    await using bySignature = await Publisher.start(film, signed.addresses.srt ?? '');
    await onAir(session.id);
    expect(bySignature.isRunning).toBe(true);
  });

  it('is played over SRT by those who may watch, who are counted and can be sent away', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher), { access: { private: true } });
    const { srtUrl = '' } = await makeKey(teacher, session.id);
    await using publisher = await Publisher.start(film, srtUrl);
    await onAir(session.id);
    const { addresses } = await teacher.get<Session>(`/api/sessions/${session.id}`);
    const open = (addresses.srt ?? '').replace(/,s=.*/, '');
    expect(open).not.toBe(addresses.srt);
    await using stranger = await Publisher.play(open);
    expect(await stranger.ended()).not.toBe(0);
    await using watching = await Publisher.play(addresses.srt ?? '');
    const viewers = () =>
      teacher.get<{ id: string; transport: string }[]>(`/api/sessions/${session.id}/viewers`);
    await vi.waitFor(async () => expect(await viewers()).toMatchObject([{ transport: 'srt' }]), patience);
    expect((await status(session.id)).viewers).toBe(1);
    const [viewer] = await viewers();
    await teacher.post(`/api/sessions/${session.id}/bans`, { viewerId: viewer?.id });
    await watching.ended();
    await using again = await Publisher.play(addresses.srt ?? '');
    expect(await again.ended()).not.toBe(0);
    expect(publisher.isRunning).toBe(true);
  });
});

it('a server without libsrt runs without SRT', async () => {
  const settings = { SRT_PORT: '0', SRT_LIBRARY: '/nowhere/libsrt.so' };
  await using server = await TestServer.start({ settings });
  const teacher = new Client(server.web, server.token);
  const session = await makeSession(teacher, await makeLesson(teacher));
  expect(session.addresses).not.toHaveProperty('srt');
  expect(await makeKey(teacher, session.id)).not.toHaveProperty('srtUrl');
});
