import type { AddressInfo } from 'node:net';
import type {
  AuditEntry,
  Invitation,
  InvitationCreated,
  InvitationOffer,
  Me,
  Person,
  SignInEntry,
  TokenCreated,
} from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Account, keptOf, makeAccount, onceOf, PASSWORD } from './support/accounts.js';
import { ClassSocket } from './support/class-socket.js';
import { Client } from './support/client.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { TestServer } from './support/server.js';

let server: TestServer;
let admin: Client;
let nobody: Client;
let sessionId: string;
beforeAll(async () => {
  server = await TestServer.start();
  admin = new Client(server.web, server.token);
  nobody = admin.as(undefined);
  sessionId = (await makeSession(admin, await makeLesson(admin))).id;
});
afterAll(() => server[Symbol.asyncDispose]());

const signIn = (email: string, password = PASSWORD, from = nobody) =>
  from.call<Person>('POST', '/api/sign-in', { email, password });

async function signedIn({ email }: Account): Promise<Client> {
  const { status, headers } = await signIn(email);
  expect(status).toBe(200);
  return nobody.inBrowser(keptOf(headers));
}

describe('the first start', () => {
  it('makes an admin by a link that is good once, and knows no password before', async () => {
    await using own = await TestServer.start();
    const link = own.application.secrets.adminLink ?? '';
    expect(new URL(link).pathname).toBe('/invitation');
    const visitor = new Client(own.web);
    const token = onceOf(link);
    expect(await visitor.post<InvitationOffer>('/api/invitations/read', { token })).toMatchObject({
      ...{ email: null, role: 'admin' },
    });
    const body = { token, email: 'Head@School.Example', name: 'Head', password: PASSWORD };
    const accepted = await visitor.call('POST', '/api/invitations/accept', body);
    expect(accepted.status).toBe(201);
    expect(accepted.body).toMatchObject({ email: 'head@school.example', role: 'admin' });
    expect(await visitor.call('POST', '/api/invitations/accept', body)).toMatchObject({
      ...{ status: 404, body: { code: 'link-used-up' } },
    });
    const head = visitor.inBrowser(keptOf(accepted.headers));
    expect((await head.get<Person[]>('/api/people')).map(({ name }) => name)).toEqual(['Head']);
  });

  it('makes a new link as long as there is no admin, and the old one is void', async () => {
    const first = await TestServer.start();
    const old = onceOf(first.application.secrets.adminLink ?? '');
    await first.stop();
    await using second = await TestServer.start({ folder: first.folder });
    const visitor = new Client(second.web);
    expect((await visitor.call('POST', '/api/invitations/read', { token: old })).status).toBe(404);
    const token = onceOf(second.application.secrets.adminLink ?? '');
    expect((await visitor.call('POST', '/api/invitations/read', { token })).status).toBe(200);
  });
});

