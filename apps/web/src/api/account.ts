import type {
  Account,
  InvitationAccept,
  InvitationOffer,
  PasswordReset,
  Person,
  SignIn,
} from '@lockstep/contracts';
import { call } from './http.js';
import { setSignedIn } from './staff-token.js';

const post = <T>(path: string, body?: unknown) => call<T>(path, { method: 'POST', body });

/** The answer sets the cookie by which this browser is known from then on. */
async function entering<T extends Person>(asked: Promise<T>): Promise<T> {
  const person = await asked;
  setSignedIn(true);
  return person;
}

export const signIn = (body: SignIn) => entering(post<Account>('/api/sign-in', body));

export const signOut = () => post<undefined>('/api/sign-out');

export const readInvitation = (token: string) => post<InvitationOffer>('/api/invitations/read', { token });

export const acceptInvitation = (body: InvitationAccept) =>
  entering(post<Person>('/api/invitations/accept', body));

export const requestNewPassword = (email: string) => post<undefined>('/api/password-resets', { email });

export const setNewPassword = (body: PasswordReset) =>
  entering(post<Account>('/api/password-resets/accept', body));
