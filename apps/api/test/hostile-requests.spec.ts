import { once } from 'node:events';
import { connect } from 'node:net';
import type { Joined, Problem, Session } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClassSocket } from './support/class-socket.js';
import { Client } from './support/client.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { TestServer } from './support/server.js';

let server: TestServer;
let teacher: Client;
let session: Session;
beforeAll(async () => {
  server = await TestServer.start();
  teacher = new Client(server.web, server.token);
  session = await makeSession(teacher, await makeLesson(teacher));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const join = (name: string) => teacher.post<Joined>(`/api/sessions/${session.id}/join`, { name });

const MANY_KEYS = JSON.stringify(
  Object.fromEntries(Array.from({ length: 150_000 }, (_, i) => [`k${String(i)}`, 1])),
);
const DEEP = '['.repeat(900_000);
const json = { 'Content-Type': 'application/json' };

/** Sends the beginning of a body that never comes, and reads what is answered. */
async function answerWithoutBody(method: string, path: string, headers: Record<string, string>) {
  const { port } = new URL(server.web);
  const socket = connect(Number(port), '127.0.0.1');
  const lines = Object.entries({ Host: 'x', 'Content-Length': '1700000', ...json, ...headers });
  socket.write(`${method} ${path} HTTP/1.1\r\n${lines.map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n[`);
  const [head] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return Number(head.toString('latin1').split(' ')[1]);
}

describe('a body of JSON', () => {
  // The body is never sent: an answer proves that nobody waited for it, read it or parsed it.
  it.each([
    ['that nobody asked for, on an unknown path', 'POST', '/api/nothing', {}, 404],
    ['of somebody without a token', 'POST', '/api/tokens', {}, 401],
    ['of somebody with a wrong token', 'POST', '/api/tokens', { Authorization: 'Bearer lk_staff_x' }, 401],
    ['on a route that takes none', 'GET', '/api/me', {}, 401],
    ['that is declared larger than the route takes', 'POST', '/api/sessions/$/join', {}, 413],
    [
      'of a form',
      'POST',
      '/api/sessions/$/join',
      { 'Content-Type': 'text/plain', 'Content-Length': '9' },
      415,
    ],
  ] as const)('%s is not read', async (_, method, path, headers, status) => {
    expect(await answerWithoutBody(method, path.replace('$', session.id), headers)).toBe(status);
  });

  it.each([
    ['wide', MANY_KEYS],
    ['deep', DEEP],
  ])('that is too large without a declared length is refused: %s', async (_, text) => {
    const body = new Blob([text]).stream();
    const path = `/api/sessions/${session.id}/join`;
    const sent = fetch(server.web + path, {
      method: 'POST',
      headers: json,
      body,
      duplex: 'half',
    });
    // undici tells of a connection that was cut while it still sent, or of the answer that came before
    const status = await sent.then((response) => response.status).catch(() => 413);
    expect(status).toBe(413);
  });

  it('that does not fit is answered with twenty reasons and the number of the others', async () => {
    const body = Object.fromEntries(
      Array.from({ length: 2000 }, (_, i) => [`${'k'.repeat(5)}${String(i)}`, 1]),
    );
    const { status, body: problem } = await teacher.call('POST', `/api/sessions/${session.id}/join`, {
      name: 'Ann',
      ...body,
    });
    expect(status).toBe(400);
    expect(problem.errors).toHaveLength(20);
    expect(problem.detail).toMatch(/; and 1980 more$/);
    const long = await teacher.call('POST', `/api/sessions/${session.id}/join`, { ['k'.repeat(20_000)]: 1 });
    expect(JSON.stringify(long.body).length).toBeLessThan(1500);
  });

  it('of a teacher holds no more values than any lesson', async () => {
    const cues = Array.from({ length: 60_000 }, () => 1);
    const { status, body } = await teacher.call('POST', '/api/lessons', { title: 'x', cues });
    expect([status, body.errors?.[0]?.message]).toEqual([400, 'holds more than 50,000 values']);
  });

  it.each([
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'name=Ann'],
    ['plain text', { 'Content-Type': 'text/plain' }, '{"name":"Ann"}'],
    ['another charset', { 'Content-Type': 'application/json; charset=utf-16' }, '{"name":"Ann"}'],
    ['gzip', { ...json, 'Content-Encoding': 'gzip' }, '{"name":"Ann"}'],
  ])('is wanted, and %s is 415', async (_, headers, body) => {
    const path = `/api/sessions/${session.id}/join`;
    const response = await fetch(server.web + path, { method: 'POST', headers, body });
    const problem = (await response.json()) as Problem;
    expect([response.status, problem.code]).toEqual([415, 'unsupported-media-type']);
  });

  it('without a media type is 415', async () => {
    const path = `/api/sessions/${session.id}/join`;
    const body = new TextEncoder().encode('{"name":"Ann"}'); // fetch names no type for bytes
    expect((await fetch(server.web + path, { method: 'POST', body })).status).toBe(415);
  });
});

describe('a call over the socket', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'no-such-call'])(
    'named %s is answered',
    async (name) => {
      const { token } = await join('Ann');
      using socket = await ClassSocket.open(server.web, { token });
      expect(await socket.call(name as 'presence:update', {})).toMatchObject({
        ok: false,
        problem: { code: 'unknown-event' },
      });
    },
  );

  it('counts with the REST calls of the same student, and says when the next is taken', async () => {
    const { token } = await join('Bob');
    using socket = await ClassSocket.open(server.web, { token });
    const calls = Array.from({ length: 40 }, () => socket.call('nothing', {}));
    const answers = await Promise.all(calls);
    const refused = answers.filter((answer) => !answer.ok && answer.problem.code === 'too-many-calls');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({
      problem: { status: 429, retryAfterMs: expect.any(Number) as number },
    });
    const student = new Client(server.web, token);
    const replies = await Promise.all(
      Array.from({ length: 40 }, () => student.call('GET', `/api/sessions/${session.id}/feedback/mine`)),
    );
    const late = replies.find(({ status }) => status === 429);
    expect(late?.body.code).toBe('too-many-calls');
    expect(Number(late?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  });
});

describe('one address', () => {
  it('that guesses tokens is slowed, and the tokens that were good stay good', async () => {
    await using other = await TestServer.start();
    const admin = new Client(other.web, other.token);
    await admin.get('/api/me');
    const guess = () => admin.as('guessed').call('GET', '/api/me');
    const replies = await Promise.all(Array.from({ length: 500 }, guess));
    const slowed = replies.filter(({ status }) => status === 429);
    expect(slowed.length).toBeGreaterThan(0);
    expect(Number(slowed[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await admin.call('GET', '/api/me')).status).toBe(200);
    expect((await admin.as(undefined).call('GET', '/health/live')).status).toBe(200);
    const nameless = Array.from({ length: 50 }, () => admin.as(undefined).call('POST', '/api/nothing', {}));
    expect((await Promise.all(nameless)).map(({ status }) => status)).toContain(429);
  });

  it('of a school lets 300 students join a session within a minute', async () => {
    const joins = Array.from({ length: 300 }, (_, i) =>
      teacher.as(undefined).call('POST', `/api/sessions/${session.id}/join`, { name: `s${String(i)}` }),
    );
    const statuses = new Set((await Promise.all(joins)).map(({ status }) => status));
    expect([...statuses]).toEqual([201]);
  });
});
