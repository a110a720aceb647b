import type {
  Account as OwnAccount,
  AuditEntry,
  Class,
  Me,
  PasswordLink,
  Person,
  SignInEntry,
  Token,
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
beforeAll(async () => {
  server = await TestServer.start();
  admin = new Client(server.web, server.token);
});
afterAll(() => server[Symbol.asyncDispose]());

async function elsewhere({ email }: Account): Promise<Client> {
  const nobody = admin.as(undefined);
  const { headers } = await nobody.call('POST', '/api/sign-in', { email, password: PASSWORD });
  return nobody.inBrowser(keptOf(headers));
}

const makeToken = (client: Client, wanted: object = {}) =>
  client.post<TokenCreated>('/api/account/tokens', { name: 'Script', ...wanted });

it('the language of the pages is kept with the account, and told at the next sign-in', async () => {
  const account = await makeAccount(admin, { role: 'student' });
  expect(await account.client.get<OwnAccount>('/api/account')).toMatchObject({ language: null });
  await account.client.put('/api/account', { name: 'Mei', language: 'zh' });
  await account.client.put('/api/account', { name: 'Mei L.' });
  const { email } = account;
  const entered = await admin.as(undefined).call('POST', '/api/sign-in', { email, password: PASSWORD });
  expect(entered.body).toMatchObject({ name: 'Mei L.', language: 'zh' });
  const refused = await account.client.call('PUT', '/api/account', { name: 'Mei', language: 'Chinese!' });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'language' }] } });
});

it('all other browsers are signed out at once, and this one stays', async () => {
  const account = await makeAccount(admin, { role: 'teacher' });
  const others = [await elsewhere(account), await elsewhere(account)];
  expect((await account.client.call('DELETE', '/api/account/sign-ins')).status).toBe(204);
  for (const other of others) expect((await other.call('GET', '/api/account')).status).toBe(401);
  const left = await account.client.get<SignInEntry[]>('/api/account/sign-ins');
  expect(left.map(({ current }) => current)).toEqual([true]);
  const noted = await admin.get<AuditEntry[]>('/api/audit');
  expect(noted.filter(({ action }) => action === 'sign-in.ended')).toHaveLength(2);
});