describe('an invitation', () => {
  it('becomes one account, however many accept it at once', async () => {
    const email = 'mei@school.example';
    const made = await admin.post<InvitationCreated>('/api/invitations', {
      email,
      name: 'Mei',
      role: 'author',
    });
    expect(made.mailed).toBe(false);
    const token = onceOf(made.link);
    const accept = () =>
      nobody.call('POST', '/api/invitations/accept', { token, name: 'Mei', password: PASSWORD });
    const all = await Promise.all(Array.from({ length: 4 }, accept));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 404, 404, 404]);
    expect(JSON.stringify(await admin.get('/api/invitations'))).not.toContain(email);
    const again = await admin.call('POST', '/api/invitations', {
      email: 'MEI@school.example',
      role: 'admin',
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'email-taken' } });
  });

  it('stays good when the password is weak or the name cannot be seen', async () => {
    const made = await admin.post<InvitationCreated>('/api/invitations', {
      email: 'zhang@x.example',
      role: 'student',
    });
    const accept = (name: string, password: string) =>
      nobody.call('POST', '/api/invitations/accept', { token: onceOf(made.link), name, password });
    for (const [name, password, code] of [
      ['Mei', 'short', 'too-short'],
      ['Mei', 'password1234', 'common-password'],
      ['Mei', 'zhang-zhang-1', 'password-like-name'],
    ] as const)
      expect(await accept(name, password)).toMatchObject({ status: 400, body: { errors: [{ code }] } });
    expect((await accept('\u200b', PASSWORD)).status).toBe(400);
    expect((await accept('Mei', PASSWORD)).status).toBe(201);
  });

  it('that is withdrawn, or replaced by a second one, is void', async () => {
    const invite = () =>
      admin.post<InvitationCreated>('/api/invitations', { email: 'ann@x.example', role: 'teacher' });
    const read = ({ link }: InvitationCreated) =>
      nobody.call('POST', '/api/invitations/read', { token: onceOf(link) });
    const [first, second] = [await invite(), await invite()];
    expect([(await read(first)).status, (await read(second)).status]).toEqual([404, 200]);
    expect((await admin.call('DELETE', `/api/invitations/${second.id}`)).status).toBe(204);
    expect((await read(second)).status).toBe(404);
    expect((await admin.call('DELETE', `/api/invitations/${second.id}`)).status).toBe(404);
    expect((await admin.get<Invitation[]>('/api/invitations')).map(({ id }) => id)).not.toContain(second.id);
  });
});

describe('signing in', () => {
  it('gives a cookie that no script reads and no other site sends, and no secret else', async () => {
    const { email } = await makeAccount(admin, { role: 'teacher' });
    const { status, headers, body } = await signIn(email.toUpperCase());
    expect(status).toBe(200);
    const cookies = headers.getSetCookie();
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/;.*; HttpOnly; SameSite=Strict$/);
    expect(JSON.stringify(body)).not.toMatch(/lk_|argon/);
    const me = await nobody.inBrowser(keptOf(headers)).get<Me>('/api/me');
    expect(me).toMatchObject({ kind: 'staff', role: 'teacher' });
  });

  it('binds the cookie to this host where the server is reached over HTTPS', async () => {
    await using own = await TestServer.start({ settings: { PUBLIC_URL: 'https://class.school.example' } });
    const { port } = own.application.nest.getHttpServer().address() as AddressInfo;
    const there = `http://127.0.0.1:${String(port)}`;
    const link = new URL(own.application.secrets.adminLink ?? '');
    expect(link.origin).toBe('https://class.school.example');
    const body = { token: onceOf(link.href), email: 'head@x.example', name: 'Head', password: PASSWORD };
    const { headers } = await new Client(there).call('POST', '/api/invitations/accept', body);
    for (const cookie of headers.getSetCookie())
      expect(cookie).toMatch(/^__Host-lockstep-.*; Secure; SameSite=Strict$/);
    const pageThere = new Client(there, undefined, {
      Cookie: keptOf(headers),
      Origin: 'https://class.school.example',
    });
    expect((await pageThere.call('PUT', '/api/account', { name: 'H.' })).status).toBe(200);
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const { email } = await makeAccount(admin, { role: 'teacher' });
    const wrong = await signIn(email, 'another-quiet-boat');
    const unknown = await signIn('nobody@school.example', 'another-quiet-boat');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong-sign-in' } });
    expect(unknown.body).toEqual(wrong.body);
  });

  it('stops guesses at one account from one address, but neither its owner on a device of theirs nor anybody else', async () => {
    const [victim, other] = [
      await makeAccount(admin, { role: 'teacher' }),
      await makeAccount(admin, { role: 'teacher' }),
    ];
    const owner = await signedIn(victim);
    let paused = await signIn(victim.email, 'guess-number-one');
    for (let i = 0; i < 12 && paused.status === 401; i++)
      paused = await signIn(victim.email, `guess-number-${String(i)}`);
    expect(paused).toMatchObject({ status: 429, body: { code: 'sign-in-paused' } });
    expect(Number(paused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn(victim.email)).status).toBe(429);
    expect((await signIn(other.email)).status).toBe(200);
    expect((await signIn(victim.email, PASSWORD, owner)).status).toBe(200);
    expect((await owner.call('GET', '/api/account')).status).toBe(200);
  });
});

