import * as z from 'zod';
import { Role } from './auth.js';
import { Id } from './id.js';
import { PageQuery } from './paging.js';
import { VisibleName } from './visible-name.js';

/** The role of an account: one of staff, or a student. */
export const PersonRole = z.enum([...Role.options, 'student']).meta({ id: 'PersonRole' });
export type PersonRole = z.infer<typeof PersonRole>;

/** Addresses are compared without regard to upper and lower case. */
export const Email = z.email().max(254).toLowerCase();
export const PersonName = VisibleName.max(60);

/** Characters of the shortest password. */
export const MIN_PASSWORD = 10;

/** A new password; the server refuses those that are often used, or made of the name or the address. */
const NewPassword = z.string().min(MIN_PASSWORD).max(200);
/** A password that somebody says is theirs. */
const GivenPassword = z.string().min(1).max(200);
const OnceToken = z.string().min(1).max(100);

/** Somebody with an account. */
export const Person = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string(),
    role: PersonRole,
    disabled: z.boolean().describe('Whether they are kept from signing in.'),
    active: z.boolean().describe('Whether they have chosen a password, and so can sign in.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof Person>;

/** GET /api/people */
export const PeopleQuery = PageQuery.extend({
  role: PersonRole.exactOptional().describe('Only people with this role.'),
  state: z
    .enum(['active', 'waiting', 'disabled'])
    .exactOptional()
    .describe(
      'active: they can sign in. waiting: they have not chosen a password yet. disabled: they are kept out.',
    ),
  search: z.string().trim().max(100).exactOptional().describe('Part of a name or of an e-mail address.'),
});
export type PeopleQuery = z.infer<typeof PeopleQuery>;

/** PUT /api/people/{id}: a name or an address that is absent stays as it is. */
export const PersonChange = z
  .strictObject({
    role: PersonRole,
    disabled: z.boolean(),
    name: PersonName.exactOptional(),
    email: Email.exactOptional(),
  })
  .meta({ id: 'PersonChange' });
export type PersonChange = z.infer<typeof PersonChange>;

/** POST /api/sign-in */
export const SignIn = z
  .strictObject({ email: z.string().trim().max(254).toLowerCase(), password: GivenPassword })
  .meta({ id: 'SignIn' });
export type SignIn = z.infer<typeof SignIn>;

/** The language of the pages, as the browser names languages: `en`, `zh`, `pt-BR`. */
const PageLanguage = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$/, 'is a language, such as en or zh');

/** The own account: GET /api/account */
export const Account = Person.extend({
  language: z.string().nullable().describe('In which they read the pages; null: as their browser says.'),
}).meta({ id: 'Account' });
export type Account = z.infer<typeof Account>;

/** PUT /api/account */
export const AccountChange = z
  .strictObject({
    name: PersonName,
    language: PageLanguage.nullable().exactOptional().describe('Absent: it stays as it is.'),
  })
  .meta({ id: 'AccountChange' });
export type AccountChange = z.infer<typeof AccountChange>;

/** PUT /api/account/password */
export const PasswordChange = z
  .strictObject({ current: GivenPassword, next: NewPassword })
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** A browser in which somebody is signed in. */
export const SignInEntry = z
  .object({
    id: Id,
    device: z.string().describe('Browser and system, as the browser names itself.'),
    createdAt: z.iso.datetime(),
    seenAt: z.iso.datetime().describe('When it was used last, to within five minutes.'),
    expiresAt: z.iso.datetime(),
    current: z.boolean().describe('Whether this call comes from it.'),
  })
  .meta({ id: 'SignInEntry' });
export type SignInEntry = z.infer<typeof SignInEntry>;

/** POST /api/people/{id}/password-link */
export const PasswordLink = z
  .object({
    link: z.string().nullable().describe('Good once, for its person; null: it was sent to them by mail.'),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'PasswordLink' });
export type PasswordLink = z.infer<typeof PasswordLink>;

/** POST /api/invitations */
export const InvitationCreate = z
  .strictObject({ email: Email, name: PersonName.exactOptional(), role: PersonRole })
  .meta({ id: 'InvitationCreate' });
export type InvitationCreate = z.infer<typeof InvitationCreate>;

export const Invitation = z
  .object({
    id: Id,
    email: z.string().nullable().describe('null: the person who opens the link says it.'),
    name: z.string().nullable(),
    role: PersonRole,
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

export const InvitationCreated = Invitation.extend({
  link: z.string().describe('Good once, for one person; shown this once.'),
  mailed: z.boolean().describe('Whether it was also sent by mail.'),
}).meta({ id: 'InvitationCreated' });
export type InvitationCreated = z.infer<typeof InvitationCreated>;

/** POST /api/invitations/read */
export const InvitationRead = z.strictObject({ token: OnceToken }).meta({ id: 'InvitationRead' });
export type InvitationRead = z.infer<typeof InvitationRead>;

/** What somebody with the link may know before they accept. */
export const InvitationOffer = Invitation.pick({ email: true, name: true, role: true, expiresAt: true }).meta(
  {
    id: 'InvitationOffer',
  },
);
export type InvitationOffer = z.infer<typeof InvitationOffer>;

/** POST /api/invitations/accept */
export const InvitationAccept = z
  .strictObject({
    token: OnceToken,
    email: Email.exactOptional().describe('Only for an invitation that names no address.'),
    name: PersonName,
    password: NewPassword,
  })
  .meta({ id: 'InvitationAccept' });
export type InvitationAccept = z.infer<typeof InvitationAccept>;

/** POST /api/password-resets */
export const PasswordResetRequest = z.strictObject({ email: Email }).meta({ id: 'PasswordResetRequest' });
export type PasswordResetRequest = z.infer<typeof PasswordResetRequest>;

/** POST /api/password-resets/accept */
export const PasswordReset = z
  .strictObject({ token: OnceToken, password: NewPassword })
  .meta({ id: 'PasswordReset' });
export type PasswordReset = z.infer<typeof PasswordReset>;
