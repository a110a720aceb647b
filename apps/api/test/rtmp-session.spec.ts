import type { EventReceipt, LedgerPage, Session, StreamStatus } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { engines } from './support/engines.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { TestServer } from './support/server.js';
import { Viewer } from './support/viewer.js';

let cluster: PostgresCluster;
let film: Film;
beforeAll(async () => {
  [cluster, film] = await Promise.all([PostgresCluster.start(), Film.shoot({ seconds: 4, bFrames: 2 })]);
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});
const patience = { timeout: 20_000, interval: 20 };

const cues = [
  { atMs: 0, type: 'slide.shown', index: 1 },
  { atMs: 120, type: 'caption', text: 'Good morning.' },
  { atMs: 1000, type: 'question.opened', questionId: 'q1' },
  { atMs: 1000, type: 'marker', name: 'asked' },
  { atMs: 2000, type: 'question.closed' },
  { atMs: 2000, type: 'class.result', reveal: true },
] as const;

describe.each(engines(() => cluster))('a session fed over RTMP, on $engine', ({ databaseUrl }) => {
  let server: TestServer;
  let teacher: Client;
  beforeAll(async () => {
    server = await TestServer.start({ databaseUrl: await databaseUrl() });
    teacher = new Client(server.web, server.token);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });

  it('carries every event of the ledger in its frames, once, at the recorded time', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher, [...cues]));
    const { key } = await makeKey(teacher, session.id);
    await using publisher = await Publisher.start(film, server.rtmp(key));
    await vi.waitFor(async () => {
      expect((await teacher.get<Session>(`/api/sessions/${session.id}`)).onAir).toBe(true);
    }, patience);
    await using viewer = new Viewer(`${server.web}/live/${session.id}.flv`);
    await vi.waitFor(
      () => expect(viewer.events.map(({ event }) => event.type)).toContain('class.result'),
      patience,
    );
    const receipts: EventReceipt[] = [];
    for (const index of [0, 1, 2]) {
      const { status, body } = await teacher.call<EventReceipt>(
        'POST',
        `/api/sessions/${session.id}/events`,
        {
          event: { type: 'slide.shown', index },
        },
      );
      expect(status).toBe(201);
      receipts.push(body);
    }
    const later = (viewer.frames.at(-1) ?? 0) + 900;
    const planned = await teacher.call<EventReceipt>('POST', `/api/sessions/${session.id}/events`, {
      event: { type: 'caption', text: 'in a moment' },
      ptsMs: later,
    });
    expect(planned.body.plannedPtsMs).toBe(later);
    expect(planned.body.airedPtsMs).toBeGreaterThanOrEqual(later);
    expect(planned.body.airedPtsMs).toBeLessThan(later + 40);
    receipts.push(planned.body);
    await vi.waitFor(() => expect(viewer.events.at(-1)?.seq).toBe(planned.body.seq), patience);

    const { entries } = await teacher.get<LedgerPage>(`/api/sessions/${session.id}/ledger`);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
    const inStream = new Map(viewer.events.map((seen) => [seen.seq, seen]));
    expect(inStream.size).toBe(viewer.events.length);
    const firstSnapshot = viewer.snapshots[0]?.seq ?? 0;
    for (const entry of entries.filter(({ seq }) => seq > firstSnapshot)) {
      const seen = inStream.get(entry.seq);
      expect([entry.seq, seen?.ptsMs, seen?.event]).toEqual([entry.seq, entry.airedPtsMs, entry.event]);
    }
    for (const receipt of receipts) expect(entries[receipt.seq - 1]).toMatchObject(receipt);
    expect(publisher.isRunning).toBe(true);
    expect(viewer.events.map(({ ptsMs }) => ptsMs)).toEqual(
      viewer.events.map(({ ptsMs }) => ptsMs).sort((a, b) => a - b),
    );
  });

  it('starts the lesson on its first frame and puts each cue on the frame of its time', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher, [...cues]));
    const { key } = await makeKey(teacher, session.id);
    await using publisher = await Publisher.start(film, server.rtmp(key));
    const ledger = () => new Client(server.web).get<LedgerPage>(`/api/sessions/${session.id}/ledger`);
    await vi.waitFor(
      async () => expect((await ledger()).entries.at(-1)?.type).toBe('class.result'),
      patience,
    );
    const { entries } = await ledger();
    expect(publisher.isRunning).toBe(true);
    expect(entries.map(({ type }) => type)).toEqual(['lesson.started', ...cues.map(({ type }) => type)]);
    expect(entries[0]).toMatchObject({ frame: 0, origin: 'system' });
    const origin = entries[0]?.airedPtsMs ?? 0;
    for (const [i, cue] of cues.entries()) {
      const aired = (entries[i + 1]?.airedPtsMs ?? 0) - origin;
      expect(aired).toBeGreaterThanOrEqual(cue.atMs);
      expect(aired).toBeLessThan(cue.atMs + 41);
    }
    expect(entries[2]?.event).toMatchObject({ lang: 'en' });
    expect(entries[3]?.event).not.toHaveProperty('correct');
    expect(entries[6]?.event).toMatchObject({ counts: { a: 0, b: 0 }, total: 0, correct: ['a'] });
  });

  it('tells every newcomer the whole state in the first frame', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher), { cues: 'manual' });
    const { key } = await makeKey(teacher, session.id);
    await using publisher = await Publisher.start(film, server.rtmp(key));
    await vi.waitFor(async () => {
      expect((await teacher.get<Session>(`/api/sessions/${session.id}`)).onAir).toBe(true);
    }, patience);
    const events = `/api/sessions/${session.id}/events`;
    await teacher.post(events, { event: { type: 'slide.shown', index: 2, step: 1 } });
    const opened = await teacher.post<EventReceipt>(events, {
      event: { type: 'question.opened', questionId: 'q1' },
    });
    await using viewer = new Viewer(`${server.web}/live/${session.id}.flv`);
    await vi.waitFor(() => expect(viewer.snapshots.at(-1)?.seq).toBe(opened.seq), patience);
    expect(publisher.isRunning).toBe(true);
    expect(viewer.snapshots.at(-1)?.state).toMatchObject({
      phase: 'running',
      slide: { deckId: session.deckId, index: 2, step: 1 },
      question: { id: 'q1', openedSeq: opened.seq, openedPtsMs: opened.airedPtsMs, open: true },
    });
  });

  it('goes on with the same lesson and a clock that never runs back when its publisher comes again', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher), { cues: 'manual' });
    const { key } = await makeKey(teacher, session.id);
    await using viewer = await (async () => {
      await using first = await Publisher.start(film, server.rtmp(key));
      await vi.waitFor(async () => {
        expect((await teacher.get<Session>(`/api/sessions/${session.id}`)).onAir).toBe(true);
      }, patience);
      const watching = new Viewer(`${server.web}/live/${session.id}.flv`);
      await vi.waitFor(() => expect(watching.frames.length).toBeGreaterThan(25), patience);
      expect(first.isRunning).toBe(true);
      return watching;
    })();
    const silent = await teacher.call<EventReceipt>('POST', `/api/sessions/${session.id}/events`, {
      event: { type: 'slide.shown', index: 1 },
    });
    expect(silent).toMatchObject({ status: 202, body: { airedPtsMs: null, frame: null } });
    await using second = await Publisher.start(film, server.rtmp(key));
    await vi.waitFor(() => expect(viewer.events.map(({ seq }) => seq)).toContain(silent.body.seq), patience);
    expect(second.isRunning).toBe(true);
    const types = viewer.events.map(({ event }) => event.type);
    expect(types.filter((type) => type === 'lesson.started').length).toBeLessThanOrEqual(1);
    // three frames of reordering at most
    const steps = viewer.frames.map(
      (pts, i) => pts - Math.max(...viewer.frames.slice(Math.max(0, i - 8), i), pts - 1),
    );
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(-120);
  });

  it('ends for its viewers with the end of the lesson, and takes nothing after it', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher), { cues: 'manual' });
    const { key } = await makeKey(teacher, session.id);
    await using publisher = await Publisher.start(film, server.rtmp(key));
    await vi.waitFor(async () => {
      expect((await teacher.get<Session>(`/api/sessions/${session.id}`)).onAir).toBe(true);
    }, patience);
    await using viewer = new Viewer(`${server.web}/live/${session.id}.flv`);
    await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(10), patience);
    const ended = await teacher.post<Session>(`/api/sessions/${session.id}/end`);
    expect(ended).toMatchObject({ status: 'ended', onAir: false });
    expect(await viewer.done).toBe('ended');
    expect(viewer.events.at(-1)?.event).toEqual({ type: 'lesson.ended', lessonId: session.lesson.id });
    await publisher.ended();
    const refused = await teacher.call('POST', `/api/sessions/${session.id}/events`, {
      event: { type: 'slide.shown', index: 0 },
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'session-not-live' } });
    expect(await teacher.call('POST', `/api/sessions/${session.id}/start`)).toMatchObject({
      status: 409,
      body: { code: 'illegal-transition' },
    });
    expect((await fetch(`${server.web}/live/${session.id}.flv`)).status).toBe(404);
  });
});

