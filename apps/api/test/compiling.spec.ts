import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { CompileJob, LessonVersion, ScriptDraft } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Client } from './support/client.js';
import { compiled, filmedText, makeCompiled } from './support/compile.js';
import { engines } from './support/engines.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { makeScript, save } from './support/script.js';
import { TestServer } from './support/server.js';
import { build, ServerProcess } from './support/server-process.js';

const patience = { timeout: 90_000, interval: 50 };
/** Sentences that take a while, all different. */
const longText = (sentences: number) =>
  `title: Long\navatar: slide\nslides: [slides/one.png, slides/two.png]\nsteps:\n${Array.from(
    { length: sentences },
    (_, i) => `  - say: This is the sentence with the number ${String(i)} of many that follow each other.\n`,
  ).join('')}`;

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await PostgresCluster.start();
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
});

describe.each(engines(() => cluster))('on $engine, compiling', ({ databaseUrl }) => {
  let server: TestServer;
  let author: Client;
  beforeAll(async () => {
    server = await TestServer.start({ databaseUrl: await databaseUrl() });
    author = new Client(server.web, server.token);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });

  it('begins with the save, and is told as it goes on', async () => {
    const { lessonId, compile } = await makeScript(author, filmedText);
    const headers = { Authorization: `Bearer ${server.token}` };
    const events = await fetch(`${server.web}/api/compiles/${compile?.id ?? ''}/events`, { headers });
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    const told = (await events.text()) // ends with the job
      .split('\n')
      .filter((line) => line.startsWith('data: '))
      .map((line) => JSON.parse(line.slice(6)) as CompileJob);
    const made = told.map(({ clips }) => clips.done);
    expect(made).toEqual(made.toSorted((a, b) => a - b));
    const last = told.at(-1);
    expect(last).toMatchObject({ status: 'done', lessonId, problems: [] });
    expect(last?.clips.done).toBe(last?.clips.total);
    expect(last?.durationMs).toBeGreaterThan(10_000); // the question alone takes ten seconds
  });

  it('makes one clip for one changed sentence', async () => {
    const { lessonId, etag } = await makeCompiled(author);
    await save(author, lessonId, filmedText.replace('all for today', 'all for now'), etag);
    const { clips, status } = await compiled(author, lessonId);
    expect(status).toBe('done');
    expect(clips.done - clips.reused).toBe(1);
  });

  it('of a draft is what its version is taught with', async () => {
    const { lessonId } = await makeCompiled(author);
    const version = await author.post<LessonVersion>(`/api/lessons/${lessonId}/versions`, {});
    expect(version).toMatchObject({ version: 1, status: 'ready' });
    expect(version.deckId).toMatch(/^dk_/);
    expect(
      (await author.get<CompileJob[]>('/api/compiles')).filter((job) => job.lessonId === lessonId),
    ).toHaveLength(1);
  });

  it('of a version that is published at once follows', async () => {
    const { lessonId } = await makeScript(author, filmedText.replace('Hello', 'Good day'));
    await author.post<LessonVersion>(`/api/lessons/${lessonId}/versions`, {});
    await vi.waitFor(async () => {
      const version = await author.get<LessonVersion>(`/api/lessons/${lessonId}/versions/1`);
      expect(version.status).toBe('ready');
    }, patience);
  });

  it('once more makes the clips that were lost', async () => {
    const { lessonId } = await makeCompiled(author, filmedText.replace('Hello', 'Welcome back'));
    await author.post<LessonVersion>(`/api/lessons/${lessonId}/versions`, {});
    const clips = path.join(server.folder, 'clips');
    const names = (await readdir(clips)).filter((name) => /\.(flv|json)$/.test(name));
    await Promise.all(names.map((name) => rm(path.join(clips, name))));
    const begun = await author.post<CompileJob>(`/api/lessons/${lessonId}/compile?version=1`);
    const job = await compiled(author, lessonId, 1);
    expect(job).toMatchObject({ id: begun.id, status: 'done', clips: { reused: 0 } });
    expect(job.slides).toEqual({ drawn: 2, total: 2 });
    expect((await readdir(clips)).filter((name) => name.endsWith('.flv')).length).toBeGreaterThan(3);
  });

  it('that is not possible says why at the line of the script', async () => {
    const text = filmedText.replace('{slide 2} Look', '{slide 9} Look');
    const { lessonId } = await makeScript(author, text);
    const job = await compiled(author, lessonId);
    expect(job.status).toBe('failed');
    expect(job.problems).toMatchObject([{ severity: 'error', code: 'no-such-slide', line: 7 }]);
    expect(job.problems[0]?.remedy).toContain('1 to 2');
    const version = await author.post<LessonVersion>(`/api/lessons/${lessonId}/versions`, {});
    await compiled(author, lessonId, 1);
    const session = { lessonId, source: { kind: 'teacher', version: version.version } };
    expect(await author.call('POST', '/api/sessions', session)).toMatchObject({
      status: 409,
      body: { code: 'version-not-compiled' },
    });
  });

  it('is cancelled, and goes on where it was', async () => {
    const { lessonId } = await makeScript(author, longText(40));
    const running = await vi.waitFor(async () => {
      const job = await author.get<CompileJob>(`/api/lessons/${lessonId}/compile`);
      expect(job.clips.done).toBeGreaterThan(1);
      return job;
    }, patience);
    const cancelled = await author.call<CompileJob>('DELETE', `/api/compiles/${running.id}`);
    expect(cancelled.body.status).toBe('cancelled');
    await author.post<CompileJob>(`/api/lessons/${lessonId}/compile`);
    const job = await compiled(author, lessonId);
    expect(job).toMatchObject({ status: 'done', clips: { done: 40, total: 40 } });
    expect(job.clips.reused).toBeGreaterThan(0);
  });

  it('of a draft that is saved again begins anew, and what was wanted before ends', async () => {
    const { lessonId, etag, compile } = await makeScript(author, longText(41));
    await save<ScriptDraft>(author, lessonId, filmedText, etag);
    const job = await compiled(author, lessonId);
    expect(job.status).toBe('done');
    expect((await author.get<CompileJob>(`/api/compiles/${compile?.id ?? ''}`)).status).toBe('cancelled');
  });
});

it('after a kill -9 goes on at the next start, with what was made', async () => {
  await build();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-compiling-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const environment = { DATA_DIR: folder, DEMO: 'false', LOG_LEVEL: 'warn' };
  const first = await ServerProcess.start(environment);
  const author = new Client(first.web, first.links.token ?? '');
  const { lessonId } = await makeScript(author, longText(40));
  await vi.waitFor(async () => {
    const job = await author.get<CompileJob>(`/api/lessons/${lessonId}/compile`);
    expect(job.clips.done).toBeGreaterThan(1);
  }, patience);
  await first.kill();
  await using second = await ServerProcess.start(environment);
  const again = new Client(second.web, second.links.token ?? '');
  const job = await compiled(again, lessonId);
  expect(job).toMatchObject({ status: 'done', clips: { done: 40, total: 40 } });
  expect(job.clips.reused).toBeGreaterThan(0);
});
