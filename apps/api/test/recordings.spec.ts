import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EventReceipt, Lobby, Recording, Session } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { engines } from './support/engines.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import {
  download,
  finished,
  itemOf,
  ledgerIndex,
  packetsOf,
  recordedFor,
  recordingOf,
} from './support/recordings.js';
import { build, ServerProcess } from './support/server-process.js';
import { TestServer } from './support/server.js';

let cluster: PostgresCluster;
let film: Film;
let folder: string;
beforeAll(async () => {
  [cluster, film] = await Promise.all([PostgresCluster.start(), Film.shoot({ seconds: 4, bFrames: 2 })]);
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-recordings-'));
  await build();
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const say = (teacher: Client, sessionId: string, event: object) =>
  teacher.post<EventReceipt>(`/api/sessions/${sessionId}/events`, { event });

describe.each(engines(() => cluster))('a session that is recorded on $engine', ({ databaseUrl }) => {
  it('is one recording over a restart of the server, whose MP4 holds every event of the ledger', async () => {
    const data = await mkdtemp(path.join(folder, 'data-'));
    const url = await databaseUrl();
    let sessionId = '';
    let deckId: string | null = null;
    let recordingId = '';
    {
      const server = await TestServer.start({ folder: data, databaseUrl: url });
      await using stopping = { [Symbol.asyncDispose]: () => server.stop() };
      expect(stopping).toBeDefined();
      const teacher = new Client(server.web, server.token);
      const session = await makeSession(teacher, await makeLesson(teacher), { cues: 'manual' });
      ({ id: sessionId, deckId } = session);
      const { key } = await makeKey(teacher, sessionId);
      await using publisher = await Publisher.start(film, server.rtmp(key));
      expect(publisher.isRunning).toBe(true);
      await recordedFor(teacher, sessionId, 1000);
      await say(teacher, sessionId, { type: 'slide.shown', index: 1 });
      await say(teacher, sessionId, { type: 'question.opened', questionId: 'q1' });
      await recordedFor(teacher, sessionId, 2500);
      recordingId = (await recordingOf(teacher, sessionId)).id;
    }
    await using server = await TestServer.start({ folder: data, databaseUrl: url });
    const teacher = new Client(server.web, server.token);
    const { key } = await makeKey(teacher, sessionId);
    {
      await using publisher = await Publisher.start(film, server.rtmp(key));
      expect(publisher.isRunning).toBe(true);
      const before = await recordingOf(teacher, sessionId);
      expect(before).toMatchObject({ id: recordingId, status: 'recording', alarm: null });
      await recordedFor(teacher, sessionId, before.durationMs + 1500);
      await say(teacher, sessionId, { type: 'caption', text: 'Look here.' });
      await teacher.post<Session>(`/api/sessions/${sessionId}/end`);
    }
    const recording = await finished(teacher, sessionId);
    expect(recording).toMatchObject({ id: recordingId, failure: null, progress: null, sessionId });
    const { files } = recording;
    const file = path.join(data, 'copy.mp4');
    await download(`${server.web}${files.mp4 ?? ''}`, file);
    const index = (await itemOf(file, 'index.jsonl')).trimEnd().split('\n');
    expect(index.map((line) => JSON.parse(line) as object)).toEqual(await ledgerIndex(teacher, sessionId));
    expect(JSON.parse(await itemOf(file, 'lesson.json'))).toMatchObject({
      ...{ schema: 1, title: 'Past tense', decks: [deckId] },
    });
    expect(await itemOf(file, `decks/${deckId ?? ''}/slides/1`)).toMatch(/^RIFF/);
    const packets = await packetsOf(file);
    expect(packets.length).toBeGreaterThan(90);
    expect(await packetsOf(`${server.web}${files.hls}`)).toEqual(packets);
    expect(await packetsOf(`${server.web}${files.flv}`)).toEqual(packets);
    const playlist = await (await fetch(`${server.web}${files.hls}`)).text();
    expect(playlist.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(1);
    expect(playlist).toContain('#EXT-X-ENDLIST');
    expect(await readdir(path.join(data, 'recordings', recordingId))).toEqual(['recording.mp4']);
  });
});

describe('a server that is killed while it records', () => {
  it('loses at most its last second to kill -9, and goes on', async () => {
    const data = await mkdtemp(path.join(folder, 'data-'));
    const environment = { DATA_DIR: data, DEMO: 'false' };
    let sessionId = '';
    let seenMs = 0;
    for (let kill = 0; kill < 2; kill++) {
      await using server = await ServerProcess.start(environment);
      const teacher = new Client(server.web, server.links.token ?? '');
      if (kill === 0) ({ id: sessionId } = await makeSession(teacher, await makeLesson(teacher)));
      const { publishUrl } = await makeKey(teacher, sessionId);
      await using publisher = await Publisher.start(film, publishUrl);
      expect(publisher.isRunning).toBe(true);
      ({ durationMs: seenMs } = await recordedFor(teacher, sessionId, seenMs + 1000 + 700 * kill));
      await server.kill();
    }
    await using server = await TestServer.start({ folder: data });
    const teacher = new Client(server.web, server.token);
    const kept = await recordingOf(teacher, sessionId);
    expect(kept).toMatchObject({ status: 'recording' });
    expect(kept.durationMs).toBeGreaterThanOrEqual(seenMs);
    await teacher.post<Session>(`/api/sessions/${sessionId}/end`);
    const { files, durationMs } = await finished(teacher, sessionId);
    expect(durationMs).toBe(kept.durationMs);
    expect((await packetsOf(`${server.web}${files.mp4 ?? ''}`)).length).toBeGreaterThan(40);
  });
});

describe('a recording', () => {
  let server: TestServer;
  let teacher: Client;
  beforeAll(async () => {
    server = await TestServer.start({ media: { 'film.mp4': film.path } });
    teacher = new Client(server.web, server.token);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });
  const filmed = async (more: object = {}) => {
    const source = { kind: 'file', file: 'film.mp4', loop: false } as const;
    const session = await makeSession(teacher, await makeLesson(teacher), { source, ...more });
    await teacher.post<Session>(`/api/sessions/${session.id}/start`);
    return session;
  };

  it('of a film that is played once is finished by itself, and is told to students at the door', async () => {
    const { id } = await filmed();
    expect(await teacher.as(undefined).get<Lobby>(`/api/sessions/${id}/lobby`)).toMatchObject({
      recorded: true,
    });
    const { durationMs, bytes } = await finished(teacher, id);
    expect(durationMs).toBeGreaterThan(3500);
    expect(bytes).toBeGreaterThan(10_000);
  });

  it('is not made of what is shown in a loop, nor where nobody wants it', async () => {
    const source = { kind: 'file', file: 'film.mp4', loop: true } as const;
    for (const more of [{ source }, { recorded: false }]) {
      const { id, recorded } = await filmed(more);
      expect(recorded).toBe(false);
      expect(await teacher.get<Recording[]>(`/api/sessions/${id}/recordings`)).toEqual([]);
      expect(await teacher.get<Lobby>(`/api/sessions/${id}/lobby`)).toMatchObject({ recorded: false });
    }
  });

  it('answers for ranges of its MP4, and refuses what is not there', async () => {
    const { id } = await filmed();
    const early = await recordedFor(teacher, id, 900);
    const mp4 = `${server.web}/recordings/${early.id}.mp4`;
    if (early.status === 'recording') {
      const refused = await fetch(mp4);
      expect([409, 200]).toContain(refused.status);
    }
    const live = await (await fetch(`${server.web}${early.files.hls}`)).text();
    const stretch = `${server.web}/recordings/${early.id}/00000.mp4`;
    expect(live).toContain('#EXT-X-MAP');
    const first = Buffer.from(await (await fetch(stretch)).arrayBuffer());
    await finished(teacher, id);
    const whole = Buffer.from(await (await fetch(mp4)).arrayBuffer());
    const range = await fetch(mp4, { headers: { range: 'bytes=100-199' } });
    expect(range.status).toBe(206);
    expect(range.headers.get('content-range')).toBe(`bytes 100-199/${String(whole.length)}`);
    expect(Buffer.from(await range.arrayBuffer())).toEqual(whole.subarray(100, 200));
    const beyond = await fetch(mp4, { headers: { range: `bytes=${String(whole.length)}-` } });
    expect(beyond.status).toBe(416);
    // a player that has the playlist of before goes on with the same bytes
    const later = Buffer.from(await (await fetch(stretch)).arrayBuffer());
    expect(later.subarray(0, first.length)).toEqual(first);
    expect((await fetch(`${server.web}/recordings/none/index.m3u8`)).status).toBe(404);
    expect((await fetch(`${server.web}/recordings/${early.id}/00007.mp4`)).status).toBe(404);
    expect((await fetch(`${server.web}/recordings/${early.id}/seven.mp4`)).status).toBe(400);
  });

  it('fails with the reason when nobody published', async () => {
    const { id } = await makeSession(teacher, await makeLesson(teacher));
    await teacher.post<Session>(`/api/sessions/${id}/start`);
    await vi.waitFor(async () =>
      expect(await recordingOf(teacher, id)).toMatchObject({ status: 'recording' }),
    );
    await teacher.post<Session>(`/api/sessions/${id}/end`);
    await vi.waitFor(async () => {
      expect(await recordingOf(teacher, id)).toMatchObject({
        status: 'failed',
        failure: 'Nothing was recorded.',
      });
    });
  });
});