describe('stream keys', () => {
  let server: TestServer;
  let teacher: Client;
  beforeAll(async () => {
    server = await TestServer.start();
    teacher = new Client(server.web, server.token);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });
  const status = (id: string) => teacher.get<StreamStatus>(`/api/sessions/${id}/stream`);

  it.each(['rotate', 'revoke'] as const)('disconnect their publisher at once on %s', async (how) => {
    const session = await makeSession(teacher, await makeLesson(teacher));
    const { id, key } = await makeKey(teacher, session.id);
    await using publisher = await Publisher.start(film, server.rtmp(key));
    await vi.waitFor(async () => {
      expect(await status(session.id)).toMatchObject({
        onAir: true,
        publisher: { kind: 'rtmp', remote: '127.0.0.1' },
        video: { codec: 'h264', width: 320, height: 180 },
        audio: { codec: 'aac', sampleRate: 48_000 },
      });
    }, patience);
    const [listed] = (await teacher.get<{ id: string; publishing: boolean }[]>('/api/stream-keys')).filter(
      (k) => k.id === id,
    );
    expect(listed?.publishing).toBe(true);
    if (how === 'revoke') expect((await teacher.call('DELETE', `/api/stream-keys/${id}`)).status).toBe(204);
    else {
      const rotated = await teacher.post<{ key: string }>(`/api/stream-keys/${id}/rotate`);
      expect(rotated.key).not.toBe(key);
    }
    await publisher.ended();
    await vi.waitFor(async () => expect((await status(session.id)).onAir).toBe(false), patience);
    await using again = await Publisher.start(film, server.rtmp(key));
    await again.ended();
    expect((await teacher.get<{ reason: string }[]>('/api/publisher-refusals'))[0]).toMatchObject({
      remote: '127.0.0.1',
      reason: 'the stream key is not known',
      sessionId: null,
    });
  });

  it('refuse a second publisher, and say so', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher));
    const { key } = await makeKey(teacher, session.id);
    const other = await makeKey(teacher, session.id);
    await using first = await Publisher.start(film, server.rtmp(key));
    await vi.waitFor(async () => expect((await status(session.id)).onAir).toBe(true), patience);
    await using second = await Publisher.start(film, server.rtmp(other.key));
    await second.ended();
    expect((await status(session.id)).refusals[0]?.reason).toContain('already has a publisher');
    expect([first.isRunning, (await status(session.id)).onAir]).toEqual([true, true]);
  });

  it('let in exactly one of two publishers that come at once', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher));
    const keys = [await makeKey(teacher, session.id), await makeKey(teacher, session.id)];
    const both = keys.map(({ key }) => Publisher.start(film, server.rtmp(key)));
    await using one = await both[0];
    await using other = await both[1];
    await vi.waitFor(async () => {
      expect((await status(session.id)).refusals.map(({ reason }) => reason)).toEqual([
        expect.stringContaining('already has a publisher'),
      ]);
    }, patience);
    await vi.waitFor(
      () => expect([one?.isRunning, other?.isRunning].sort()).toEqual([false, true]),
      patience,
    );
    await vi.waitFor(async () => expect((await status(session.id)).onAir).toBe(true), patience);
  });

  it('refuse a codec that no player shows, and say so', async () => {
    await using old = await Film.shoot({ seconds: 2, codec: 'flv1' });
    const session = await makeSession(teacher, await makeLesson(teacher));
    const { key } = await makeKey(teacher, session.id);
    await using publisher = await Publisher.start(old, server.rtmp(key));
    await publisher.ended();
    expect((await status(session.id)).refusals[0]?.reason).toMatch(/H\.264/);
  });
});
