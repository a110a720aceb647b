import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { CompileJob, LessonSummary, Session, Teaching } from '@lockstep/contracts';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { build, ServerProcess } from './support/server-process.js';
import { Pupil } from './support/taught-class.js';
import { Viewer } from './support/viewer.js';

const patience = { timeout: 120_000, interval: 50 };
/** A machine that is busy with other tests compiles slowly. */
const long = 400_000;

let folder: string;
beforeAll(() => build());
// each try is a first start
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-shipped-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Without a key and without any name that would have to be resolved. */
const start = () =>
  ServerProcess.start({ DATA_DIR: folder, SHIPPED_LESSONS: 'true', OPENAI_API_KEY: '', LOG_LEVEL: 'warn' });

const isBeingCompiled = '“Yesterday: the simple past”, is being compiled';

it(
  'the first start compiles the first lesson with progress, a student who opens the link is taught, and nothing is repeated',
  async () => {
    {
      await using interrupted = ServerProcess.spawn({ DATA_DIR: folder, SHIPPED_LESSONS: 'true' });
      await vi.waitFor(() => expect(interrupted.output).toMatch(/0 of \d+ sentences/), patience);
      expect(interrupted.output).toMatch(/Admin token for programs, shown this once: {2}lk_staff_/); // before the wait, not after
      await interrupted.kill();
    }
    {
      await using server = await start();
      expect(server.output).toContain(isBeingCompiled);
      const teacher = new Client(server.web, server.links.token ?? '');
      await expectClass(server, teacher);
      await expectTeaching(server, teacher);
      expect(await server.signalled('SIGTERM')).toBe(0);
    }
    await using again = await start();
    expect(again.output).not.toContain(isBeingCompiled);
    const teacher = new Client(again.web, again.links.token ?? '');
    await vi.waitFor(async () => {
      const { status, onAir } = await teacher.get<Session>('/api/sessions/class');
      expect({ status, onAir }).toEqual({ status: 'live', onAir: true });
    }, patience);
    const others = (await teacher.get<CompileJob[]>('/api/compiles')).filter(
      ({ status }) => status !== 'done',
    );
    for (const { status } of others) expect(['queued', 'running']).toContain(status); // in the background
  },
  long,
);

async function expectClass(server: ServerProcess, teacher: Client): Promise<void> {
  expect(server.links?.student).toBe(`${server.web}/s/class`);
  const lessons = await teacher.get<LessonSummary[]>('/api/lessons');
  const scripts = lessons
    .filter(({ kind }) => kind === 'script')
    .map(({ title, version }) => [title, version]);
  expect(scripts.toSorted()).toEqual([
    ['Density: why a steel ship floats', 1],
    ['Fractions: parts of a whole', 1],
    ['Yesterday: the simple past', 1],
    ['Your first words of Chinese', 1],
    ['水的三种样子', 1],
  ]);
  const shown = await Promise.all(
    lessons.flatMap(({ id, kind }) =>
      kind === 'script' ? [teacher.get<{ text: string }>(`/api/lessons/${id}/script`)] : [],
    ),
  );
  for (const { text } of shown) expect(text).toMatch(/^title: /); // not with a path of this repository
  const session = await teacher.get<Session>('/api/sessions/class');
  expect(session).toMatchObject({
    status: 'live',
    lessonVersion: 1,
    source: { kind: 'teacher', loop: true },
  });
  expect((await teacher.get<Teaching>('/api/sessions/class/teaching')).phase).toBe('waiting');
}

async function expectTeaching(server: ServerProcess, teacher: Client): Promise<void> {
  await using viewer = new Viewer(`${server.web}/live/class.flv`);
  using student = await Pupil.join(new Client(server.web), 'class', 'Ann');
  expect(student.joined.student.name).toBe('Ann');
  await vi.waitFor(() => {
    expect(viewer.events.some(({ event }) => event.type === 'highlight')).toBe(true);
    expect(viewer.events.some(({ event }) => event.type === 'caption')).toBe(true);
  }, patience);
  expect((await teacher.get<Teaching>('/api/sessions/class/teaching')).phase).toBe('teaching');
}
