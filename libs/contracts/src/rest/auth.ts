import * as z from 'zod';
import { Id } from './id.js';

/** `admin` may do everything, `teacher` runs sessions and writes lessons, `author` only writes lessons. */
export const Role = z.enum(['admin', 'teacher', 'author']).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/** POST /api/tokens */
export const TokenCreate = z
  .strictObject({ name: z.string().trim().min(1).max(100), role: Role })
  .meta({ id: 'TokenCreate' });
export type TokenCreate = z.infer<typeof TokenCreate>;

export const Token = z
  .object({ id: Id, name: z.string(), role: Role, createdAt: z.iso.datetime() })
  .meta({ id: 'Token' });
export type Token = z.infer<typeof Token>;

export const TokenCreated = Token.extend({
  token: z.string().describe('Shown this once; only its hash is kept.'),
}).meta({ id: 'TokenCreated' });
export type TokenCreated = z.infer<typeof TokenCreated>;

/** GET /api/me: whom the token belongs to. */
export const Me = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('staff'), id: Id, name: z.string(), role: Role }),
    z.object({ kind: z.literal('student'), id: Id, name: z.string(), sessionId: Id }),
  ])
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;
