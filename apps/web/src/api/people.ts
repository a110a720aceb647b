import type {
  AuditAction,
  AuditEntry,
  Invitation,
  InvitationCreate,
  InvitationCreated,
  PasswordLink,
  Person,
  PersonChange,
  PersonRole,
} from '@lockstep/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, callAll, nextPage, request } from './http.js';

const path = (id: string, rest = '') => `/api/people/${encodeURIComponent(id)}${rest}`;

export type PeopleFilter = {
  /** Part of a name or of an address; empty: any. */
  readonly search: string;
  readonly role: PersonRole | '';
  readonly state: 'active' | 'waiting' | 'disabled' | '';
};
export type AuditFilter = {
  /** Id of a person; empty: everybody. */
  readonly person: string;
  readonly action: AuditAction | '';
  /** Moments, as ISO 8601; empty: no bound. */
  readonly from: string;
  readonly until: string;
};
type Listed<T> = { readonly items: readonly T[]; readonly next: string | undefined };

/** What is said of a filter. */
const said = (filter: Readonly<Record<string, string>>): URLSearchParams =>
  new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));

const listed = async <T>(address: string, signal: AbortSignal): Promise<Listed<T>> => {
  const response = await request(address, { as: 'staff', signal });
  return { items: (await response.json()) as T[], next: nextPage(response) };
};

const paged = <T>(key: readonly unknown[], first: string) =>
  infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => listed<T>(pageParam, signal),
    initialPageParam: first,
    getNextPageParam: ({ next }: Listed<T>) => next,
  });

const PAGE = '50';

export const adminQueries = {
  people: (filter: PeopleFilter) =>
    paged<Person>(['people', filter], `/api/people?${said({ ...filter, limit: PAGE })}`),
  /** Those whom a search may mean. */
  found: (search: string) =>
    queryOptions({
      queryKey: ['people', 'found', search],
      queryFn: ({ signal }) =>
        call<Person[]>(`/api/people?${said({ search, limit: '20' })}`, { as: 'staff', signal }),
      enabled: search !== '',
    }),
  invitations: () =>
    queryOptions({
      queryKey: ['invitations'],
      queryFn: ({ signal }) => callAll<Invitation>('/api/invitations', { as: 'staff', signal }),
    }),
  audit: (filter: AuditFilter) =>
    paged<AuditEntry>(['audit', filter], `/api/audit?${said({ ...filter, limit: PAGE })}`),
};

export const changePerson = (id: string, body: PersonChange) =>
  call<Person>(path(id), { method: 'PUT', as: 'staff', body });
export const makePasswordLink = (id: string) =>
  call<PasswordLink>(path(id, '/password-link'), { method: 'POST', as: 'staff' });
/** A second invitation of one address replaces the first. */
export const invite = (body: InvitationCreate) =>
  call<InvitationCreated>('/api/invitations', { method: 'POST', as: 'staff', body });
export const withdrawInvitation = (id: string) =>
  call<undefined>(`/api/invitations/${encodeURIComponent(id)}`, { method: 'DELETE', as: 'staff' });
/** All entries that fit, as a file. */
export const auditFile = async (filter: AuditFilter): Promise<Blob> =>
  (await request(`/api/audit/csv?${said(filter)}`, { as: 'staff' })).blob();