describe('somebody who is signed in', () => {
  it('changes something only from a page of this server', async () => {
    const { client } = await makeAccount(admin, { role: 'teacher' });
    const { Cookie = '' } = client.headers;
    const rename = (headers: Readonly<Record<string, string>>) =>
      new Client(server.web, undefined, { Cookie, ...headers }).call('PUT', '/api/account', { name: 'N' });
    expect((await rename({ Origin: server.web })).status).toBe(200);
    expect((await rename({ 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
    for (const headers of [
      {},
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site', Origin: server.web },
      { 'Sec-Fetch-Site': 'same-site' },
    ])
      expect(await rename(headers)).toMatchObject({ status: 403, body: { code: 'foreign-page' } });
  });

  it('is nobody where another site asks for what everybody may do', async () => {
    const { client } = await makeAccount(admin, { role: 'teacher' });
    const foreign = new Client(server.web, undefined, { ...client.headers, Origin: 'https://evil.example' });
    expect((await foreign.call('POST', '/api/sign-out')).status).toBe(204);
    expect((await client.call('GET', '/api/account')).status).toBe(200);
  });

  it('sees where they are signed in, ends that elsewhere, and signs out', async () => {
    const account = await makeAccount(admin, { role: 'author' });
    const elsewhere = await signedIn(account);
    const list = await account.client.get<SignInEntry[]>('/api/account/sign-ins');
    expect(list.map(({ current }) => current).sort()).toEqual([false, true]);
    const other = list.find(({ current }) => !current)?.id ?? '';
    expect((await account.client.call('DELETE', `/api/account/sign-ins/${other}`)).status).toBe(204);
    expect(await elsewhere.call('GET', '/api/account')).toMatchObject({
      status: 401,
      body: { code: 'signed-out' },
    });
    const stranger = await makeAccount(admin, { role: 'author' });
    const mine = list.find(({ current }) => current)?.id ?? '';
    expect((await stranger.client.call('DELETE', `/api/account/sign-ins/${mine}`)).status).toBe(404);
    expect((await account.client.call('POST', '/api/sign-out')).status).toBe(204);
    expect((await account.client.call('GET', '/api/account')).status).toBe(401);
  });

  it('changes their password with the old one; other browsers are signed out', async () => {
    const account = await makeAccount(admin, { role: 'student' });
    const elsewhere = await signedIn(account);
    const change = (current: string) =>
      account.client.call('PUT', '/api/account/password', { current, next: 'three-quiet-boats' });
    expect(await change('not-this-one-today')).toMatchObject({
      status: 403,
      body: { code: 'wrong-password' },
    });
    expect((await change(PASSWORD)).status).toBe(204);
    expect((await elsewhere.call('GET', '/api/account')).status).toBe(401);
    expect((await account.client.call('GET', '/api/account')).status).toBe(200);
    expect((await signIn(account.email)).status).toBe(401);
    expect((await signIn(account.email, 'three-quiet-boats')).status).toBe(200);
  });

  it('teaches over a socket by the cookie; it closes when the role changes or the sign-in ends', async () => {
    const account = await makeAccount(admin, { role: 'teacher' });
    const open = ({ headers }: Client) => ClassSocket.open(server.web, { sessionId }, headers);
    using one = await open(account.client);
    expect(one.isOpen).toBe(true);
    await admin.put(`/api/people/${account.personId}`, { role: 'author', disabled: false });
    await vi.waitFor(() => expect(one.isOpen).toBe(false));
    await expect(open(account.client)).rejects.toThrow();
    await admin.put(`/api/people/${account.personId}`, { role: 'teacher', disabled: false });
    using two = await open(account.client);
    await account.client.call('POST', '/api/sign-out');
    await vi.waitFor(() => expect(two.isOpen).toBe(false));
  });

  it('opens no socket from a page of another site', async () => {
    const { client } = await makeAccount(admin, { role: 'teacher' });
    const headers = { ...client.headers, Origin: 'https://evil.example' };
    await expect(ClassSocket.open(server.web, { sessionId }, headers)).rejects.toThrow(
      'Only pages of this server',
    );
  });
});

describe('an admin', () => {
  it('shuts somebody out at once, and lets them in again', async () => {
    const account = await makeAccount(admin, { role: 'teacher' });
    const set = (disabled: boolean) =>
      admin.put(`/api/people/${account.personId}`, { role: 'teacher', disabled });
    await set(true);
    expect((await account.client.call('GET', '/api/lessons')).status).toBe(401);
    expect((await signIn(account.email)).status).toBe(401);
    await set(false);
    expect((await signIn(account.email)).status).toBe(200);
  });

  it('who is the last one stays, also when two dismiss each other at once', async () => {
    const [one, two] = [
      await makeAccount(admin, { role: 'admin' }),
      await makeAccount(admin, { role: 'admin' }),
    ];
    const dismiss = (by: Account, whom: Account) =>
      by.client.call('PUT', `/api/people/${whom.personId}`, { role: 'teacher', disabled: false });
    const both = await Promise.all([dismiss(one, two), dismiss(two, one)]);
    const left = (await admin.get<Person[]>('/api/people?role=admin')).length;
    expect(left).toBeGreaterThan(0);
    expect(both.filter(({ status }) => status === 200).length).toBe(2 - left);
  });

  it('finds people by a part of their name, and a percent sign is only a percent sign', async () => {
    await makeAccount(admin, { role: 'student', name: 'Zoë 100%' });
    const find = async (search: string) =>
      (await admin.get<Person[]>(`/api/people?search=${encodeURIComponent(search)}`)).map(({ name }) => name);
    expect(await find('zoë')).toEqual(['Zoë 100%']);
    expect(await find('0%')).toEqual(['Zoë 100%']);
    expect(await find('%zzz%')).toEqual([]);
  });

  it('reads who did what to whom', async () => {
    const account = await makeAccount(admin, { role: 'teacher', name: 'Ms Audit' });
    await admin.put(`/api/people/${account.personId}`, { role: 'author', disabled: false });
    const [entry] = await admin.get<AuditEntry[]>('/api/audit?limit=1');
    expect(entry).toMatchObject({
      actor: { kind: 'token', name: 'first' },
      action: 'person.changed',
      subject: { kind: 'person', id: account.personId, name: 'Ms Audit' },
    });
  });
});

describe('a token', () => {
  const make = (body: object) =>
    admin.post<TokenCreated>('/api/tokens', { name: 'Timetable', role: 'teacher', ...body });

  it('may do what both its role and its scopes allow', async () => {
    const reader = admin.as((await make({ scopes: ['sessions:read'] })).token);
    const statuses = [
      (await reader.call('GET', '/api/sessions')).status,
      (await reader.call('GET', `/api/sessions/${sessionId}/roster`)).status,
      (await reader.call('GET', '/api/me')).status,
      (await reader.call('POST', `/api/sessions/${sessionId}/start`)).status,
      (await reader.call('GET', '/api/lessons')).status,
      (await reader.call('GET', '/api/tokens')).status,
    ];
    expect(statuses).toEqual([200, 200, 200, 403, 403, 403]);
    const people = admin.as((await make({ role: 'author', scopes: ['people:write'] })).token);
    expect((await people.call('GET', '/api/people')).status).toBe(403);
    await expect(ClassSocket.open(server.web, { token: people.token, sessionId })).rejects.toThrow();
  });

  it('is void after its time', async () => {
    const { token } = await make({ expiresAt: new Date(Date.now() - 1000).toISOString() });
    expect((await admin.as(token).call('GET', '/api/sessions')).status).toBe(401);
    const { token: good } = await make({ expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect((await admin.as(good).call('GET', '/api/sessions')).status).toBe(200);
  });
});
