import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EventReceipt, FeedbackReceipt, LedgerEntry, Teaching } from '@lockstep/contracts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ClassSocket } from './support/class-socket.js';
import { Client } from './support/client.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { RedisServer } from './support/redis-server.js';
import { S3Server } from './support/s3-server.js';
import { build, type Environment, ServerProcess } from './support/server-process.js';
import { patience, publish, TaughtClass } from './support/taught-class.js';
import { Viewer } from './support/viewer.js';

let cluster: PostgresCluster;
let redis: RedisServer;
let s3: S3Server;
let folder: string;
let shared: Environment;
beforeAll(async () => {
  [cluster, redis, s3] = await Promise.all([PostgresCluster.start(), RedisServer.start(), S3Server.start()]);
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-shared-'));
  await build();
  shared = { ...s3.settings, DATABASE_URL: await cluster.database(), REDIS_URL: redis.url, DEMO: 'false' };
});
afterAll(async () => {
  await redis[Symbol.asyncDispose]();
  await s3[Symbol.asyncDispose]();
  await cluster[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const start = (name: string) => ServerProcess.start({ ...shared, DATA_DIR: path.join(folder, name) });

/** Long enough for all that happens, and soon compiled. */
const lesson = [
  'title: Long',
  'steps:',
  '  - id: q1',
  '    ask:',
  '      prompt: What is the past of go?',
  '      accept: went',
  '      window: 60s',
  ...Array.from({ length: 9 }, (_, i) => [
    `  - id: s${String(i)}`,
    `    say: This is sentence number ${String(i)}.`,
    `  - id: p${String(i)}`,
    '    pause: 3s',
  ]).flat(),
].join('\n');

/** What was said after the question. */
const captions = (entries: readonly LedgerEntry[]) =>
  entries.filter(({ type, event }) => type === 'caption' && /^This is/.test(String(event['text'])));

/** No hole in the numbers, each once, all in the order of the stream. */
function expectOneStory(entries: readonly LedgerEntry[]): void {
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
  const aired = entries.flatMap(({ airedPtsMs }) => airedPtsMs ?? []);
  expect(aired).toEqual(aired.toSorted((a, b) => a - b));
}

/** The class where it is carried now. */
async function carriedBy(taught: TaughtClass, said: number): Promise<LedgerEntry[]> {
  return vi.waitFor(async () => {
    const entries = await taught.ledger();
    expect(captions(entries).filter(({ airedPtsMs }) => airedPtsMs !== null).length).toBeGreaterThan(said);
    return entries;
  }, patience);
}

it('several processes are one installation: a session goes on in another when its own stops', async () => {
  await using first = await start('first');
  await using second = await start('second');
  const [atFirst, atSecond] = [first, second].map(({ web, links }) => new Client(web, links.token ?? '')) as [
    Client,
    Client,
  ];
  const taught = await TaughtClass.create(
    atFirst,
    await publish(atFirst, lesson, { ...patience, timeout: 90_000 }),
  );
  await taught.start();
  await using viewer = new Viewer(`${first.web}/live/${taught.id}.flv`);
  const ann = await taught.through(atSecond).join('Ann');
  using staff = await ClassSocket.open(second.web, { token: second.links.token, sessionId: taught.id });

  // what is asked of either process about the session is answered by the one that carries it
  await ann.answer(await taught.opened(), { text: 'went' });
  await vi.waitFor(() => expect(ann.feedback).toHaveLength(1), patience);
  expect(ann.feedback[0]).toMatchObject({ judged: { verdict: 'right' } });
  expect(await taught.through(atSecond).answers()).toMatchObject([{ verdict: 'right' }]);
  await taught.through(atSecond).reaches('teaching'); // Ann, at the other process, was the last to answer
  expect(await taught.through(atSecond).command({ type: 'pause' })).toMatchObject({ phase: 'paused' });
  const asked = await staff.call<Teaching>('teaching:command', { type: 'resume' });
  expect(asked).toMatchObject({ ok: true, value: { phase: 'teaching' } });
  const sent = await fetch(`${second.web}/live/${taught.id}.flv`, { redirect: 'manual' });
  expect([sent.status, sent.headers.get('location')]).toEqual([307, `${first.web}/live/${taught.id}.flv`]);
  await using elsewhere = new Viewer(`${second.web}/live/${taught.id}.flv`);
  await vi.waitFor(() => expect(elsewhere.frames.length).toBeGreaterThan(10), patience);

  // what happens in one process is heard by the pages of the other
  const marked = await atFirst.post<EventReceipt>(`/api/sessions/${taught.id}/events`, {
    event: { type: 'marker', name: 'here' },
  });
  await vi.waitFor(() => {
    expect(staff.heard<LedgerEntry>('event:stamped').map(({ seq }) => seq)).toContain(marked.seq);
  }, patience);
  const bodies = [{ studentId: ann.joined.student.id, text: 'Well done.' }];
  const told = await atFirst.post<FeedbackReceipt>(`/api/sessions/${taught.id}/feedback`, { bodies });
  expect(told.delivered).toBe(1);
  expect(ann.feedback.map(({ text }) => text)).toContain('Well done.');

  // one that is paused is not waited for, and what it does afterwards is not taken
  const before = captions(await taught.ledger()).length;
  process.kill(first.pid, 'SIGSTOP');
  const viewed = viewer.frames.length;
  await carriedBy(taught.through(atSecond), before + 1);
  process.kill(first.pid, 'SIGCONT');
  await vi.waitFor(() => expect(first.output).toContain(`The session ${taught.id} stops here`), patience);
  expect(await viewer.done).toBe('ended');
  const lastSeen = viewer.frames[viewed] ?? Infinity;
  expect(viewer.frames.slice(viewed).filter((ptsMs) => ptsMs > lastSeen + 1000)).toEqual([]);
  const late = { event: { type: 'marker', name: 'late' } };
  expect(
    (await atFirst.post<EventReceipt>(`/api/sessions/${taught.id}/events`, late)).airedPtsMs,
  ).not.toBeNull();

  // one that is stopped hands over at once
  const said = captions(await taught.ledger()).length;
  expect(await second.signalled('SIGTERM')).toBe(0);
  const entries = await carriedBy(taught, said + 1);
  expectOneStory(entries);
  // a sentence that was interrupted is said again, from its beginning
  const texts = captions(entries).map(({ event }) => event['text']);
  const inOrder = texts.filter((text, i) => text !== texts[i - 1]);
  expect(inOrder).toEqual(inOrder.map((_, i) => `This is sentence number ${String(i)}.`));
  ann[Symbol.dispose]();
}, 240_000);

it('a server without the same Redis is sent away in one sentence', async () => {
  await using first = await start('first');
  expect(first.pid).toBeGreaterThan(0);
  await using otherRedis = await RedisServer.start();
  const wrong: readonly [Environment, RegExp][] = [
    [
      { REDIS_URL: '' },
      /^Another server uses the database .*; servers that are to share it all need the same REDIS_URL\.\n$/,
    ],
    [
      { REDIS_URL: otherRedis.url },
      /^The process http:\S+ of this installation uses another Redis server; set the same REDIS_URL\.\n$/,
    ],
    [
      { REDIS_URL: 'redis://127.0.0.1:1' },
      /^The Redis server 127\.0\.0\.1:1 cannot be reached \(.*ECONNREFUSED.*\); start it, or correct REDIS_URL\.\n$/,
    ],
    [{ DATABASE_URL: '' }, /^REDIS_URL is set and DATABASE_URL is not: .*\n$/],
  ];
  for (const [i, [settings, sentence]] of wrong.entries()) {
    const DATA_DIR = path.join(folder, `wrong-${String(i)}`);
    const server = ServerProcess.spawn({ ...shared, DATA_DIR, LOG_LEVEL: 'error', ...settings });
    expect(await server.exited()).toBe(1);
    expect(server.output).toMatch(sentence);
  }
});
