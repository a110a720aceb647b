import { type Class, clientEvents, type Joined, type Token, type TokenCreated } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DataSource } from 'typeorm';
import { routesOf } from '../src/openapi/routes.js';
import { Session } from '../src/sessions/session.entity.js';
import { SignIns } from '../src/accounts/sign-ins/sign-ins.service.js';
import { cookiesOf, makeAccount } from './support/accounts.js';
import { callers, readAccessTable } from './support/access-table.js';
import { ClassSocket } from './support/class-socket.js';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { TestServer } from './support/server.js';

const table = readAccessTable();
const routes = [...table].filter(([name]) => !name.startsWith('socket: '));
const calls = [...table].filter(([name]) => name.startsWith('socket: '));
/** A token that is not good makes nobody of its bearer. */
const tries = [...callers, 'garbage'] as const;

let server: TestServer;
let admin: Client;
let tokens: Record<Exclude<(typeof tries)[number], 'student account'>, string | undefined>;
let personId: string;
let sessionId: string;
let lessonId: string;
/** Of a session that is for no class. */
let openId: string;
/** Of what belongs to a class, by the first word of its path. */
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  server = await TestServer.start({ settings: { TRUST_PROXY: '1' } });
  admin = new Client(server.web, server.token);
  const lesson = await makeLesson(admin);
  const token = async (role: string) =>
    (await admin.post<TokenCreated>('/api/tokens', { name: role, role })).token;
  const teacher = await token('teacher');
  const { id: classId } = await admin.as(teacher).post<Class>('/api/classes', { name: '7b' });
  const ofClass = { classId, access: { private: false } };
  const mine = await makeSession(admin.as(teacher), lesson, ofClass);
  const other = await makeSession(admin, lesson);
  [sessionId, openId, lessonId] = [mine.id, other.id, lesson.id];
  const colleague = await makeAccount(admin, { role: 'author' });
  const { id: ownLesson } = await makeLesson(colleague.client);
  const key = await makeKey(admin, mine.id);
  ids = { sessions: mine.id, classes: classId, 'stream-keys': key.id, lessons: ownLesson };
  const join = async (id: string) =>
    (await admin.post<Joined>(`/api/sessions/${id}/join`, { name: 'Ann' })).token;
  tokens = {
    nobody: undefined,
    garbage: 'lk_staff_garbage',
    'own student': await join(mine.id),
    'other student': await join(other.id),
    author: await token('author'),
    teacher,
    'other teacher': await token('teacher'),
    operator: await token('operator'),
    admin: server.token,
  };
  ({ personId } = await makeAccount(admin, { role: 'student' }));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

let clients = 0;

/** Each comes from an address of its own: so many refusals of one are slowed down. A student account is signed in anew, because one signs out. */
async function clientOf(caller: (typeof tries)[number]): Promise<Client> {
  clients++;
  const from = { 'X-Forwarded-For': `10.0.${String(clients >> 8)}.${String(clients & 255)}` };
  if (caller !== 'student account') return new Client(server.web, tokens[caller], from);
  const opened = await server.application.nest.get(SignIns).open(personId, undefined);
  const { headers } = admin.inBrowser(cookiesOf(opened));
  return new Client(server.web, undefined, { ...headers, ...from });
}

type Operations = Record<string, Record<string, unknown>>;
const documented = async () => {
  const { paths } = await admin.get<{ paths: Operations }>('/api/openapi.json');
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
};

it('the table of docs/access.md has a row for every route and call that exists', async () => {
  const known = [...(await documented()), 'socket: connect'];
  for (const event of Object.keys(clientEvents)) known.push(`socket: ${event}`);
  expect([...table.keys()].sort()).toEqual(known.sort());
});

it('every route has a rule', () => {
  const without = routesOf(server.application.nest).filter(({ rule }) => rule === undefined);
  expect(without).toEqual([]);
});

