import * as z from 'zod';
import { Id } from './id.js';

/**
 * What staff may do: `author` writes lessons, `teacher` also runs sessions, `operator` watches the server and sees no student, `admin` may
 * do everything.
 */
export const Role = z.enum(['admin', 'teacher', 'author', 'operator']).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/** A part of the API, and whether it is only read. What a token may do is what its role and its scopes both allow. */
export const Scope = z
  .enum([
    'lessons:read',
    'lessons:write',
    'sessions:read',
    'sessions:write',
    'streams:read',
    'streams:write',
    'people:read',
    'people:write',
  ])
  .meta({ id: 'Scope' });
export type Scope = z.infer<typeof Scope>;

/** POST /api/tokens */
export const TokenCreate = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    role: Role,
    scopes: z.array(Scope).min(1).max(8).exactOptional().describe('Absent: all that the role may do.'),
    expiresAt: z.iso.datetime().exactOptional().describe('Absent: good until it is revoked.'),
  })
  .meta({ id: 'TokenCreate' });
export type TokenCreate = z.infer<typeof TokenCreate>;

/** POST /api/account/tokens: a token that acts for its owner, with the role that they have when it is used. */
export const OwnTokenCreate = TokenCreate.omit({ role: true }).meta({ id: 'OwnTokenCreate' });
export type OwnTokenCreate = z.infer<typeof OwnTokenCreate>;

export const Token = z
  .object({
    id: Id,
    name: z.string(),
    role: Role.describe('Of a token that acts for a person: the role that they had when they made it.'),
    personId: Id.nullable().describe('For whom it acts; null: for itself.'),
    scopes: z.array(Scope).nullable().describe('null: all that the role may do.'),
    expiresAt: z.iso.datetime().nullable().describe('null: good until it is revoked.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Token' });
export type Token = z.infer<typeof Token>;

export const TokenCreated = Token.extend({
  token: z.string().describe('Shown this once; only its hash is kept.'),
}).meta({ id: 'TokenCreated' });
export type TokenCreated = z.infer<typeof TokenCreated>;

/** GET /api/me: who calls, by a token or by having signed in. */
export const Me = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('staff'), id: Id, name: z.string(), role: Role }),
    z
      .object({ kind: z.literal('person'), id: Id, name: z.string(), role: z.literal('student') })
      .describe('A student with an account, outside of any session.'),
    z
      .object({ kind: z.literal('student'), id: Id, name: z.string(), sessionId: Id })
      .describe('A student of one session.'),
  ])
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;
