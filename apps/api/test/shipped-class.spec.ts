import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type LessonSummary, type LessonVersion, type Session, type Teaching } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { build, ServerProcess } from './support/server-process.js';
import { Pupil } from './support/taught-class.js';
import { Viewer } from './support/viewer.js';

const patience = { timeout: 60_000, interval: 50 };
/** A machine that is busy with other tests compiles slowly. */
const long = 400_000;

let folder: string;
beforeAll(async () => {
  await build();
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-shipped-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Without a key and without any name that would have to be resolved. */
const start = () =>
  ServerProcess.start({ DATA_DIR: folder, SHIPPED_LESSONS: 'true', OPENAI_API_KEY: '', LOG_LEVEL: 'warn' });

describe('the first start', () => {
  it(
    'compiles the first lesson with progress, and a student who opens the link is taught and asked',
    async () => {
      await using interrupted = ServerProcess.spawn({ DATA_DIR: folder, SHIPPED_LESSONS: 'true' });
      await vi.waitFor(() => expect(interrupted.output).toMatch(/0 of \d+ sentences/), patience);
      expect(interrupted.output).toMatch(/Admin token, shown this once: {2}lk_staff_/); // before the wait, not after
      await interrupted.kill();

      await using server = await start();
      expect(server.output).toContain('“Yesterday: the simple past”, is being compiled');
      expect(server.links.student).toBe(`${server.web}/s/class`);
      const teacher = new Client(server.web, server.links.token ?? '');
      const lessons = await teacher.get<LessonSummary[]>('/api/lessons');
      expect(
        lessons.filter(({ kind }) => kind === 'script').map(({ title, version }) => [title, version]),
      ).toEqual(
        expect.arrayContaining([
          ['Yesterday: the simple past', 1],
          ['Fractions: parts of a whole', 1],
          ['Your first words of Chinese', 1],
        ]),
      );
      const session = await teacher.get<Session>('/api/sessions/class');
      expect(session).toMatchObject({
        status: 'live',
        lessonVersion: 1,
        source: { kind: 'teacher', loop: true },
      });
      expect((await teacher.get<Teaching>('/api/sessions/class/teaching')).phase).toBe('waiting');

      await using viewer = new Viewer(`${server.web}/live/class.flv`);
      using student = await Pupil.join(new Client(server.web), 'class', 'Ann');
      expect(student.joined.student.name).toBe('Ann');
      await vi.waitFor(() => {
        const slides = viewer.events.filter(({ event }) => event.type === 'slide.shown');
        expect(slides.length).toBeGreaterThan(0);
        expect(viewer.events.some(({ event }) => event.type === 'caption')).toBe(true);
      }, patience);
      expect((await teacher.get<Teaching>('/api/sessions/class/teaching')).phase).toBe('teaching');
    },
    long,
  );

  it(
    'is not repeated: the next one compiles nothing, and the others follow in the background',
    async () => {
      await using server = await start();
      expect(server.output).not.toContain('compiled');
      const teacher = new Client(server.web, server.links.token ?? '');
      expect((await teacher.get<Session>('/api/sessions/class')).status).toBe('live');
      const lessons = await teacher.get<LessonSummary[]>('/api/lessons');
      const fractions = lessons.find(({ title }) => title.startsWith('Fractions'));
      await vi.waitFor(
        async () => {
          const at = `/api/lessons/${fractions?.id ?? ''}/versions/1`;
          expect((await teacher.get<LessonVersion>(at)).status).toBe('ready');
        },
        { timeout: 300_000, interval: 250 },
      );
    },
    long,
  );
});
