import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Answer, FeedbackBody } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { engines } from './support/engines.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { build, ServerProcess } from './support/server-process.js';
import { patience, publish, Pupil, TaughtClass } from './support/taught-class.js';
import { Viewer } from './support/viewer.js';

let cluster: PostgresCluster;
let folder: string;
/** A model that takes every question and answers none. */
let silentModel: Server;
beforeAll(async () => {
  silentModel = createServer();
  [cluster] = await Promise.all([
    PostgresCluster.start(),
    once(silentModel.listen(0, '127.0.0.1'), 'listening'),
    build(),
  ]);
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-teaching-crash-'));
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  silentModel.closeAllConnections();
  silentModel.close();
  await rm(folder, { recursive: true, force: true });
});

const long = 'One more word about this. '.repeat(5).trim();
const ask = (more: string) =>
  `  - id: q1\n    ask:\n      prompt: What is the past of go?\n      accept: went\n      window: 60s\n${more}`;
const scripts = {
  teaching: `title: T\nsteps:\n  - id: one\n    say: ${long}\n`,
  asking: `title: A\nsteps:\n${ask('')}  - id: bye\n    say: Goodbye.\n`,
  judging: `title: J\nbrain: openai\nsteps:\n${ask('')}  - id: bye\n    say: Goodbye.\n`,
  responding: `title: R\nsteps:\n${ask(`      say:\n        right: ${long}\n`)}`,
  waiting: 'title: W\nsteps:\n  - id: held\n    wait: Go on?\n  - id: bye\n    say: Goodbye.\n',
  paused: `title: P\nsteps:\n  - id: one\n    say: ${long}\n`,
  'taken-over': `title: O\nsteps:\n  - id: one\n    say: ${long}\n`,
} as const;
type Held = keyof typeof scripts;
const held = Object.keys(scripts) as Held[];

/** Brings a class into the phase in which it is to be killed. */
const into: Record<Held, (taught: TaughtClass, pupils: readonly Pupil[]) => Promise<unknown>> = {
  teaching: (taught) => taught.aired('caption'),
  asking: async (taught, [ann]) => {
    await ann?.answer(await taught.opened(), { text: 'went' });
    await vi.waitFor(() => expect(ann?.feedback).toHaveLength(1), patience);
  },
  judging: async (taught, pupils) => {
    const question = await taught.opened();
    for (const pupil of pupils) await pupil.answer(question, { text: 'went' });
  },
  responding: async (taught, pupils) => {
    const question = await taught.opened();
    for (const pupil of pupils) await pupil.answer(question, { text: 'went' });
  },
  waiting: () => Promise.resolve(),
  paused: (taught) => taught.command({ type: 'pause' }),
  'taken-over': (taught) => taught.command({ type: 'take-over' }),
};

/** Lets a class go on after the restart, to its end. */
const onwards: Partial<Record<Held, (taught: TaughtClass, pupils: readonly Pupil[]) => Promise<unknown>>> = {
  asking: async (taught, [, bob]) => bob?.answer(await taught.opened(), { text: 'gone' }),
  waiting: (taught) => taught.command({ type: 'continue' }),
  paused: (taught) => taught.command({ type: 'resume' }),
  'taken-over': (taught) => taught.command({ type: 'hand-back' }),
};

