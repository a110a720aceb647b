import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  type AnswerReceipt,
  type EventReceipt,
  initialLessonState,
  type Joined,
  type LedgerEntry,
  type LedgerPage,
  type LessonState,
  parseEvent,
  reduce,
  type Session,
} from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { engines } from './support/engines.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { build, ServerProcess } from './support/server-process.js';
import { type SeenEvent, Viewer } from './support/viewer.js';

let cluster: PostgresCluster;
let film: Film;
let folder: string;
beforeAll(async () => {
  [cluster, film] = await Promise.all([PostgresCluster.start(), Film.shoot({ seconds: 4, bFrames: 2 })]);
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-crash-'));
  await build();
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});
const patience = { timeout: 20_000, interval: 20 };

const KILLS = 3;

/** Turns slides as fast as the channel allows until the server is gone; keeps every receipt. */
async function turnSlides(teacher: Client, sessionId: string, receipts: EventReceipt[]): Promise<void> {
  for (let n = 0; ; n++) {
    const event = { type: 'slide.shown', index: n % 3 };
    const reply = await teacher
      .call<EventReceipt>('POST', `/api/sessions/${sessionId}/events`, { event })
      .catch(() => undefined);
    if (reply === undefined) return;
    if (reply.status < 300) receipts.push(reply.body);
  }
}

async function wholeLedger(client: Client, sessionId: string): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (;;) {
    const query = `afterSeq=${String(entries.length)}&limit=1000`;
    const page = await client.get<LedgerPage>(`/api/sessions/${sessionId}/ledger?${query}`);
    if (page.entries.length === 0) return entries;
    entries.push(...page.entries);
  }
}

/** The ledger once every event has its frame. */
const settledLedger = (client: Client, sessionId: string): Promise<LedgerEntry[]> =>
  vi.waitFor(async () => {
    const entries = await wholeLedger(client, sessionId);
    expect(entries.filter(({ airedPtsMs }) => airedPtsMs === null)).toEqual([]);
    return entries;
  }, patience);

/** No hole in the numbers, every receipt as it was answered, all in the order of the stream. */
function expectNothingLost(ledger: readonly LedgerEntry[], receipts: readonly EventReceipt[]): void {
  expect(ledger.map(({ seq }) => seq)).toEqual(ledger.map((_, i) => i + 1));
  for (const receipt of receipts.filter(({ airedPtsMs }) => airedPtsMs !== null)) {
    expect(ledger[receipt.seq - 1]).toMatchObject(receipt);
  }
  const aired = ledger.map(({ airedPtsMs }) => airedPtsMs ?? 0);
  expect(aired).toEqual(aired.toSorted((a, b) => a - b));
}

/** What viewers saw in all lives is what the ledger says; nothing came twice but under the repeat flag. */
function expectOneStory(ledger: readonly LedgerEntry[], seen: readonly SeenEvent[]): void {
  for (const { seq, ptsMs, repeat, event } of seen) {
    const entry = ledger[seq - 1];
    expect(event).toEqual(entry?.event);
    if (repeat) expect(entry?.repeated).toBe(true);
    else if (entry?.repeated === false) expect(ptsMs).toBe(entry.airedPtsMs);
  }
  const firsts = seen.filter(({ repeat }) => !repeat).map(({ seq }) => seq);
  expect(new Set(firsts).size).toBe(firsts.length);
}

const stateAfter = (ledger: readonly LedgerEntry[]): LessonState =>
  ledger.reduce<LessonState>(
    (state, { event, seq, airedPtsMs }) => reduce(state, parseEvent(event), { seq, ptsMs: airedPtsMs ?? 0 }),
    initialLessonState,
  );

