import type { EventReceipt, Session, SessionPast } from '@lockstep/contracts';
import { FileBytes, recordedFrames } from '@lockstep/media';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { TestServer } from './support/server.js';

const patience = { timeout: 20_000, interval: 50 };

let film: Film;
let server: TestServer;
let teacher: Client;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-past-'));
  film = await Film.shoot({ seconds: 4, bFrames: 2 });
  server = await TestServer.start();
  teacher = new Client(server.web, server.token);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** What everybody is told. */
async function pastOf(sessionId: string, query = ''): Promise<SessionPast> {
  const response = await fetch(`${server.web}/live/${sessionId}/past.json${query}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('public, max-age=1');
  return (await response.json()) as SessionPast;
}

async function bytesOf(sessionId: string, file: string): Promise<Buffer> {
  const response = await fetch(`${server.web}/live/${sessionId}/${file}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('public, max-age=3600, immutable');
  return Buffer.from(await response.arrayBuffer());
}

describe('a live session', () => {
  it('can be rewound over segments that anyone may keep, and says which question is open by now', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher), { cues: 'manual' });
    const { id } = session;
    await using publisher = await Publisher.start(film, server.rtmp((await makeKey(teacher, id)).key));
    expect(publisher.isRunning).toBe(true);
    await vi.waitFor(() => pastOf(id), patience); // it is live
    const asked = await teacher.post<EventReceipt>(`/api/sessions/${id}/events`, {
      event: { type: 'question.opened', questionId: 'q1' },
    });
    const past = await vi.waitFor(async () => {
      const now = await pastOf(id, '?fromMs=0');
      expect(now.stretches[0]?.segments.length).toBeGreaterThan(1);
      return now;
    }, patience);
    expect(past).toMatchObject({ windowMs: 30 * 60_000, openQuestionSeq: asked.seq });
    const { init = '', segments = [] } = past.stretches[0] ?? {};
    expect(past.startPtsMs).toBe(segments[0]?.startMs);
    const files = [init, ...segments.map(({ url }) => url)];
    const bytes = await Promise.all(files.map((file) => bytesOf(id, file)));
    // the same bytes at any later time
    expect(await bytesOf(id, files[1] ?? '')).toEqual(bytes[1]);
    await writeFile(path.join(folder, 'past.mp4'), Buffer.concat(bytes));
    await using source = await FileBytes.open(path.join(folder, 'past.mp4'));
    const times: number[] = [];
    for await (const item of recordedFrames(source, { from: 0, until: Infinity }))
      if (item.kind === 'video') times.push(item.dtsMs);
    expect(times[0]).toBe(segments[0]?.startMs);
    expect(times.at(-1)).toBeLessThan(segments.at(-1)?.endMs ?? 0);

    await teacher.post(`/api/sessions/${id}/events`, { event: { type: 'question.closed' } });
    await vi.waitFor(async () => expect((await pastOf(id)).openQuestionSeq).toBeNull(), patience);
    expect((await pastOf(id)).stretches).toEqual([]);

    const status = async (file: string) => (await fetch(`${server.web}/live/${id}/${file}`)).status;
    expect(await status('past-00000-99999.mp4')).toBe(404);
    expect(await status('past-00007-init.mp4')).toBe(404);
    expect(await status('past-0-x.mp4')).toBe(400);
    expect(await status('past.json?fromMs=soon')).toBe(400);
    await teacher.post(`/api/sessions/${id}/end`, {});
    expect(await status('past.json')).toBe(404);
    expect(await status(files[1] ?? '')).toBe(404);
  });

  it('cannot be rewound where it is not recorded', async () => {
    const session: Session = await makeSession(teacher, await makeLesson(teacher), { recorded: false });
    await teacher.post(`/api/sessions/${session.id}/start`);
    expect(await pastOf(session.id, '?fromMs=0')).toEqual({
      ...{ startPtsMs: null, endPtsMs: null, windowMs: 0, openQuestionSeq: null, stretches: [] },
    });
    expect((await fetch(`${server.web}/live/nobody/past.json`)).status).toBe(404);
  });
});
