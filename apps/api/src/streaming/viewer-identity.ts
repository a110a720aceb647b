import { hashOf } from '../access/secret.js';
import type { Claims } from '../signing/signed-token.js';

/** What is known of somebody who comes to watch. */
export type ViewerIdentity = {
  /** Whom the signed address was made for. */
  readonly studentId: string | null;
  /** Of a signed address that names no student. */
  readonly tokenHash: string | null;
  /** When that signed address expires, milliseconds since 1970. */
  readonly tokenExpiresAtMs: number | null;
  /** Network address. */
  readonly remote: string;
};

/** @param claims of the token; undefined if no valid token was sent */
export function identityOf(
  remote: string,
  token: string | undefined,
  claims: Claims | undefined,
): ViewerIdentity {
  const { studentId = null, expiresAt } = claims ?? {};
  if (token === undefined || expiresAt === undefined || studentId !== null)
    return { studentId, tokenHash: null, tokenExpiresAtMs: null, remote };
  return { studentId, tokenHash: hashOf(token), tokenExpiresAtMs: expiresAt * 1000, remote };
}
