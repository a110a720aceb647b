import * as z from 'zod';
import { Id } from './id.js';

/** What stands in `Origin`: scheme, host and port where it is not the scheme's own. */
const Origin = z
  .string()
  .max(300)
  .regex(
    /^https?:\/\/(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/,
    'is an origin, such as https://school.example, in small letters and without a path',
  );
const fields = {
  private: z
    .boolean()
    .describe('Whether it is watched by signed addresses alone, and joined by invitation alone.'),
  origins: z
    .array(Origin)
    .max(50)
    .describe(
      'Pages of which origins may play it, by Origin or Referer, beside those of this server; empty: all. Programs that send neither may play.',
    ),
  maxViewers: z
    .int()
    .min(1)
    .max(100_000)
    .nullable()
    .describe('Most that may watch it at once, on all transports together; null: no limit.'),
};

/** Who may watch a session. */
export const SessionAccess = z.object(fields).meta({ id: 'SessionAccess' });
export type SessionAccess = z.infer<typeof SessionAccess>;

/** PUT /api/sessions/:id/access, and `access` of a new session. */
export const SessionAccessDraft = z
  .strictObject({
    private: fields.private.default(false),
    origins: fields.origins.default([]),
    maxViewers: fields.maxViewers.default(null),
  })
  .meta({ id: 'SessionAccessDraft' });
export type SessionAccessDraft = z.infer<typeof SessionAccessDraft>;
export type SessionAccessDraftInput = z.input<typeof SessionAccessDraft>;

/** A year. */
const MOST_MINUTES = 366 * 24 * 60;
const TWELVE_HOURS = 12 * 60;

/** POST /api/sessions/:id/signed-addresses */
export const SignedAddressRequest = z
  .strictObject({
    action: z
      .enum(['play', 'publish', 'join'])
      .default('play')
      .describe('play: watch. publish: send the video of a session. join: the link of an invitation.'),
    minutes: z
      .int()
      .min(1)
      .max(MOST_MINUTES)
      .default(TWELVE_HOURS)
      .describe('Until it expires. What began before goes on.'),
    studentId: Id.exactOptional().describe('Whom it is made for; the token names them.'),
    network: z
      .string()
      .regex(
        /^(?:[0-9.]{7,15}\/(?:[12]?\d|3[0-2])|[0-9a-f:]{2,39}\/(?:\d\d?|1[01]\d|12[0-8]))$/i,
        'is a network, such as 192.0.2.0/24',
      )
      .exactOptional()
      .describe('Network from which alone it is good, such as 192.0.2.0/24 or 2001:db8::/48.'),
  })
  .meta({ id: 'SignedAddressRequest' });
export type SignedAddressRequest = z.infer<typeof SignedAddressRequest>;
export type SignedAddressRequestInput = z.input<typeof SignedAddressRequest>;

/** Paths are relative to the server, so that they hold behind any proxy. */
export const SignedAddresses = z
  .object({
    token: z.string().describe('For ?token=, the prefix ~<token> of a path, or the cookie lockstep_play.'),
    expiresAt: z.iso.datetime(),
    addresses: z.object({
      flv: z.string().exactOptional(),
      hls: z.string().exactOptional(),
      hlsTs: z.string().exactOptional(),
      dash: z.string().exactOptional(),
      whep: z.string().exactOptional(),
      rtmp: z.string().exactOptional().describe('To play, or to publish to.'),
      srt: z.string().exactOptional().describe('The same over SRT. Absent: this server has no SRT.'),
      student: z.string().exactOptional().describe('Of an invitation: the page that students open.'),
    }),
  })
  .meta({ id: 'SignedAddresses' });
export type SignedAddresses = z.infer<typeof SignedAddresses>;

/** A key that signs addresses. */
export const SigningKey = z
  .object({
    id: z.string().describe('Stands at the beginning of what it signed.'),
    signs: z.boolean().describe('Whether new addresses are signed with it: it is the newest.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'SigningKey' });
export type SigningKey = z.infer<typeof SigningKey>;

/** POST /api/signing-keys */
export const SigningKeyCreate = z
  .strictObject({
    secret: z
      .string()
      .regex(/^[\x21-\x7e]{32,200}$/, 'is 32 to 200 printable ASCII characters')
      .exactOptional()
      .describe('A secret that you choose, for a cache that knows it already. Absent: the server makes one.'),
  })
  .prefault({})
  .meta({ id: 'SigningKeyCreate' });
export type SigningKeyCreate = z.infer<typeof SigningKeyCreate>;

export const SigningKeyCreated = SigningKey.extend({
  secret: z.string().describe('Key of HMAC-SHA-256, as these characters are.'),
}).meta({ id: 'SigningKeyCreated' });
export type SigningKeyCreated = z.infer<typeof SigningKeyCreated>;
