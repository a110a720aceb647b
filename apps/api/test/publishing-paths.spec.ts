import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Session, StreamKey, StreamKeyCreated } from '@lockstep/contracts';
import { findFfmpeg } from '@lockstep/media';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { TestServer } from './support/server.js';

let film: Film;
let server: TestServer;
let teacher: Client;
beforeAll(async () => {
  film = await Film.shoot({ seconds: 2 });
  server = await TestServer.start();
  teacher = new Client(server.web, server.token);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});

const patience = { timeout: 20_000, interval: 20 };

const newSession = async (): Promise<Session> =>
  makeSession(teacher, await makeLesson(teacher), { cues: 'manual' });

async function onAir(sessionId: string, expected = true): Promise<void> {
  await vi.waitFor(async () => {
    expect((await teacher.get<Session>(`/api/sessions/${sessionId}`)).onAir).toBe(expected);
  }, patience);
}

/** Seconds of video that a real ffmpeg reads from an address. */
async function playsIn(url: string): Promise<void> {
  const args = ['-v', 'error', '-i', url, '-t', '0.5', '-c', 'copy', '-f', 'null', '-'];
  await promisify(execFile)(await findFfmpeg(), args, { timeout: 20_000 });
}

/** The address on the port of this server; the standard one may be taken. */
const here = (address: string): string =>
  address.replace(/^rtmp:\/\/localhost(?::1935)?\//, server.rtmp('').replace(/live\/$/, ''));

describe('a chosen publishing path', () => {
  it.each([
    ['the application mytv and the stream room', 'rtmp://localhost/mytv/room', 'mytv/room'],
    ['the stream mystream', 'rtmp://localhost:1935/live/mystream', 'live/mystream'],
  ])('%s: it is published, and played over RTMP, FLV, HLS and DASH', async (_, address, path) => {
    const { id } = await newSession();
    const body = { sessionId: id, path, open: true };
    const made = await teacher.post<StreamKeyCreated>('/api/stream-keys', body);
    expect(made.publishUrl).toBe(here(address));
    expect(made.key).toMatch(/^live_/);
    expect(made.addresses).toMatchObject({ hls: `/${path}/index.m3u8`, flv: `/${path}.flv` });
    await using publisher = await Publisher.start(film, made.publishUrl);
    await onAir(id);
    await playsIn(made.addresses?.rtmp ?? '');
    await playsIn(`${server.web}/${path}/index.m3u8`);
    await playsIn(`${server.web}/${path}.flv`);
    await playsIn(`${server.web}/${path}/manifest.mpd`);
    expect(publisher.isRunning).toBe(true);
    await teacher.call('DELETE', `/api/stream-keys/${made.id}`);
  });

  it('needs the key unless it is open', async () => {
    const { id } = await newSession();
    const made = await teacher.post<StreamKeyCreated>('/api/stream-keys', { sessionId: id, path: 'tv/shut' });
    expect(made.publishUrl).toBe(here(`rtmp://localhost/tv/shut?key=${made.key}`));
    for (const wrong of ['', '?key=', '?key=live_wrong']) {
      await using refused = await Publisher.start(film, here(`rtmp://localhost/tv/shut${wrong}`));
      expect(await refused.ended()).not.toBe(0);
    }
    await using publisher = await Publisher.start(film, made.publishUrl);
    await onAir(id);
    expect(publisher.isRunning).toBe(true);
  });

  it('is renamed, which sends its publisher away, and leads to another session when it is moved', async () => {
    const [first, second] = [await newSession(), await newSession()];
    const body = { sessionId: first.id, path: 'tv/old', open: true };
    const { id } = await teacher.post<StreamKeyCreated>('/api/stream-keys', body);
    await using publisher = await Publisher.start(film, here('rtmp://localhost/tv/old'));
    await onAir(first.id);
    const path = `/api/stream-keys/${id}`;
    const renamed = await teacher.call<StreamKey>('PATCH', path, { path: 'tv/new', label: 'New' });
    expect(renamed).toMatchObject({ status: 200, body: { path: 'tv/new', label: 'New', open: true } });
    expect(await publisher.ended()).not.toBe(0);
    expect((await fetch(`${server.web}/tv/old/index.m3u8`)).headers.get('content-type')).not.toMatch(
      /mpegurl/,
    );
    await teacher.call('PATCH', path, { sessionId: second.id });
    await using moved = await Publisher.start(film, here('rtmp://localhost/tv/new'));
    await onAir(second.id);
    expect(moved.isRunning).toBe(true);
    expect(await teacher.get<StreamKey>(path)).toMatchObject({ sessionId: second.id, publishing: true });
  });

  it('stands after a restart of the server', async () => {
    const { id } = await newSession();
    await teacher.post('/api/stream-keys', { sessionId: id, path: 'tv/kept', open: true });
    await server.stop();
    server = await TestServer.start({ folder: server.folder });
    teacher = new Client(server.web, server.token);
    await using publisher = await Publisher.start(film, here('rtmp://localhost/tv/kept'));
    await onAir(id);
    await playsIn(`${server.web}/tv/kept/index.m3u8`);
    expect(publisher.isRunning).toBe(true);
  });

  it.each([
    ['api/room', 400],
    ['live/x.flv', 400],
    ['onlyone', 400],
    ['a/b/c', 400],
    ['tv/..', 400],
    ['recordings/a', 400],
  ])('is refused: %s', async (path, status) => {
    const { id } = await newSession();
    const reply = await teacher.call('POST', '/api/stream-keys', { sessionId: id, path });
    expect(reply.status).toBe(status);
  });

  it('and a chosen key belong to one only', async () => {
    const { id } = await newSession();
    const body = { sessionId: id, path: 'tv/mine', key: 'my-own-stream-key' };
    const made = await teacher.post<StreamKeyCreated>('/api/stream-keys', body);
    expect(made).toMatchObject({ key: 'my-own-stream-key', hint: '-key' });
    const again = (more: object) => teacher.call('POST', '/api/stream-keys', { sessionId: id, ...more });
    expect(await again({ path: 'tv/mine' })).toMatchObject({
      status: 409,
      body: { code: 'publish-path-taken' },
    });
    expect(await again({ key: 'my-own-stream-key' })).toMatchObject({ body: { code: 'stream-key-taken' } });
    expect(await again({ open: true })).toMatchObject({ body: { code: 'open-without-path' } });
    expect((await again({ key: 'short' })).status).toBe(400);
    expect((await again({ key: 'live_looks-like-one-of-the-servers' })).status).toBe(400);
  });
});

describe('a chosen key', () => {
  it('publishes, and is void when it is rotated to another one', async () => {
    const { id } = await newSession();
    const made = await teacher.post<StreamKeyCreated>('/api/stream-keys', { sessionId: id, key: 'mystream' });
    expect(made.publishUrl).toBe(here('rtmp://localhost/live/mystream'));
    await using publisher = await Publisher.start(film, made.publishUrl);
    await onAir(id);
    const rotated = await teacher.post<StreamKeyCreated>(`/api/stream-keys/${made.id}/rotate`, {
      key: 'another-stream',
    });
    expect(rotated.key).toBe('another-stream');
    expect(await publisher.ended()).not.toBe(0);
    await using old = await Publisher.start(film, made.publishUrl);
    expect(await old.ended()).not.toBe(0);
    expect((await teacher.call('DELETE', `/api/stream-keys/${made.id}`)).status).toBe(204);
    expect((await teacher.call('GET', `/api/stream-keys/${made.id}`)).status).toBe(404);
  });

  it('is not guessed: after many wrong ones, a right one of the same address is refused, and one of the server is not', async () => {
    const { id } = await newSession();
    const chosen = await teacher.post<StreamKeyCreated>('/api/stream-keys', {
      sessionId: id,
      key: 'easy-key',
    });
    const { RtmpAdmission } = await import('../src/streaming/rtmp-admission.js');
    const admission = server.application.nest.get(RtmpAdmission);
    const ask = (key: string) =>
      admission.publisher({ app: 'live', key, query: new URLSearchParams(), remote: '192.0.2.1' });
    expect(await ask(chosen.key)).toMatchObject({ sessionId: id });
    for (let n = 0; n < 25; n++) expect(await ask(`guess-${String(n)}`)).toHaveProperty('refused');
    expect(await ask(chosen.key)).toHaveProperty('refused');
    expect(await ask((await makeKey(teacher, id)).key)).toMatchObject({ sessionId: id });
  });
});
