import { execFile } from 'node:child_process';
import { get } from 'node:http';
import { promisify } from 'node:util';
import type {
  Joined,
  Lobby,
  Recording,
  Session,
  SignedAddresses,
  SigningKeyCreated,
  Ban,
  Viewer as ViewerBody,
  ViewerTransport,
} from '@lockstep/contracts';
import { findFfmpeg } from '@lockstep/media';
import { post, WhepClient } from '@lockstep/media/test/whep-client';
import { getRepositoryToken } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EventBus } from '../src/events/event-bus.js';
import { SigningKeys } from '../src/signing/signing-keys.service.js';
import type { Claims } from '../src/signing/signed-token.js';
import { Bans } from '../src/streaming/bans.js';
import { ViewerBan } from '../src/streaming/viewer-ban.entity.js';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { TestServer } from './support/server.js';
import { Viewer } from './support/viewer.js';

const patience = { timeout: 20_000, interval: 20 };
const isWhep = ({ transport }: ViewerBody): boolean => transport === 'whep';
const soon = Math.floor(Date.now() / 1000) + 3600;

let film: Film;
let server: TestServer;
let teacher: Client;
let publisher: Publisher;
let session: Session;
let recording: Recording;
/** Where viewers of the session are banned. */
let bans: string;
beforeAll(async () => {
  film = await Film.shoot({ seconds: 2 });
  server = await TestServer.start({ settings: { WEBRTC_VIEWERS: '10' } });
  teacher = new Client(server.web, server.token);
  const lesson = await makeLesson(teacher);
  session = await makeSession(teacher, lesson, { cues: 'manual', access: { private: true } });
  bans = `/api/sessions/${session.id}/bans`;
  publisher = await Publisher.start(film, server.rtmp((await makeKey(teacher, session.id)).key));
  await vi.waitFor(async () => {
    [recording] = (await teacher.get<Recording[]>(`/api/sessions/${session.id}/recordings`)) as [Recording];
    expect(recording.durationMs).toBeGreaterThan(1000);
  }, patience);
});
afterAll(async () => {
  await publisher[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});

const sign = (claims: Partial<Claims>): string =>
  server.application.nest
    .get(SigningKeys)
    .sign({ action: 'play', sessionId: session.id, expiresAt: soon, ...claims });

/** Each kind of token, and the status that it gets. */
const tokens = {
  none: [() => undefined, 401],
  nonsense: [() => 'nonsense', 403],
  forged: [() => sign({ sessionId: 'other' }).replace('~other~', `~${session.id}~`), 403],
  expired: [() => sign({ expiresAt: soon - 7200 }), 403],
  'of another session': [() => sign({ sessionId: 'other' }), 403],
  'to publish': [() => sign({ action: 'publish' }), 403],
  'to join': [() => sign({ action: 'join' }), 403],
  'of another network': [() => sign({ network: '192.0.2.0/24' }), 403],
  right: [() => sign({}), 200],
  'right for this student': [() => sign({ studentId: 'mei' }), 200],
  'right in this network': [() => sign({ network: '127.0.0.0/8' }), 200],
} as const satisfies Record<string, readonly [() => string | undefined, number]>;

type Carried = { readonly path: string; readonly headers?: Record<string, string> };
/** Each way in which a token comes. */
const ways: Record<string, (path: string, token: string) => Carried> = {
  'in the query': (path, token) => ({ path: `${path}${path.includes('?') ? '&' : '?'}token=${token}` }),
  'before the path': (path, token) => ({ path: path.replace(/^\/(live|recordings)\//, `/$1/~${token}/`) }),
  'in a cookie': (path, token) => ({ path, headers: { Cookie: `a=b; lockstep_play=${token}` } }),
};

/** The status of a request, whose body is not waited for; 101 is that of a WebSocket. */
const statusOf = ({ path, headers = {} }: Carried, upgrade = false): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' };
    const more = upgrade ? { ...socket, 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' } : {};
    const request = get(`${server.web}${path}`, { headers: { ...headers, ...more } });
    const answered = (status = 0) => {
      request.destroy();
      resolve(status);
    };
    request.on('response', ({ statusCode }) => answered(statusCode));
    request.on('upgrade', ({ statusCode }) => answered(statusCode));
    request.on('error', reject);
  });

async function textOf(path: string): Promise<string> {
  return (await fetch(`${server.web}${path}`)).text();
}
const firstMatch = (pattern: RegExp, text: string): string => pattern.exec(text)?.[1] ?? 'none';

/** Every path on which a private session can be watched. */
async function everyPath(): Promise<string[]> {
  const token = sign({});
  const at = `/live/~${token}/${session.id}`;
  const media = await textOf(`${at}/media.m3u8`);
  const transport = await textOf(`${at}/media.m3u8?container=ts`);
  const manifest = await textOf(`${at}/manifest.mpd`);
  await vi.waitFor(
    async () => expect(await textOf(`${at}/past.json?fromMs=0`)).toContain('past-00000-0'),
    patience,
  );
  const timed = /media="([^"]+)"[\s\S]*?<S t="(\d+)"/.exec(manifest) ?? [];
  const files = [
    'index.m3u8',
    'index.m3u8?ll=0',
    'media.m3u8',
    'manifest.mpd',
    'time',
    'past.json',
    'past-00000-init.mp4',
    'past-00000-0.mp4',
    firstMatch(/^(\w+\.m\d+\.m4s)$/m, media),
    firstMatch(/#EXT-X-PART.*URI="([^"]+)"/, media),
    firstMatch(/#EXT-X-MAP:URI="([^"]+)"/, media),
    firstMatch(/^(\w+\.s\d+\.ts)$/m, transport),
    timed[1]?.replace('$Time$', timed[2] ?? '') ?? 'none',
  ];
  const recorded = `/recordings/${recording.id}`;
  return [
    `/live/${session.id}.flv`,
    ...files.map((file) => `/live/${session.id}/${file}`),
    `${recorded}/index.m3u8`,
    `${recorded}/00000.mp4`,
    `${recorded}.flv`,
  ];
}

const viewersNow = () => teacher.get<ViewerBody[]>(`/api/sessions/${session.id}/viewers`);

/** Waits until a student watches on these transports. */
async function viewersOf(studentId: string, transports: readonly ViewerTransport[]): Promise<ViewerBody[]> {
  return vi.waitFor(async () => {
    const theirs = (await viewersNow()).filter((viewer) => viewer.studentId === studentId);
    expect(theirs.map(({ transport }) => transport).sort()).toEqual(transports);
    return theirs;
  }, patience);
}

/** Plays until it ends. @returns the status of ffmpeg; 0: all was well */
async function playRtmp(url: string): Promise<unknown> {
  const args = ['-v', 'error', '-xerror', '-i', url, '-c', 'copy', '-f', 'null', '-'];
  return promisify(execFile)(await findFfmpeg(), args, { timeout: 20_000 }).then(
    () => 0,
    (error: unknown) => (error as { code: unknown }).code,
  );
}

/** @param id of an open session that nobody watches */
async function takesOneViewerAlone(id: string): Promise<void> {
  await teacher.put(`/api/sessions/${id}/access`, { maxViewers: 1 });
  await using first = new Viewer(`${server.web}/live/${id}.flv`);
  await vi.waitFor(() => expect(first.frames.length).toBeGreaterThan(1), patience);
  expect(await statusOf({ path: `/live/${id}.flv` })).toBe(503);
  expect(await statusOf({ path: `/live/${id}.flv` }, true)).toBe(503);
  expect(await statusOf({ path: `/live/${id}/index.m3u8` })).toBe(503);
  expect(await playRtmp(server.rtmp(id))).not.toBe(0);
  await first[Symbol.asyncDispose]();
  await vi.waitFor(async () => {
    expect(await statusOf({ path: `/live/${id}/index.m3u8` })).toBe(200);
  }, patience);
}

/** What a process knows that starts now. */
async function isBannedAfterRestart(studentId: string): Promise<boolean> {
  const rows = server.application.nest.get<Repository<ViewerBan>>(getRepositoryToken(ViewerBan));
  const later = new Bans(rows, new EventBus());
  await later.onModuleInit();
  const viewer = { studentId, tokenHash: null, tokenExpiresAtMs: null, remote: '192.0.2.1' };
  return later.find({ sessionId: session.id, private: true }, viewer) !== undefined;
}

describe('a private session', () => {
  it('is closed on every path to every token but the right ones, whichever way they come', async () => {
    const paths = await everyPath();
    expect(paths.filter((path) => path.endsWith('none'))).toEqual([]);
    const seen: unknown[] = [];
    const expected: unknown[] = [];
    for (const [name, [make, status]] of Object.entries(tokens)) {
      const token = make();
      for (const [way, carry] of Object.entries(ways)) {
        for (const path of paths) {
          const asked = token === undefined ? { path } : carry(path, token);
          seen.push([name, way, path, await statusOf(asked)]);
          expected.push([name, way, path, status]);
        }
      }
    }
    expect(seen).toEqual(expected);
  });

  it('is closed over WebSockets in the same way', async () => {
    for (const [make, status] of Object.values(tokens)) {
      const token = make();
      for (const carry of Object.values(ways)) {
        const path = `/live/${session.id}.flv`;
        const asked = token === undefined ? { path } : carry(path, token);
        expect(await statusOf(asked, true)).toBe(status === 200 ? 101 : status);
      }
    }
  });

  it('is closed over RTMP in the same way', async () => {
    const { RtmpAdmission } = await import('../src/streaming/rtmp-admission.js');
    const admission = server.application.nest.get(RtmpAdmission);
    for (const [name, [make, status]] of Object.entries(tokens)) {
      const token = make();
      const query = new URLSearchParams(token === undefined ? {} : { token });
      const answer = admission.player({ app: 'live', key: session.id, query, remote: '127.0.0.1' });
      expect([name, 'refused' in answer ? 'refused' : 'played']).toEqual([
        name,
        status === 200 ? 'played' : 'refused',
      ]);
    }
  });

  it('plays in ffmpeg at the addresses that its teacher gets, and not without their token', async () => {
    const { addresses } = await teacher.get<Session>(`/api/sessions/${session.id}`);
    const play = async (url: string) => {
      const args = ['-v', 'error', '-i', url, '-t', '0.5', '-c', 'copy', '-f', 'null', '-'];
      await promisify(execFile)(await findFfmpeg(), args, { timeout: 20_000 });
    };
    await play(addresses.rtmp);
    for (const path of [addresses.flv, addresses.hls, addresses.dash]) await play(`${server.web}${path}`);
    await play(`${server.web}/live/${session.id}/index.m3u8?token=${sign({})}`);
    await play(`${server.web}${recording.files.hls}`);
    await expect(play(addresses.rtmp.replace(/\?.*/, ''))).rejects.toThrow();
    await expect(play(`${server.web}/live/${session.id}/index.m3u8`)).rejects.toThrow();
  });

  it('keeps shared caches out, and carries a token in the query on to every segment', async () => {
    const at = `${server.web}/live/${session.id}/media.m3u8?token=${sign({})}`;
    const response = await fetch(at);
    expect(response.headers.get('cache-control')).toMatch(/^private/);
    const named = (await response.text()).match(/\w+\.[mp]\d+\.\w+(?:\?token=)?/g) ?? [];
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !name.endsWith('?token='))).toEqual([]);
  });

  it('shows its lobby and its ledger, and takes students, by invitation alone', async () => {
    const nobody = new Client(server.web);
    const path = `/api/sessions/${session.id}`;
    for (const call of [
      nobody.call('GET', `${path}/lobby`),
      nobody.call('GET', `${path}/ledger`),
      nobody.call('GET', `${path}/lobby?invite=nonsense`),
      nobody.call('POST', `${path}/join`, { name: 'Mei' }),
      nobody.call('POST', `${path}/join`, {
        name: 'Mei',
        invite: sign({ action: 'join', sessionId: 'other' }),
      }),
    ])
      expect(await call).toMatchObject({ status: 403, body: { code: 'session-private' } });
    const invite = new URL(session.addresses.student, server.web).searchParams.get('invite');
    expect(await nobody.get<Lobby>(`${path}/lobby?invite=${String(invite)}`)).toMatchObject({
      id: session.id,
    });
    const joined = await nobody.post<Joined>(`${path}/join`, { name: 'Mei', invite });
    const mine = nobody.as(joined.token);
    expect(await statusOf({ path: joined.session.addresses.flv })).toBe(200);
    const lobby = await mine.get<Lobby>(`${path}/lobby`);
    expect(await statusOf({ path: lobby.addresses.flv })).toBe(200);
    expect((await mine.call('GET', `${path}/ledger`)).status).toBe(200);
    const cookie = (await mine.call('POST', `${path}/play-cookie`)).headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/i);
    const headers = { Cookie: cookie.split(';')[0] ?? '' };
    expect(await statusOf({ path: `/live/${session.id}/index.m3u8`, headers })).toBe(200);
  });

  it('is published by a signed address, which is not a play address, and takes as many viewers as it may', async () => {
    const other = await makeSession(teacher, await makeLesson(teacher), { cues: 'manual' });
    const ask = (body: object) =>
      teacher.post<SignedAddresses>(`/api/sessions/${other.id}/signed-addresses`, body);
    const play = await ask({ action: 'play' });
    await using refused = await Publisher.start(film, play.addresses.rtmp ?? '');
    expect(await refused.ended()).not.toBe(0);
    const { addresses } = await ask({ action: 'publish', minutes: 5 });
    await using sent = await Publisher.start(film, addresses.rtmp ?? '');
    await vi.waitFor(async () => {
      expect((await teacher.get<Session>(`/api/sessions/${other.id}`)).onAir).toBe(true);
    }, patience);
    expect(sent.isRunning).toBe(true);
    await takesOneViewerAlone(other.id);
  });

  it('is played only on the pages that it names', async () => {
    const access = { private: false, origins: ['https://school.example'] };
    await teacher.put(`/api/sessions/${session.id}/access`, access);
    const path = `/live/${session.id}/index.m3u8`;
    const ask = (headers: Record<string, string>) => statusOf({ path, headers });
    expect(await ask({})).toBe(200);
    expect(await ask({ Origin: 'https://school.example' })).toBe(200);
    expect(await ask({ Origin: server.web })).toBe(200);
    expect(await ask({ Referer: 'https://school.example/page' })).toBe(200);
    expect(await ask({ Origin: 'https://thief.example' })).toBe(403);
    expect(await ask({ Origin: 'null' })).toBe(403);
    expect(await ask({ Referer: 'https://thief.example/page' })).toBe(403);
    expect(await ask({ 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    expect(await ask({ 'Sec-Fetch-Site': 'same-origin' })).toBe(200);
    await teacher.put(`/api/sessions/${session.id}/access`, { private: true });
  });

  it('keeps out a banned student on every transport, until they are let in again', async () => {
    const paths = await everyPath();
    const token = sign({ studentId: 'li' });
    await using viewer = new Viewer(`${server.web}/live/~${token}/${session.id}.flv`);
    const rtmp = `${server.rtmp(session.id)}?token=${token}`;
    const player = playRtmp(rtmp);
    const [first] = await viewersOf('li', ['flv', 'rtmp']);
    const ban = await teacher.post<Ban>(bans, { viewerId: first?.id, reason: 'Use your own link.' });
    expect(ban).toMatchObject({ studentId: 'li', reason: 'Use your own link.', expiresAt: null });
    expect(await viewer.done).toBe('cut');
    await player;
    expect((await viewersNow()).filter(({ studentId }) => studentId === 'li')).toEqual([]);
    const newer = sign({ studentId: 'li', network: '127.0.0.0/8' });
    const seen: [string, number][] = [];
    for (const path of paths) {
      for (const carry of Object.values(ways)) {
        for (const bearer of [token, newer]) seen.push([path, await statusOf(carry(path, bearer))]);
      }
    }
    expect(seen.filter(([, status]) => status !== 403)).toEqual([]);
    expect(seen).toHaveLength(paths.length * 6);
    const flv = `/live/~${token}/${session.id}.flv`;
    expect(await statusOf({ path: flv }, true)).toBe(403);
    expect(await textOf(flv)).toContain('Use your own link.');
    expect(await playRtmp(rtmp)).not.toBe(0);
    expect(await statusOf({ path: `/live/~${sign({ studentId: 'wu' })}/${session.id}.flv` })).toBe(200);
    expect(await isBannedAfterRestart('li')).toBe(true);
    expect((await teacher.call('DELETE', `${bans}/${ban.id}`)).status).toBe(204);
    expect(await statusOf({ path: flv })).toBe(200);
    expect((await teacher.call('DELETE', `${bans}/${ban.id}`)).status).toBe(404);
    expect((await teacher.call('POST', bans, { viewerId: first?.id })).status).toBe(404);
  });

  it('keeps out a banned token until it expires, and an address where the session is open', async () => {
    const token = sign({ expiresAt: soon + 60 });
    const at = `/live/~${token}/${session.id}/index.m3u8`;
    expect(await statusOf({ path: at, headers: { 'User-Agent': 'a player of its own' } })).toBe(200);
    const { id } = (await viewersNow()).at(-1) ?? {};
    const ofToken = await teacher.post<Ban>(bans, { viewerId: id });
    expect(ofToken.expiresAt).toBe(new Date((soon + 60) * 1000).toISOString());
    expect(await statusOf({ path: at })).toBe(403);
    expect(await statusOf({ path: `/live/~${sign({})}/${session.id}/index.m3u8` })).toBe(200);
    await teacher.put(`/api/sessions/${session.id}/access`, { private: false });
    expect(await statusOf({ path: `/live/${session.id}.flv` })).toBe(403);
    expect(await playRtmp(server.rtmp(session.id))).not.toBe(0);
    expect(await teacher.get<Ban[]>(bans)).toEqual([ofToken]);
    await teacher.call('DELETE', `${bans}/${ofToken.id}`);
    expect(await statusOf({ path: `/live/${session.id}.flv` })).toBe(200);
    await teacher.put(`/api/sessions/${session.id}/access`, { private: true });
  });

  it('plays by WebRTC, counts who watches, and ends it for who is banned', async () => {
    const whep = `${server.web}/live/${session.id}/whep`;
    await using client = await WhepClient.offer();
    const bearer = { authorization: `Bearer ${sign({ studentId: 'li' })}` };
    expect((await post(whep, client.sdp)).status).toBe(401);
    await using viewer = await WhepClient.watch(whep.replace('/live/', `/live/~${sign({})}/`));
    await using banned = await WhepClient.watch(whep, { headers: bearer });
    await vi.waitFor(() => expect(viewer.frames.length * banned.frames.length).toBeGreaterThan(1), patience);
    const watching = async () =>
      (await teacher.get<ViewerBody[]>(`/api/sessions/${session.id}/viewers`)).filter(isWhep);
    const present = await watching();
    expect(present.map(({ studentId }) => studentId)).toEqual([null, 'li']);
    await teacher.post<Ban>(bans, { viewerId: present[1]?.id });
    expect((await post(whep, client.sdp, bearer)).status).toBe(403);
    expect((await fetch(viewer.location, { method: 'DELETE' })).status).toBe(200);
    expect(await watching()).toEqual([]);
  });

  it('is closed to what a key signed that was deleted', async () => {
    const path = `/live/~${sign({})}/${session.id}/index.m3u8`;
    const [before] = await teacher.get<{ id: string }[]>('/api/signing-keys');
    const made = await teacher.post<SigningKeyCreated>('/api/signing-keys');
    expect(await statusOf({ path })).toBe(200);
    expect(sign({})).toMatch(new RegExp(`^${made.id}~`));
    await teacher.call('DELETE', `/api/signing-keys/${String(before?.id)}`);
    expect(await statusOf({ path })).toBe(403);
    expect((await teacher.call('DELETE', `/api/signing-keys/${made.id}`)).status).toBe(409);
  });
});
