import * as z from 'zod';
import { Id } from './id.js';
import { PageQuery } from './paging.js';

/** What is written down: changes of who may do what, and what was done to people's data. */
export const AuditAction = z
  .enum([
    'invitation.created',
    'invitation.withdrawn',
    'invitation.accepted',
    'person.changed',
    'person.erased',
    'person.exported',
    'account.changed',
    'password.changed',
    'password.reset',
    'password.link-made',
    'sign-in.opened',
    'sign-in.ended',
    'token.created',
    'token.revoked',
    'session.deleted',
    'session.held',
    'session.released',
    'viewer.banned',
    'viewer.unbanned',
    'webhook.created',
    'webhook.changed',
    'webhook.secret-changed',
    'webhook.replayed',
    'webhook.deleted',
    'setting.changed',
    'setting.reset',
    'restream.created',
    'restream.changed',
    'restream.deleted',
    'template.created',
    'template.changed',
    'template.chosen',
    'template.deleted',
    'student.erased',
    'class.created',
    'class.changed',
    'class.keeping-changed',
    'class.student-added',
    'class.student-removed',
    'class.teacher-added',
    'class.teacher-removed',
    'lesson.shared',
    'lesson.copied',
    'roster.imported',
    'roster.undone',
  ])
  .meta({ id: 'AuditAction' });
export type AuditAction = z.infer<typeof AuditAction>;

/** GET /api/audit: who did what to whom. */
export const AuditEntry = z
  .object({
    id: Id,
    at: z.iso.datetime(),
    actor: z.object({
      kind: z.enum(['person', 'token', 'student', 'server', 'nobody']),
      id: Id.nullable(),
      name: z.string().nullable().describe('As it is now; null for those who are gone.'),
    }),
    action: AuditAction,
    subject: z.object({
      kind: z.enum([
        'person',
        'invitation',
        'sign-in',
        'token',
        'session',
        'student',
        'class',
        'lesson',
        'webhook',
        'setting',
        'template',
        'roster-import',
        'restream',
      ]),
      id: Id.nullable(),
      name: z.string().nullable().describe('As it is now; null for those that are gone or have none.'),
    }),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** GET /api/audit */
export const AuditQuery = PageQuery.extend({
  person: Id.exactOptional().describe('Only what was done by, or to, the person with this id.'),
  action: AuditAction.exactOptional().describe('Only this action.'),
  from: z.iso.datetime().exactOptional().describe('Not before.'),
  until: z.iso.datetime().exactOptional().describe('Before.'),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