describe.each(engines(() => cluster))(
  'a server that is killed in the middle of a class, on $engine',
  ({ engine, databaseUrl }) => {
    it('loses nothing it answered for, numbers on, and shows the same state', async () => {
      const environment = {
        DATA_DIR: path.join(folder, engine),
        DATABASE_URL: await databaseUrl(),
        DEMO: 'false',
      };
      const receipts: EventReceipt[] = [];
      const seen: SeenEvent[] = [];
      let session: Session | undefined;
      let key = '';
      let ann: Joined | undefined;
      let answered: AnswerReceipt | undefined;
      let lastFrame = -1;
      for (let life = 0; life <= KILLS; life++) {
        await using server = await ServerProcess.start(environment);
        const teacher = new Client(server.web, server.links.token ?? '');
        if (session === undefined) {
          session = await makeSession(teacher, await makeLesson(teacher), { cues: 'manual' });
          key = (await makeKey(teacher, session.id)).key;
          ann = await teacher.post<Joined>(`/api/sessions/${session.id}/join`, { name: 'Ann' });
        }
        const { id } = session;
        await using publisher = await Publisher.start(film, `${server.links.rtmp}/${key}`);
        await vi.waitFor(async () => {
          expect((await teacher.get<Session>(`/api/sessions/${id}`)).onAir).toBe(true);
        }, patience);
        await using viewer = new Viewer(`${server.web}/live/${id}.flv`);
        await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(0), patience);
        expect(publisher.isRunning).toBe(true);
        expect(Math.min(...viewer.frames)).toBeGreaterThan(lastFrame);
        if (life < KILLS) {
          if (life === 0) {
            const asked = await teacher.post<EventReceipt>(`/api/sessions/${id}/events`, {
              event: { type: 'question.opened', questionId: 'q1' },
            });
            receipts.push(asked);
            const at = { shownPtsMs: asked.airedPtsMs, answeredPtsMs: asked.airedPtsMs };
            const answer = { questionId: 'q1', openedSeq: asked.seq, choices: ['a'], ...at };
            answered = await teacher
              .as(ann?.token)
              .post<AnswerReceipt>(`/api/sessions/${id}/answers`, answer);
          }
          const before = receipts.length;
          const turning = [1, 2, 3, 4].map(() => turnSlides(teacher, id, receipts));
          await vi.waitFor(() => expect(receipts.length - before).toBeGreaterThan(20), patience);
          await server.kill();
          await Promise.all(turning);
          await viewer.done;
          lastFrame = Math.max(...viewer.frames);
          seen.push(...viewer.events);
          continue;
        }

        const ledger = await settledLedger(teacher, id);
        expectNothingLost(ledger, receipts);
        const next = await teacher.post<EventReceipt>(`/api/sessions/${id}/events`, {
          event: { type: 'marker', name: 'on we go' },
        });
        expect(next.seq).toBe(ledger.length + 1);
        await vi.waitFor(() => expect(viewer.snapshots.at(-1)?.seq).toBe(next.seq), patience);
        expect(viewer.snapshots.at(-1)?.state).toEqual(stateAfter(ledger));
        seen.push(...viewer.events.filter(({ seq }) => seq < next.seq));
        expectOneStory(ledger, seen);

        const [answer] = await teacher.get<{ id: string }[]>(`/api/sessions/${id}/answers`);
        expect(answer?.id).toBe(answered?.answerId);
        expect((await teacher.as(ann?.token).call('GET', '/api/me')).status).toBe(200);
      }
    });
  },
);

it('goes on with a film where it was, and gives no cue twice', async () => {
  await using long = await Film.shoot({ seconds: 12 });
  const environment = { DATA_DIR: path.join(folder, 'film'), DEMO: 'false' };
  const cues = Array.from(
    { length: 23 },
    (_, i) => ({ atMs: 500 * i, type: 'marker', name: `m${String(i)}` }) as const,
  );
  let id = '';
  for (const stopAfter of [4, 10, cues.length]) {
    await using server = await ServerProcess.start(environment);
    const teacher = new Client(server.web, server.links.token ?? '');
    if (id === '') {
      await cp(long.path, path.join(environment.DATA_DIR, 'media', 'long.mp4'));
      const source = { kind: 'file', file: 'long.mp4', loop: false } as const;
      id = (await makeSession(teacher, await makeLesson(teacher, cues), { source })).id;
      await teacher.post(`/api/sessions/${id}/start`);
    }
    await using viewer = new Viewer(`${server.web}/live/${id}.flv`);
    const markers = await vi.waitFor(async () => {
      const entries = (await wholeLedger(teacher, id)).filter(({ type }) => type === 'marker');
      expect(entries.length).toBeGreaterThanOrEqual(stopAfter);
      return entries;
    }, patience);
    if (stopAfter < cues.length) {
      await server.kill();
      continue;
    }
    expect(markers.map(({ event }) => event['name'])).toEqual(cues.map(({ name }) => name));
    // more than ten cues, 5 s of the film, were over before this life began
    const begun = viewer.frames[0] ?? 0;
    const first = markers.findIndex(({ airedPtsMs }) => (airedPtsMs ?? 0) > begun);
    const filmMs = (cues[first]?.atMs ?? 0) - ((markers[first]?.airedPtsMs ?? 0) - begun);
    expect(filmMs).toBeGreaterThan(2000);
    await vi.waitFor(async () => {
      expect((await teacher.get<Session>(`/api/sessions/${id}`)).status).toBe('ended');
    }, patience);
    const types = (await wholeLedger(teacher, id)).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('lesson.'))).toEqual(['lesson.started', 'lesson.ended']);
  }
});
