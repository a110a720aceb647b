import type {
  Account,
  AccountChange,
  OwnTokenCreate,
  PasswordChange,
  SignInEntry,
  Token,
  TokenCreated,
} from '@lockstep/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call, callAll } from './http.js';

const account = '/api/account';
const send = <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) =>
  call<T>(account + path, { method, as: 'staff', body });

export const changeAccount = (body: AccountChange) => send<Account>('PUT', '', body);
export const changePassword = (body: PasswordChange) => send<undefined>('PUT', '/password', body);
export const endSignIn = (id: string) => send<undefined>('DELETE', `/sign-ins/${encodeURIComponent(id)}`);
export const endOtherSignIns = () => send<undefined>('DELETE', '/sign-ins');
export const createOwnToken = (body: OwnTokenCreate) => send<TokenCreated>('POST', '/tokens', body);
export const revokeOwnToken = (id: string) => send<undefined>('DELETE', `/tokens/${encodeURIComponent(id)}`);

export const accountQueries = {
  itself: () =>
    queryOptions({
      queryKey: ['account'],
      queryFn: ({ signal }) => call<Account>(account, { as: 'staff', signal }),
    }),
  signIns: () =>
    queryOptions({
      queryKey: ['account', 'sign-ins'],
      queryFn: ({ signal }) => call<SignInEntry[]>(`${account}/sign-ins`, { as: 'staff', signal }),
    }),
  tokens: () =>
    queryOptions({
      queryKey: ['account', 'tokens'],
      queryFn: ({ signal }) => callAll<Token>(`${account}/tokens`, { as: 'staff', signal }),
    }),
};