describe.each(routes)('%s', (route, allowed) => {
  it.each(tries)('is open to %s only where the table says so', async (caller) => {
    const [method = '', template = ''] = route.split(' ');
    // ids that exist only where nothing is changed by the call
    const id =
      template.startsWith('/api/sessions/') &&
      !/start|end/.test(template) &&
      route !== 'DELETE /api/sessions/{id}'
        ? sessionId
        : 'none';
    const area = template.split('/')[2] ?? '';
    const path = template
      .replace('{id}', caller === 'other teacher' ? (ids[area] ?? id) : id)
      .replace('{index}', '0')
      .replace(
        /\{(?:feedbackId|correctionId|commentId|linkId|banId|studentId|personId|importId|lessonId|version|preview)\}/,
        'none',
      );
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    const { status } = await (await clientOf(caller)).call(method, path, body);
    const isAnonymous = caller === 'nobody' || caller === 'garbage';
    if (allowed.has(caller === 'garbage' ? 'nobody' : caller)) expect([401, 403]).not.toContain(status);
    else expect(status).toBe(isAnonymous ? 401 : 403);
  });
});

describe.each(calls)('%s', (name, allowed) => {
  it.each(tries)('is open to %s only where the table says so', async (caller) => {
    const event = name.replace('socket: ', '');
    const token = caller === 'student account' ? '' : (tokens[caller] ?? '');
    const { headers } = await clientOf(caller);
    const opening = ClassSocket.open(server.web, { token, sessionId }, headers);
    if (caller === 'nobody' || caller === 'garbage' || (event === 'connect' && !allowed.has(caller))) {
      await expect(opening).rejects.toThrow();
      return;
    }
    const opened = await opening.catch(() => undefined);
    if (opened === undefined) expect(allowed).not.toContain(caller); // an author and an operator have no socket at all
    using socket = opened;
    if (socket === undefined || event === 'connect') return;
    const ack = await socket.call(event, {});
    const code = ack.ok ? undefined : ack.problem.code;
    if (allowed.has(caller)) expect(code).not.toBe('forbidden');
    else expect(code).toBe('forbidden');
  });
});

describe('a teacher of another class', () => {
  it('is told so, and sees nothing of it in any list', async () => {
    const sessions = server.application.nest.get(DataSource).getRepository(Session);
    await sessions.update({ id: sessionId }, { startedAt: new Date() }); // lists of review have what was begun
    const other = await clientOf('other teacher');
    expect(await other.call('GET', `/api/sessions/${sessionId}`)).toMatchObject({
      ...{ status: 403, body: { code: 'other-class' } },
    });
    for (const list of [
      ...['/api/sessions', '/api/stream-keys', '/api/classes', '/api/session-reviews'],
      '/api/review-work',
    ])
      expect(JSON.stringify(await other.all(list))).not.toMatch(new RegExp(Object.values(ids).join('|')));
    expect(JSON.stringify(await other.all('/api/lessons'))).not.toContain(ids['lessons']);
    expect(JSON.stringify(await other.get(`/api/lesson-analytics/${lessonId}`))).not.toContain(sessionId);
    const own = await clientOf('teacher');
    expect(JSON.stringify(await own.get(`/api/lesson-analytics/${lessonId}`))).toContain(sessionId);
    for (const list of ['/api/sessions', '/api/stream-keys', '/api/classes', '/api/session-reviews'])
      expect(JSON.stringify(await own.all(list))).toMatch(new RegExp(Object.values(ids).join('|')));
  });

  it('makes nothing for it: neither a session, nor a stream key, nor moves one there', async () => {
    const other = await clientOf('other teacher');
    const lesson = await makeLesson(other);
    const open = await makeSession(other, lesson);
    const key = await makeKey(other, open.id);
    const refused = { status: 403, body: { code: 'other-class' } };
    const source = { kind: 'rtmp' };
    const wanted = { lessonId: lesson.id, source, classId: ids['classes'] };
    expect(await other.call('POST', '/api/sessions', wanted)).toMatchObject(refused);
    expect(await other.call('POST', '/api/stream-keys', { sessionId })).toMatchObject(refused);
    expect(await other.call('PATCH', `/api/stream-keys/${key.id}`, { sessionId })).toMatchObject(refused);
  });
});