describe.each(engines(() => cluster))(
  'a server that is killed while it teaches, on $engine',
  ({ engine, databaseUrl }) => {
    it('goes on in every phase, and neither loses an answer nor judges one twice', async () => {
      const environment = {
        DATA_DIR: path.join(folder, engine),
        DATABASE_URL: await databaseUrl(),
        DEMO: 'false',
        SHIPPED_LESSONS: 'false',
        OPENAI_API_KEY: 'none',
        OPENAI_BASE_URL: `http://127.0.0.1:${String((silentModel.address() as AddressInfo).port)}/v1`,
      };
      const classes = new Map<Held, { taught: TaughtClass; pupils: Pupil[]; lastFrame: number }>();
      const before = new Map<Held, Answer[]>();
      {
        await using server = await ServerProcess.start(environment);
        const teacher = new Client(server.web, server.links.token ?? '');
        for (const phase of held) {
          const taught = await TaughtClass.create(teacher, await publish(teacher, scripts[phase]));
          const pupils = [await taught.join('Ann'), await taught.join('Bob')];
          classes.set(phase, { taught, pupils, lastFrame: 0 });
        }
        // those that stay where they are first: all of them are in their phase at one moment
        const order: Held[] = [
          'waiting',
          'paused',
          'taken-over',
          'asking',
          'responding',
          'judging',
          'teaching',
        ];
        await using viewers = new AsyncDisposableStack();
        const watching = new Map<Held, Viewer>();
        for (const phase of order) {
          const { taught, pupils } = classes.get(phase) as { taught: TaughtClass; pupils: Pupil[] };
          await taught.start();
          watching.set(phase, viewers.use(new Viewer(`${server.web}/live/${taught.id}.flv`)));
          await into[phase](taught, pupils);
          await taught.reaches(phase);
        }
        const now = await Promise.all(order.map(async (phase) => classes.get(phase)?.taught.teaching()));
        expect(now.map((teaching) => teaching?.phase)).toEqual(order);
        for (const [phase, { taught }] of classes) before.set(phase, await taught.answers());
        await server.kill();
        for (const [phase, one] of classes) {
          one.pupils.forEach((pupil) => pupil[Symbol.dispose]());
          one.lastFrame = Math.max(...(watching.get(phase)?.frames ?? [0]));
        }
      }

      await using server = await ServerProcess.start(environment);
      const teacher = new Client(server.web, server.links.token ?? '');
      await Promise.all(
        [...classes].map(async ([phase, { taught: earlier, pupils: gone, lastFrame }]) => {
          const taught = earlier.through(teacher);
          await using viewer = new Viewer(`${server.web}/live/${taught.id}.flv`);
          const pupils = await Promise.all(gone.map(({ joined }) => Pupil.back(teacher, joined)));
          await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(0), patience);
          expect(Math.min(...viewer.frames)).toBeGreaterThan(lastFrame);
          await onwards[phase]?.(taught, pupils);
          await taught.ended();
          await expectOnce(taught, pupils, before.get(phase) ?? []);
          pupils.forEach((pupil) => pupil[Symbol.dispose]());
        }),
      );
    });
  },
);

async function expectOnce(
  taught: TaughtClass,
  pupils: readonly Pupil[],
  before: readonly Answer[],
): Promise<void> {
  const answers = await taught.answers();
  expect(answers.every(({ judging, judgement }) => judging === 'judged' && judgement !== null)).toBe(true);
  for (const earlier of before) {
    const now = answers.find(({ id }) => id === earlier.id);
    expect(now).toMatchObject({ student: earlier.student, text: earlier.text });
    if (earlier.judging === 'judged') expect(now).toEqual(earlier);
  }
  const told = await Promise.all(
    pupils.map(({ client }) => client.get<FeedbackBody[]>(`/api/sessions/${taught.id}/feedback/mine`)),
  );
  expect(
    told
      .flat()
      .map(({ judged }) => judged?.answerId)
      .sort(),
  ).toEqual(answers.map(({ id }) => id).sort());
  const ledger = await taught.ledger();
  const count = (type: string) => ledger.filter((entry) => entry.type === type).length;
  expect(ledger.map(({ seq }) => seq)).toEqual(ledger.map((_, i) => i + 1));
  expect([count('lesson.started'), count('lesson.ended')]).toEqual([1, 1]);
  expect(count('question.opened')).toBe(count('question.closed'));
  expect(count('question.opened')).toBeLessThanOrEqual(1);
  const due = ledger
    .filter(({ type }) => type === 'feedback.private')
    .map(({ event }) => event['feedbackId']);
  expect(new Set(due).size).toBe(due.length);
  for (const { feedbackId } of told.flat()) expect(due).toContain(feedbackId);
}
