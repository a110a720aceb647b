import type { Joined, Token, TokenCreated } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ClassSocket } from './support/class-socket.js';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { TestServer } from './support/server.js';

const callers = ['nobody', 'student', 'stranger', 'author', 'teacher', 'admin'] as const;
type Caller = (typeof callers)[number];
const from = (...names: Caller[]): ReadonlySet<Caller> => new Set(names);

const everybody = from(...callers);
const staff = from('author', 'teacher', 'admin');
const teachers = from('teacher', 'admin');
const admins = from('admin');
const student = from('student');

/** Every route of the API, and who may call it. The student joined the session in the path, the stranger another one. */
const routes: Record<string, ReadonlySet<Caller>> = {
  'GET /health/live': everybody,
  'GET /health/ready': everybody,
  'GET /api/demo': everybody,
  'GET /api/me': from('student', 'stranger', 'author', 'teacher', 'admin'),
  'GET /api/tokens': admins,
  'POST /api/tokens': admins,
  'DELETE /api/tokens/{id}': admins,
  'GET /api/lessons': staff,
  'POST /api/lessons': staff,
  'GET /api/lessons/{id}': staff,
  'PUT /api/lessons/{id}': staff,
  'DELETE /api/lessons/{id}': staff,
  'POST /api/lessons/{id}/slides': staff,
  'PUT /api/lessons/{id}/slides': staff,
  'POST /api/lessons/script': staff,
  'GET /api/lessons/{id}/script': staff,
  'PUT /api/lessons/{id}/script': staff,
  'GET /api/lessons/{id}/files': staff,
  'POST /api/lessons/{id}/files': staff,
  'DELETE /api/lessons/{id}/files': staff,
  'GET /api/lessons/{id}/files/content': staff,
  'GET /api/lessons/{id}/versions': staff,
  'POST /api/lessons/{id}/versions': staff,
  'GET /api/lessons/{id}/versions/compare': staff,
  'GET /api/lessons/{id}/versions/{version}': staff,
  'GET /api/lessons/{id}/compile': staff,
  'POST /api/lessons/{id}/compile': staff,
  'GET /api/lessons/{id}/dry-run': staff,
  'POST /api/lessons/{id}/previews': staff,
  'POST /api/lessons/{id}/judge-preview': staff,
  'GET /api/compiles': staff,
  'GET /api/compiles/{id}': staff,
  'GET /api/compiles/{id}/events': staff,
  'DELETE /api/compiles/{id}': staff,
  'DELETE /api/previews/{preview}': staff,
  'GET /api/decks/{id}': everybody,
  'GET /api/decks/{id}/slides/{index}': everybody,
  'GET /api/media-files': teachers,
  'GET /api/sessions': teachers,
  'POST /api/sessions': teachers,
  'GET /api/sessions/{id}': teachers,
  'GET /api/sessions/{id}/lobby': everybody,
  'POST /api/sessions/{id}/start': teachers,
  'POST /api/sessions/{id}/end': teachers,
  'GET /api/sessions/{id}/stream': teachers,
  'GET /api/publisher-refusals': teachers,
  'POST /api/sessions/{id}/events': teachers,
  'GET /api/sessions/{id}/ledger': everybody,
  'POST /api/sessions/{id}/join': everybody,
  'GET /api/sessions/{id}/roster': teachers,
  'GET /api/sessions/{id}/teaching': teachers,
  'POST /api/sessions/{id}/teaching/commands': teachers,
  'POST /api/sessions/{id}/transcripts': student,
  'GET /api/sessions/{id}/feedback/mine/{feedbackId}/voice': student,
  'POST /api/sessions/{id}/answers': student,
  'GET /api/sessions/{id}/answers': teachers,
  'POST /api/sessions/{id}/feedback': teachers,
  'GET /api/sessions/{id}/feedback/mine': student,
  'GET /api/stream-keys': teachers,
  'POST /api/stream-keys': teachers,
  'POST /api/stream-keys/{id}/rotate': teachers,
  'DELETE /api/stream-keys/{id}': teachers,
};

let server: TestServer;
let admin: Client;
let tokens: Record<Caller, string | undefined>;
let sessionId: string;

beforeAll(async () => {
  server = await TestServer.start();
  admin = new Client(server.web, server.token);
  const lesson = await makeLesson(admin);
  const [mine, other] = [await makeSession(admin, lesson), await makeSession(admin, lesson)];
  sessionId = mine.id;
  const token = async (role: string) =>
    (await admin.post<TokenCreated>('/api/tokens', { name: role, role })).token;
  const join = async (id: string) =>
    (await admin.post<Joined>(`/api/sessions/${id}/join`, { name: 'Ann' })).token;
  tokens = {
    nobody: undefined,
    student: await join(mine.id),
    stranger: await join(other.id),
    author: await token('author'),
    teacher: await token('teacher'),
    admin: server.token,
  };
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

type Operations = Record<string, Record<string, unknown>>;
const documented = async () => {
  const { paths } = await admin.get<{ paths: Operations }>('/api/openapi.json');
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
};

it('has a rule for every route that exists', async () => {
  expect((await documented()).sort()).toEqual(Object.keys(routes).sort());
});

describe.each(Object.entries(routes))('%s', (route, allowed) => {
  it.each(callers)('is open to %s only where it should be', async (caller) => {
    const [method = '', template = ''] = route.split(' ');
    // ids that exist only where nothing is changed by the call
    const id = template.startsWith('/api/sessions/') && !/start|end/.test(template) ? sessionId : 'none';
    const path = template
      .replace('{id}', id)
      .replace('{index}', '0')
      .replace(/\{(?:feedbackId|version|preview)\}/, 'none');
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    const isStudentOfPath = id === sessionId;
    const { status } = await new Client(server.web, tokens[caller]).call(method, path, body);
    if (allowed.has(caller) && (caller !== 'student' || isStudentOfPath || allowed !== student)) {
      expect([401, 403]).not.toContain(status);
    } else {
      expect(status).toBe(caller === 'nobody' ? 401 : 403);
    }
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
    using closed = await ClassSocket.open(server.web, { token: gone.token, sessionId });
    using open = await ClassSocket.open(server.web, { token: stays.token, sessionId });
    expect((await admin.call('DELETE', `/api/tokens/${gone.id}`)).status).toBe(204);
    await vi.waitFor(() => expect(closed.isOpen).toBe(false));
    await admin.post(`/api/sessions/${sessionId}/join`, { name: 'Late' });
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
