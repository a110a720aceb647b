import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { InvitationCreated, Person } from '@lockstep/contracts';
import { SMTPServer } from 'smtp-server';
import { expect, it, onTestFinished, vi } from 'vitest';
import { keptOf, makeAccount, onceOf, PASSWORD } from './support/accounts.js';
import { Client } from './support/client.js';
import { TestServer } from './support/server.js';

type Received = { readonly to: readonly string[]; readonly text: string };

/** A mail server that takes everything, or refuses every receiver. */
async function mailServer(refusal?: string): Promise<{ url: string; mails: Received[] }> {
  const mails: Received[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'] },
    onRcptTo: (_, __, done) => {
      if (refusal === undefined) done();
      else done(new Error(refusal));
    },
    onData: (stream, session, done) => {
      void text(stream).then((body) => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: body });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${String(port)}`, mails };
}

/** The link in a mail; long lines are folded by quoted-printable. */
const linkIn = ({ text: body }: Received): string =>
  /http\S+#once=\S+/.exec(body.replaceAll('=\r\n', '').replaceAll('=3D', '='))?.[0] ?? '';

const patience = { timeout: 20_000, interval: 20 };

it('a forgotten password is set anew by mail, once, and signs out everywhere', async () => {
  const { url, mails } = await mailServer();
  await using server = await TestServer.start({ settings: { SMTP_URL: url } });
  const admin = new Client(server.web, server.token);
  const nobody = admin.as(undefined);
  const { email, client } = await makeAccount(admin, { role: 'teacher', name: 'Ms Li' });
  mails.length = 0;

  const ask = (address: string) => nobody.call('POST', '/api/password-resets', { email: address });
  expect((await ask('nobody@school.example')).status).toBe(204);
  expect((await ask(email.toUpperCase())).status).toBe(204);
  await vi.waitFor(() => expect(mails).toHaveLength(1), patience);
  expect(mails[0]?.to).toEqual([email]);
  const link = linkIn(mails[0] ?? { to: [], text: '' });
  expect(new URL(link).pathname).toBe('/new-password');

  const accept = (password: string) =>
    nobody.call<Person>('POST', '/api/password-resets/accept', { token: onceOf(link), password });
  expect((await accept('password1234')).status).toBe(400);
  const accepted = await accept('three-quiet-boats');
  expect(accepted).toMatchObject({ status: 200, body: { email } });
  expect((await accept('four-quiet-boats')).status).toBe(404);
  expect((await client.call('GET', '/api/account')).status).toBe(401);
  expect((await nobody.inBrowser(keptOf(accepted.headers)).call('GET', '/api/account')).status).toBe(200);
  const signIn = (password: string) => nobody.call('POST', '/api/sign-in', { email, password });
  expect((await signIn(PASSWORD)).status).toBe(401);
  expect((await signIn('three-quiet-boats')).status).toBe(200);
});

it('a link for a new password is neither an invitation nor the other way round', async () => {
  const { url, mails } = await mailServer();
  await using server = await TestServer.start({ settings: { SMTP_URL: url } });
  const admin = new Client(server.web, server.token);
  const nobody = admin.as(undefined);
  const { email } = await makeAccount(admin, { role: 'teacher' });
  const invited = await admin.post<InvitationCreated>('/api/invitations', {
    email: 'x@x.example',
    role: 'admin',
  });
  expect(invited.mailed).toBe(true);
  await nobody.call('POST', '/api/password-resets', { email });
  await vi.waitFor(() => expect(mails).toHaveLength(3), patience);
  const token = onceOf(linkIn(mails[2] ?? { to: [], text: '' }));
  const accept = { token, name: 'Eve', email: 'eve@x.example', password: PASSWORD };
  expect((await nobody.call('POST', '/api/invitations/accept', accept)).status).toBe(404);
  const reset = { token: onceOf(invited.link), password: 'three-quiet-boats' };
  expect((await nobody.call('POST', '/api/password-resets/accept', reset)).status).toBe(404);
});

it('a mail that is refused is told to the admin, and its receiver stands in no log', async () => {
  const { url } = await mailServer('no mailbox secret@school.example here');
  const written: string[] = [];
  const spy = vi
    .spyOn(process.stderr, 'write')
    .mockImplementation((chunk) => written.push(String(chunk)) > 0);
  onTestFinished(() => spy.mockRestore());
  await using server = await TestServer.start({ settings: { SMTP_URL: url, LOG_LEVEL: 'debug' } });
  const admin = new Client(server.web, server.token);
  const body = { email: 'secret@school.example', role: 'teacher' };
  expect((await admin.post<InvitationCreated>('/api/invitations', body)).mailed).toBe(false);
  expect(written.join('')).toContain('A mail was not sent: ');
  expect(written.join('')).not.toContain('secret@');
});
