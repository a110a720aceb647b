import path from 'node:path';
import type { CompileJob, ScriptDraft } from '@lockstep/contracts';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CompileQueue } from '../src/virtual-teacher/compiling/compile-queue.js';
import { LessonReader } from '../src/lessons/reading/lesson-reader.js';
import { Client } from './support/client.js';
import { compiled } from './support/compile.js';
import { filesForm, save } from './support/script.js';
import { build, ServerProcess } from './support/server-process.js';
import { TestServer } from './support/server.js';

let server: TestServer;
let author: Client;
beforeAll(async () => {
  server = await TestServer.start();
  author = new Client(server.web, server.token);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const shown = 'title: A\nslides: a.md\nsteps:\n  - say: Hello.\n';
/** Each of 12 groups shows the one before it ten times. */
const bomb = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="900" height="900"><defs><g id="g0"><rect width="900" height="900" fill="red" opacity=".5"/></g>${Array.from(
  { length: 12 },
  (_, i) => `<g id="g${String(i + 1)}">${`<use xlink:href="#g${String(i)}"/>`.repeat(10)}</g>`,
).join('')}</defs><use xlink:href="#g12"/></svg>`;

const create = (text: string) => author.post<ScriptDraft>('/api/lessons/script', { text });

describe('a text', () => {
  it('is parsed once for each save, whatever else looks at it', async () => {
    const reader = server.application.nest.get(LessonReader);
    const { lessonId, etag } = await create('title: A\nsteps:\n  - say: One.\n');
    await compiled(author, lessonId);
    const before = reader.parses;
    const saved = await save<ScriptDraft>(author, lessonId, 'title: A\nsteps:\n  - say: Two.\n', etag);
    expect(saved.status).toBe(200);
    await author.get(`/api/lessons/${lessonId}/script`);
    await author.get(`/api/lessons/${lessonId}/files`);
    await author.post(`/api/lessons/${lessonId}/versions`, { note: '' });
    await compiled(author, lessonId);
    expect(reader.parses).toBe(before + 1);
  });

  it('is answered after other requests that come meanwhile, however hard it is to read', async () => {
    const order: string[] = [];
    const hard = `title: A\n${`${'['.repeat(19)}a${']'.repeat(19)}\n`.repeat(1000)}${'# b\n'.repeat(50_000)}`;
    const reading = create(hard).then(({ script, problems }) => {
      order.push('text');
      expect(script).toBeNull();
      expect(problems.length).toBeLessThanOrEqual(100);
    });
    for (let i = 0; i < 3; i++) {
      await author.as(undefined).get('/health/live');
      order.push('health');
    }
    await reading;
    expect(order).toEqual(['health', 'health', 'health', 'text']);
  });
});

describe('a deck that is never drawn to its end', () => {
  const start = async () => {
    const { lessonId } = await create(shown);
    await author.call(
      'POST',
      `/api/lessons/${lessonId}/files`,
      filesForm({ 'a.md': '![](a.svg)\n', 'a.svg': bomb }),
    );
    return vi.waitFor(async () => {
      const job = await author.get<CompileJob>(`/api/lessons/${lessonId}/compile?version=draft`);
      expect(job.status).toBe('running');
      return job;
    }, 60_000);
  };

  it('gives its place free when it is cancelled', async () => {
    const jobs = [await start(), await start()]; // all the places that there are
    for (const { id } of jobs) await author.call('DELETE', `/api/compiles/${id}`);
    const other = await create(shown);
    await author.call(
      'POST',
      `/api/lessons/${other.lessonId}/files`,
      filesForm({ 'a.md': '![](gone.png)\n' }),
    );
    const job = await compiled(author, other.lessonId);
    expect(job).toMatchObject({
      status: 'failed',
      problems: [{ code: 'deck-no-picture', params: { file: 'a.md', path: 'gone.png' } }],
    });
    expect(job.problems[0]?.message).toContain('There is no picture gone.png.');
  });

  it('does not keep the server from stopping', async () => {
    await build();
    const environment = { DATA_DIR: path.join(server.folder, 'stopped'), DEMO: 'false', LOG_LEVEL: 'warn' };
    await using stopped = await ServerProcess.start(environment);
    const its = new Client(stopped.web, stopped.links.token ?? '');
    for (let i = 0; i < 2; i++) {
      const { lessonId } = await its.post<ScriptDraft>('/api/lessons/script', { text: shown });
      const files = filesForm({ 'a.md': '![](a.svg)\n', 'a.svg': bomb });
      await its.call('POST', `/api/lessons/${lessonId}/files`, files);
      await vi.waitFor(async () => {
        const job = await its.get<CompileJob>(`/api/lessons/${lessonId}/compile?version=draft`);
        expect(job.status).toBe('running');
      }, 60_000);
    }
    // a deck is given up after 20 s: one that is begun last, on another server, is under way when this one has ended
    const { id } = await start();
    expect(await stopped.signalled('SIGTERM')).toBe(0);
    expect((await author.get<CompileJob>(`/api/compiles/${id}`)).status).toBe('running');
    await author.call('DELETE', `/api/compiles/${id}`);
  });

  it('is not started again and again: a job that did not finish twice fails and says so', async () => {
    const { lessonId } = await start();
    await server.stop();
    server = await TestServer.start({ folder: server.folder });
    author = new Client(server.web, server.token);
    const path = `/api/lessons/${lessonId}/compile?version=draft`;
    const latest = () => author.get<CompileJob>(path);
    await vi.waitFor(async () => expect((await latest()).status).toBe('running'), 60_000);
    // as a killed server leaves it on record: it was begun twice, and a server that is stopped does not count
    const { nest } = server.application;
    await nest.get(CompileQueue).onModuleDestroy();
    const database = nest.get<DataSource>(getDataSourceToken());
    await database.query(`UPDATE compile_job SET status = 'running', starts = 2 WHERE lesson_id = $1`, [
      lessonId,
    ]);
    await server.stop();
    server = await TestServer.start({ folder: server.folder });
    author = new Client(server.web, server.token);
    expect(await latest()).toMatchObject({
      status: 'failed',
      problems: [{ code: 'compile-never-finished' }],
    });
  });
});