describe('a token', () => {
  it.each(['lk_staff_wrong', 'lk_student_wrong', 'live_wrong', 'nonsense'])(
    'that is unknown is refused: %s',
    async (token) => {
      const reply = await admin.as(token).call('GET', '/api/lessons');
      expect(reply).toMatchObject({ status: 401, body: { code: 'token-invalid' } });
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    },
  );

  it.each(['lk_staff_wrong', 'lk_student_wrong', 'nonsense'])(
    'that is unknown makes nobody of its bearer where everybody may come: %s',
    async (token) => {
      const page = await admin.as(token).call('GET', `/api/sessions/${sessionId}/ledger`);
      expect(page.status).toBe(200);
      const joined = await admin.as(token).call('POST', `/api/sessions/${sessionId}/join`, { name: 'Ann' });
      expect(joined.status).toBe(201);
    },
  );

  it('does not let in as a stream key, nor a stream key as a token', async () => {
    const { key } = await makeKey(admin, sessionId);
    expect((await admin.as(key).call('GET', '/api/lessons')).status).toBe(401);
  });

  it('is void as soon as it is revoked', async () => {
    const { id, token } = await admin.post<TokenCreated>('/api/tokens', { name: 'short', role: 'teacher' });
    const teacher = admin.as(token);
    expect((await teacher.call('GET', '/api/lessons')).status).toBe(200);
    expect((await admin.call('DELETE', `/api/tokens/${id}`)).status).toBe(204);
    expect((await teacher.call('GET', '/api/lessons')).status).toBe(401);
    expect((await admin.call('DELETE', `/api/tokens/${id}`)).status).toBe(404);
  });

  it('closes the sockets that it let in when it is revoked', async () => {
    const make = () => admin.post<TokenCreated>('/api/tokens', { name: 'T', role: 'teacher' });
    const [gone, stays] = [await make(), await make()];
    using closed = await ClassSocket.open(server.web, { token: gone.token, sessionId: openId });
    using open = await ClassSocket.open(server.web, { token: stays.token, sessionId: openId });
    expect((await admin.call('DELETE', `/api/tokens/${gone.id}`)).status).toBe(204);
    await vi.waitFor(() => expect(closed.isOpen).toBe(false));
    await admin.post(`/api/sessions/${openId}/join`, { name: 'Late' });
    await vi.waitFor(() => expect(open.heard('roster:changed')).toHaveLength(1));
    expect(closed.heard('roster:changed')).toEqual([]);
  });

  it('of the last admin cannot be revoked, and no list shows a secret', async () => {
    const list = await admin.get<Token[]>('/api/tokens');
    const admins = list.filter(({ role }) => role === 'admin');
    expect(admins).toHaveLength(1);
    expect(await admin.call('DELETE', `/api/tokens/${admins[0]?.id ?? ''}`)).toMatchObject({
      status: 409,
      body: { code: 'last-admin-token' },
    });
    expect(JSON.stringify(list)).not.toMatch(/lk_|hash/);
    expect(JSON.stringify(await admin.get('/api/stream-keys'))).not.toMatch(/live_|hash/);
  });
});

it('takes no form of a page elsewhere, which a browser would send unasked', async () => {
  const forms = [new URLSearchParams({ name: 'Ann' }), '{"name":"Ann"}'];
  for (const body of forms) {
    const reply = await fetch(`${server.web}/api/sessions/${sessionId}/join`, { method: 'POST', body });
    expect(reply.status).toBe(415);
  }
});

it.each(['\u200b', '\u200b\u2060\ufeff', '\u00ad', '\u3164', '\u0301', ' \u200d '])(
  'takes no name that nobody can see: %j',
  async (name) => {
    const reply = await admin.call('POST', `/api/sessions/${sessionId}/join`, { name });
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ field: 'name' }] } });
  },
);

it('stops an address that joins too fast, and says when it may again', async () => {
  await using small = await TestServer.start({ settings: { JOINS_PER_MINUTE: '2' } });
  const client = new Client(small.web, small.token);
  const session = await makeSession(client, await makeLesson(client));
  const join = () => client.call('POST', `/api/sessions/${session.id}/join`, { name: 'Ann' });
  expect([(await join()).status, (await join()).status]).toEqual([201, 201]);
  const refused = await join();
  expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-joins' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});
