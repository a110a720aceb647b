import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '@lockstep/media';
import type { EventReceipt, Session } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { TestServer } from './support/server.js';
import { FlvContents, Viewer } from './support/viewer.js';

let film: Film;
let server: TestServer;
let teacher: Client;
let session: Session;
let publisher: Publisher;
beforeAll(async () => {
  film = await Film.shoot({ seconds: 4, bFrames: 2 });
  server = await TestServer.start();
  teacher = new Client(server.web, server.token);
  session = await makeSession(teacher, await makeLesson(teacher), { cues: 'manual' });
  publisher = await Publisher.start(film, server.rtmp((await makeKey(teacher, session.id)).key));
  await vi.waitFor(async () => {
    expect((await teacher.get<Session>(`/api/sessions/${session.id}`)).onAir).toBe(true);
  }, patience);
});
afterAll(async () => {
  await publisher[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});
const patience = { timeout: 20_000, interval: 20 };
const mark = (name: string) =>
  teacher.post<EventReceipt>(`/api/sessions/${session.id}/events`, { event: { type: 'marker', name } });
const flv = (host: string) => `${host}/live/${session.id}.flv`;

describe('one session, one set of events', () => {
  it('over a WebSocket as over HTTP', async () => {
    const contents = new FlvContents();
    const socket = new WebSocket(flv(server.web.replace('http', 'ws')));
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('message', ({ data }) => contents.push(new Uint8Array(data as ArrayBuffer)));
    await using viewer = new Viewer(flv(server.web));
    await vi.waitFor(() => {
      expect([contents.frames.length > 0, viewer.frames.length > 0]).toEqual([true, true]);
    }, patience);
    const { seq, airedPtsMs } = await mark('both');
    for (const { events } of [contents, viewer]) {
      await vi.waitFor(() => expect(events.map((event) => event.seq)).toContain(seq), patience);
      expect(events.find((event) => event.seq === seq)?.ptsMs).toBe(airedPtsMs);
    }
    socket.close();
    await once(socket, 'close');
  });

  it('for a real player over RTMP, at the recorded time', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-play-'));
    const file = path.join(folder, 'saved.flv');
    const saving = promisify(execFile)(await findFfmpeg(), [
      ...['-v', 'error', '-copyts', '-i', server.rtmp(session.id)],
      ...['-c', 'copy', '-t', '3', '-f', 'flv', file],
    ]);
    const receipts: EventReceipt[] = [];
    let isSaving = true;
    void saving.finally(() => (isSaving = false));
    while (isSaving) receipts.push(await mark(`m${String(receipts.length)}`));
    await saving;
    const contents = new FlvContents();
    contents.push(await readFile(file));
    await rm(folder, { recursive: true });
    expect(contents.events.length).toBeGreaterThan(3);
    expect(contents.snapshots.length).toBeGreaterThan(1);
    // ffmpeg counts from the first frame it got
    const shifts = contents.events.map(({ seq, ptsMs }) => {
      const receipt = receipts.find((r) => r.seq === seq);
      return receipt === undefined ? undefined : (receipt.airedPtsMs ?? 0) - ptsMs;
    });
    const known = shifts.filter((shift) => shift !== undefined);
    expect(known.length).toBeGreaterThan(3);
    expect(new Set(known).size).toBe(1);
  });

  it('is not there under another name, and no upgrade hangs', async () => {
    expect((await fetch(`${server.web}/live/none.flv`)).status).toBe(404);
    for (const path of ['/live/none.flv', '/nowhere', '/api/sessions']) {
      const headers = {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      };
      const asked = request(`${server.web}${path}`, { headers }).end();
      const [response] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
      response.resume();
      expect(response.statusCode, path).toBe(404);
    }
  });
});

describe('a trusted relay', () => {
  it('brings the events of its own server, and ours are not mixed in', async () => {
    const relayed = await makeSession(teacher, await makeLesson(teacher), { cues: 'manual' });
    const { key } = await teacher.post<{ key: string }>('/api/stream-keys', {
      sessionId: relayed.id,
      trustedRelay: true,
    });
    const relay = promisify(execFile)(await findFfmpeg(), [
      ...['-v', 'error', '-i', flv(server.web), '-c', 'copy', '-t', '6', '-f', 'flv', server.rtmp(key)],
    ]).catch(() => undefined);
    await vi.waitFor(async () => {
      expect((await teacher.get<Session>(`/api/sessions/${relayed.id}`)).onAir).toBe(true);
    }, patience);
    await using viewer = new Viewer(`${server.web}/live/${relayed.id}.flv`);
    await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(0), patience);
    const { seq } = await mark('from afar');
    await vi.waitFor(() => expect(viewer.events.map((event) => event.seq)).toContain(seq), patience);
    const reply = await teacher.call('POST', `/api/sessions/${relayed.id}/events`, {
      event: { type: 'marker', name: 'ours' },
    });
    expect(reply).toMatchObject({ status: 409, body: { code: 'relayed' } });
    await relay;
    expect(await teacher.get(`/api/sessions/${relayed.id}/ledger`)).toEqual({ entries: [], lastSeq: 0 });
  });
});