describe('a token that acts for a person', () => {
  it('reaches what is theirs, within its scopes, and does it in their name', async () => {
    const { client, personId } = await makeAccount(admin, { role: 'teacher', name: 'Ms Li' });
    const { id: classId } = await client.post<Class>('/api/classes', { name: '7b' });
    const stranger = await makeAccount(admin, { role: 'teacher' });
    const token = admin.as((await makeToken(client, { scopes: ['people:write'] })).token);
    expect(await token.get<Me>('/api/me')).toMatchObject({ kind: 'staff', id: personId, role: 'teacher' });
    expect((await token.call('GET', '/api/lessons')).status).toBe(403);
    expect((await token.call('PATCH', `/api/classes/${classId}`, { term: '2027' })).status).toBe(200);
    const other = admin.as((await makeToken(stranger.client)).token);
    expect((await other.call('GET', `/api/classes/${classId}`)).status).toBe(403);
    const [entry] = (await admin.get<AuditEntry[]>('/api/audit')).filter(
      ({ action }) => action === 'class.changed',
    );
    expect(entry?.actor).toEqual({ kind: 'person', id: personId, name: 'Ms Li' });
  });

  it('may do what its owner may now: less after a smaller role, nothing while the account is closed', async () => {
    const { client, personId } = await makeAccount(admin, { role: 'teacher' });
    const token = admin.as((await makeToken(client)).token);
    const set = (role: string, disabled = false) => admin.put(`/api/people/${personId}`, { role, disabled });
    expect((await token.call('GET', '/api/sessions')).status).toBe(200);
    await set('author');
    expect((await token.call('GET', '/api/sessions')).status).toBe(403);
    for (const [role, disabled] of [
      ['teacher', true],
      ['student', false],
    ] as const) {
      await set(role, disabled);
      expect((await token.call('GET', '/api/lessons')).status).toBe(401);
    }
    await set('teacher');
    expect((await token.call('GET', '/api/sessions')).status).toBe(200);
  });

  it('makes no token, changes no password, and is revoked by its owner or an admin alone, sockets too', async () => {
    const { client } = await makeAccount(admin, { role: 'teacher' });
    const [first, second] = [await makeToken(client), await makeToken(client)];
    for (const [method, path] of [
      ['POST', '/api/account/tokens'],
      ['PUT', '/api/account/password'],
      ['DELETE', '/api/account/sign-ins'],
    ] as const)
      expect((await admin.as(first.token).call(method, path, {})).status).toBe(403);
    const listed = await client.get<Token[]>('/api/account/tokens');
    expect(listed.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(JSON.stringify(listed)).not.toMatch(/lk_|hash/);

    const stranger = await makeAccount(admin, { role: 'admin' });
    const refused = await stranger.client.call('DELETE', `/api/account/tokens/${first.id}`);
    expect(refused).toMatchObject({ status: 404, body: { code: 'token-not-found' } });
    const { id: sessionId } = await makeSession(admin, await makeLesson(admin));
    using socket = await ClassSocket.open(server.web, { token: first.token, sessionId });
    expect((await client.call('DELETE', `/api/account/tokens/${first.id}`)).status).toBe(204);
    await vi.waitFor(() => expect(socket.isOpen).toBe(false));
    expect((await admin.as(first.token).call('GET', '/api/lessons')).status).toBe(401);
    expect((await admin.call('DELETE', `/api/tokens/${second.id}`)).status).toBe(204);
    expect((await admin.as(second.token).call('GET', '/api/lessons')).status).toBe(401);
  });

  it('is no key of the school: the last token of an admin stays the last one', async () => {
    const { client } = await makeAccount(admin, { role: 'admin' });
    await makeToken(client);
    const ofSchool = (await admin.get<Token[]>('/api/tokens')).filter(({ personId }) => personId === null);
    expect(ofSchool).toHaveLength(1);
  });
});

describe('an admin', () => {
  it('gives a link for the first password where no mail is sent, once, and not to a closed account', async () => {
    const { id: classId } = await admin.post<Class>('/api/classes', { name: '7c' });
    const email = 'lin@school.example';
    const [student] = await admin.post<{ id: string }[]>(`/api/classes/${classId}/students`, { email });
    const personId = student?.id ?? '';
    const waiting = await admin.get<Person[]>('/api/people?state=waiting');
    expect(waiting.map(({ id, active }) => ({ id, active }))).toEqual([{ id: personId, active: false }]);
    const { link } = await admin.post<PasswordLink>(`/api/people/${personId}/password-link`);
    const accept = () =>
      admin.as(undefined).call('POST', '/api/password-resets/accept', {
        ...{ token: onceOf(link ?? ''), password: PASSWORD },
      });
    expect([(await accept()).status, (await accept()).status]).toEqual([200, 404]);
    await admin.put(`/api/people/${personId}`, { role: 'student', disabled: true });
    expect(await admin.call('POST', `/api/people/${personId}/password-link`)).toMatchObject({
      ...{ status: 409, body: { code: 'account-closed' } },
    });
    expect((await admin.get<Person[]>('/api/people?state=disabled')).map(({ id }) => id)).toContain(personId);
  });

  it('changes a name and an address, which no other account may have, and voids links to the old one', async () => {
    const [one, other] = [
      await makeAccount(admin, { role: 'student' }),
      await makeAccount(admin, { role: 'student' }),
    ];
    const { link } = await admin.post<PasswordLink>(`/api/people/${one.personId}/password-link`);
    const change = (body: object) =>
      admin.call('PUT', `/api/people/${one.personId}`, { role: 'student', disabled: false, ...body });
    expect(await change({ email: other.email.toUpperCase() })).toMatchObject({
      ...{ status: 409, body: { code: 'email-taken' } },
    });
    expect((await change({ name: 'Mei', email: 'mei.wu@school.example' })).body).toMatchObject({
      ...{ name: 'Mei', email: 'mei.wu@school.example' },
    });
    const token = onceOf(link ?? '');
    const reset = await admin
      .as(undefined)
      .call('POST', '/api/password-resets/accept', { token, password: PASSWORD });
    expect(reset.status).toBe(404);
  });

  it('finds entries of the log by person, action and time, and reads all of them as a file', async () => {
    const { personId, client } = await makeAccount(admin, { role: 'teacher', name: '=1+1' });
    const begun = new Date().toISOString();
    await admin.put(`/api/people/${personId}`, { role: 'author', disabled: false });
    await client.put('/api/account', { name: '=1+1' });
    const find = async (query: Readonly<Record<string, string>>) =>
      (await admin.all<AuditEntry>(`/api/audit?${new URLSearchParams(query).toString()}`)).map(
        ({ action }) => action,
      );
    expect(await find({ person: personId, from: begun, limit: '1' })).toEqual([
      ...['account.changed', 'person.changed'],
    ]);
    expect(await find({ person: personId, until: begun })).toEqual(['invitation.accepted']);
    expect(new Set(await find({ action: 'person.changed' }))).toEqual(new Set(['person.changed']));
    expect((await admin.call('GET', '/api/audit?action=nothing')).status).toBe(400);
    const file = await admin.call<string>('GET', `/api/audit/csv?person=${personId}`);
    expect(file.headers.get('content-type')).toContain('text/csv');
    const lines = file.body
      .replace(/^\ufeff/, '')
      .trim()
      .split('\r\n');
    expect(lines[0]).toBe('at,actor_kind,actor_id,actor_name,action,subject_kind,subject_id,subject_name');
    expect(lines).toHaveLength(1 + (await find({ person: personId })).length);
    expect(lines[1]).toContain(`person,${personId},"'=1+1",account.changed,person,${personId}`);
  });
});
