import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LedgerPage, MediaFile, Session } from '@lockstep/contracts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { TestServer } from './support/server.js';
import { Viewer } from './support/viewer.js';

let film: Film;
let server: TestServer;
let teacher: Client;
beforeAll(async () => {
  film = await Film.shoot({ seconds: 2 });
  server = await TestServer.start({ media: { 'film.mp4': film.path } });
  teacher = new Client(server.web, server.token);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});
const patience = { timeout: 20_000, interval: 20 };
const cues = [
  { atMs: 0, type: 'slide.shown', index: 1 },
  { atMs: 1000, type: 'caption', text: 'half' },
  { atMs: 1960, type: 'marker', name: 'last frame' },
] as const;
const source = { kind: 'file', file: 'film.mp4', loop: true } as const;
const ledger = (id: string) => teacher.as(undefined).get<LedgerPage>(`/api/sessions/${id}/ledger`);

it('lists the films of the media folder and plays nothing else', async () => {
  await writeFile(path.join(server.folder, 'media', 'notes.txt'), 'no film');
  expect((await teacher.get<MediaFile[]>('/api/media-files')).map(({ name }) => name)).toEqual(['film.mp4']);
  const lesson = await makeLesson(teacher);
  for (const file of ['notes.txt', '../server.lock', '/etc/passwd', 'film.mp4/']) {
    const body = { lessonId: lesson.id, source: { kind: 'file', file } };
    expect(await teacher.call('POST', '/api/sessions', body)).toMatchObject({ status: 404 });
  }
});

it('starts the lesson again on the very first frame of each run', async () => {
  const session = await makeSession(teacher, await makeLesson(teacher, [...cues]), { source });
  await teacher.post<Session>(`/api/sessions/${session.id}/start`);
  await vi.waitFor(async () => {
    const { entries } = await ledger(session.id);
    expect(entries.filter(({ type }) => type === 'lesson.started').length).toBe(4);
  }, patience);
  const { entries } = await ledger(session.id);
  await teacher.post(`/api/sessions/${session.id}/end`);
  const run = ['lesson.started', ...cues.map(({ type }) => type)];
  expect(entries.slice(0, 12).map(({ type }) => type)).toEqual([...run, ...run, ...run]);
  // 50 frames of 40 ms a run
  const frames = entries.slice(0, 12).map(({ frame }) => frame);
  expect(frames).toEqual([0, 0, 25, 49, 50, 50, 75, 99, 100, 100, 125, 149]);
});

it('leaves the lesson to the teacher through all runs of a film when its cues are manual', async () => {
  const session = await makeSession(teacher, await makeLesson(teacher, [...cues]), {
    source,
    cues: 'manual',
  });
  await teacher.post<Session>(`/api/sessions/${session.id}/start`);
  await using viewer = new Viewer(`${server.web}/live/${session.id}.flv`);
  await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(0), patience);
  await teacher.post(`/api/sessions/${session.id}/events`, { event: { type: 'slide.shown', index: 2 } });
  // two runs of 2 s
  await vi.waitFor(() => expect(viewer.frames.at(-1)).toBeGreaterThan(4500), patience);
  expect(viewer.snapshots.at(-1)?.state.slide?.index).toBe(2);
  expect((await ledger(session.id)).entries.map(({ type }) => type)).toEqual([
    'lesson.started',
    'slide.shown',
  ]);
  await teacher.post(`/api/sessions/${session.id}/end`);
});

it('ends the session when a film that is not looped is over, for its viewers too', async () => {
  const once = { ...source, loop: false };
  const session = await makeSession(teacher, await makeLesson(teacher, [...cues]), { source: once });
  await teacher.post<Session>(`/api/sessions/${session.id}/start`);
  await using viewer = new Viewer(`${server.web}/live/${session.id}.flv`);
  expect(await viewer.done).toBe('ended');
  await vi.waitFor(async () => {
    expect((await teacher.get<Session>(`/api/sessions/${session.id}`)).status).toBe('ended');
  }, patience);
  const { entries } = await ledger(session.id);
  expect(entries.map(({ type }) => type)).toEqual([
    'lesson.started',
    ...cues.map(({ type }) => type),
    'lesson.ended',
  ]);
  expect(viewer.events.at(-1)?.event.type).toBe('lesson.ended');
});

it('does not start with a film that cannot be played, and says why', async () => {
  await writeFile(path.join(server.folder, 'media', 'broken.mp4'), 'not a film');
  const session = await makeSession(teacher, await makeLesson(teacher), {
    source: { ...source, file: 'broken.mp4' },
  });
  const reply = await teacher.call('POST', `/api/sessions/${session.id}/start`);
  expect(reply).toMatchObject({ status: 409, body: { code: 'media-not-playable' } });
  expect(reply.body.detail).not.toContain(server.folder);
  expect((await teacher.get<Session>(`/api/sessions/${session.id}`)).status).toBe('scheduled');
});

it('lets no publisher into a session that plays a film', async () => {
  const session = await makeSession(teacher, await makeLesson(teacher), { source });
  const { key } = await makeKey(teacher, session.id);
  await using publisher = await Publisher.start(film, server.rtmp(key));
  await publisher.ended();
  const [refusal] = await teacher.get<{ reason: string; sessionId: string }[]>('/api/publisher-refusals');
  expect(refusal).toMatchObject({ reason: 'this session plays a file', sessionId: session.id });
  expect((await teacher.get<Session>(`/api/sessions/${session.id}`)).status).toBe('scheduled');
});
