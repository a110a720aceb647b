import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EventReceipt, Problem, Session, SessionReview } from '@lockstep/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { download, finished, itemOf, ledgerIndex, packetsOf, recordedFor } from './support/recordings.js';
import { TestServer } from './support/server.js';

type Reply = Pick<Session, 'id' | 'deletesAt'> & Pick<Problem, 'code' | 'params'>;

let folder: string;
let file: string;
let recorded: Buffer;
let index: object[];
let server: TestServer;
let teacher: Client;

/** A class with a slide, a question and a caption is recorded on one server; its MP4 is all that another one gets. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-imports-'));
  file = path.join(folder, 'recording.mp4');
  await using film = await Film.shoot({ seconds: 4, bFrames: 2 });
  {
    await using other = await TestServer.start();
    const there = new Client(other.web, other.token);
    const { id } = await makeSession(there, await makeLesson(there), { cues: 'manual' });
    const { key } = await makeKey(there, id);
    const say = (event: object) => there.post<EventReceipt>(`/api/sessions/${id}/events`, { event });
    {
      await using publisher = await Publisher.start(film, other.rtmp(key));
      expect(publisher.isRunning).toBe(true);
      await recordedFor(there, id, 500);
      await say({ type: 'slide.shown', index: 1 });
      await say({ type: 'question.opened', questionId: 'q1' });
      // as short as this, its length looks like the head of a broken box
      await say({ type: 'caption', text: '看' });
      await recordedFor(there, id, 1500);
      await there.post(`/api/sessions/${id}/end`);
    }
    const { files } = await finished(there, id);
    await download(`${other.web}${files.mp4 ?? ''}`, file);
    index = await ledgerIndex(there, id);
  }
  recorded = await readFile(file);
  server = await TestServer.start({ settings: { RETENTION_DAYS: '30', MAX_RECORDING_MB: '20' } });
  teacher = new Client(server.web, server.token);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const send = async (body: Uint8Array<ArrayBuffer>): Promise<{ status: number; body: Reply }> => {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'video/mp4' };
  const response = await fetch(`${server.web}/api/recordings`, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as Reply };
};
const bytes = (from: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(from);
const folders = () => readdir(path.join(server.folder, 'recordings'));

it('a recording of another server becomes a session that is over, and replays with the same frames and events', async () => {
  const { status, body: session } = await send(bytes(recorded));
  expect(status).toBe(201);
  expect(session).toMatchObject({
    title: 'Past tense',
    status: 'ended',
    access: { private: true },
    joinCode: null,
  });
  expect(await ledgerIndex(teacher, session.id)).toEqual(index);
  const { files, durationMs, storedIn } = await finished(teacher, session.id);
  expect(storedIn).toBe('disk');
  expect(durationMs).toBeGreaterThan(1400);
  const copy = path.join(folder, 'copy.mp4');
  await download(`${server.web}${files.mp4 ?? ''}`, copy);
  expect(await readFile(copy)).toEqual(recorded);
  // what the review page replays slides with
  const { decks } = JSON.parse(await itemOf(copy, 'lesson.json')) as { decks: string[] };
  expect(await itemOf(copy, `decks/${decks[0] ?? ''}/slides/1`)).toMatch(/^RIFF/);
  expect(await packetsOf(`${server.web}${files.hls}`)).toEqual(await packetsOf(file));
  const [review] = await teacher.get<SessionReview[]>('/api/session-reviews');
  expect(review).toMatchObject({
    session: { id: session.id },
    recording: { status: 'ready' },
    questions: 1,
    students: 0,
  });
  const [question] = (await teacher.get<Session>(`/api/sessions/${session.id}`)).lesson.questions;
  expect(question).toMatchObject({ id: 'q1' });
  expect(Date.parse(session.deletesAt ?? '')).toBeGreaterThan(Date.now() + 29 * 24 * 3600 * 1000);
  const twice = await send(bytes(recorded));
  expect(twice.status).toBe(201);
  expect(twice.body.id).not.toBe(session.id);
  for (const id of [session.id, twice.body.id])
    expect((await teacher.call('DELETE', `/api/sessions/${id}`)).status).toBe(200);
  expect(await folders()).toEqual([]);
});

type Line = { readonly seq: number; readonly frame: number; readonly event: { readonly type: string } };
const lineOf = (type: string): Line =>
  (index as Line[]).find(({ event }) => event.type === type) ?? { seq: 0, frame: 0, event: { type } };
const seqOf = (type: string): number => lineOf(type).seq;
const frameOf = (type: string): number => lineOf(type).frame;

/** The file with some letters of its text items replaced by as many others. */
function forged(from: string, to: string): Uint8Array<ArrayBuffer> {
  const copy = Buffer.from(recorded);
  const at = copy.lastIndexOf(from); // the same words stand in frames before
  expect(at).toBeGreaterThan(0);
  expect(Buffer.byteLength(to)).toBe(Buffer.byteLength(from));
  copy.write(to, at);
  return bytes(copy);
}

it('a file of which no session can be made is refused with the reason, and leaves nothing behind', async () => {
  const refused = async (body: Uint8Array<ArrayBuffer>) => (await send(body)).body.code;
  expect(await refused(bytes(Buffer.from('no film at all')))).toBe('recording-without-index');
  expect(await refused(forged('lstp', 'xxxx'))).toBe('recording-without-index');
  for (const share of [0.5, 0.999])
    expect(await refused(bytes(recorded.subarray(0, Math.floor(recorded.length * share))))).toBe(
      'recording-truncated',
    );
  const newer = await send(forged('{"schema":1,', '{"schema":9,'));
  expect(newer).toMatchObject({
    status: 400,
    body: { code: 'recording-too-new', params: { schema: 9, known: 1 } },
  });
  expect(await refused(forged('{"seq":2,', '{"seq":1,'))).toBe('recording-damaged');
  expect(await refused(forged('{"seq":2,', '{"sex":2,'))).toBe('recording-damaged');
  expect(await refused(forged('"type":"question.opened"', '"tyqe":"question.opened"'))).toBe(
    'recording-damaged',
  );
  // what the index says is compared with what the frames say
  const changed = await send(forged('"windowMs":20000', '"windowMs":30000'));
  expect(changed).toMatchObject({
    status: 400,
    body: { code: 'recording-mismatched', params: { seq: seqOf('question.opened') } },
  });
  const moved = forged(
    `"frame":${String(frameOf('slide.shown'))}`,
    `"frame":${String(frameOf('slide.shown') + 1)}`,
  );
  expect(await refused(moved)).toBe('recording-mismatched');
  expect(await refused(forged('{"seq":3,', '{"seq":8,'))).toMatch(/^recording-(damaged|mismatched)$/);
  const large = new Uint8Array(21 * 1024 * 1024);
  expect(await refused(large)).toBe('import-too-large');
  expect(await folders()).toEqual([]);
  expect(await teacher.get<SessionReview[]>('/api/session-reviews')).toEqual([]);
});

it('no forged byte makes the server fail', async () => {
  const at = fc.nat({ max: recorded.length - 1 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(at, fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }),
      async (changes) => {
        const copy = Buffer.from(recorded);
        for (const [place, value] of changes) copy[place] = value;
        const { status, body } = await send(bytes(copy));
        expect([201, 400]).toContain(status);
        if (status === 201)
          expect((await teacher.call('DELETE', `/api/sessions/${body.id}`)).status).toBe(200);
        else expect(body.code).toMatch(/^recording-/);
      },
    ),
    { numRuns: 25 },
  );
  expect(await folders()).toEqual([]);
});
