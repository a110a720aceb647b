import type { InvitationCreated, Person, PersonRole } from '@lockstep/contracts';
import { cookieName } from '../../src/access/cookies.js';
import type { Opened } from '../../src/accounts/sign-ins/sign-ins.service.js';
import type { Client } from './client.js';

export const PASSWORD = 'green-kettle-on-monday';

let people = 0;

/** What a browser sends that was answered with these. */
export const cookiesOf = ({ cookie, device }: Pick<Opened, 'cookie' | 'device'>): string =>
  `${cookieName('sign-in', false)}=${cookie}; ${cookieName('device', false)}=${device}`;

/** What a browser keeps of an answer, as it sends it again. */
export const keptOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');

/** The token of a link that is good once. */
export const onceOf = (link: string): string =>
  new URLSearchParams(new URL(link).hash.slice(1)).get('once') ?? '';

export type Account = {
  readonly personId: string;
  readonly email: string;
  /** Pages of the server in the browser in which they accepted. */
  readonly client: Client;
};

/** Invites somebody, who accepts in a browser. */
export async function makeAccount(
  admin: Client,
  { role, name = 'Somebody' }: { readonly role: PersonRole; readonly name?: string },
): Promise<Account> {
  const email = `somebody-${String(people++)}@school.example`;
  const { link } = await admin.post<InvitationCreated>('/api/invitations', { email, role });
  const nobody = admin.as(undefined);
  const body = { token: onceOf(link), name, password: PASSWORD };
  const {
    status,
    headers,
    body: person,
  } = await nobody.call<Person>('POST', '/api/invitations/accept', body);
  if (status !== 201) throw new Error(`accepting: ${String(status)} ${JSON.stringify(person)}`);
  return { personId: person.id, email, client: nobody.inBrowser(keptOf(headers)) };
}
