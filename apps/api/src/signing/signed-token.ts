import { createHmac, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';

/** What a signed address lets its bearer do. */
export type SignedAction = 'play' | 'publish' | 'join';

/** What a token says. */
export type Claims = {
  readonly action: SignedAction;
  readonly sessionId: string;
  /** Whom it was made for; undefined: for any bearer. */
  readonly studentId?: string | undefined;
  /** Network it may be used from, such as `192.0.2.0/24`; undefined: any. */
  readonly network?: string | undefined;
  /** Seconds since 1970. */
  readonly expiresAt: number;
};

export type SigningSecret = { readonly id: string; readonly secret: string };

const ACTIONS: Readonly<Record<string, SignedAction>> = { p: 'play', u: 'publish', j: 'join' };
const LETTERS: Readonly<Record<SignedAction, string>> = { play: 'p', publish: 'u', join: 'j' };
/** Neither in an id nor in need of percent-encoding (RFC 3986, 2.3). */
const SEPARATOR = '~';
const FORM =
  /^([A-Za-z0-9_-]{1,32})~([puj])~([A-Za-z0-9_.-]{1,64})~([A-Za-z0-9_.-]{0,64})~([0-9A-Fa-f.:_]{0,50})~(\d{1,12})~([A-Za-z0-9_-]{43})$/;

/** A token that was read and not checked yet. */
export type ReadToken = {
  readonly keyId: string;
  readonly claims: Claims;
  /** Of everything before the last `~`. */
  readonly signature: string;
  readonly signed: string;
};

/** `<key>~<action>~<session>~<student>~<network>~<expiry>~<HMAC-SHA-256 of all before it, base64url>`; fits a path and a query. */
export function writeToken({ id, secret }: SigningSecret, claims: Claims): string {
  const { action, sessionId, studentId = '', network = '', expiresAt } = claims;
  const parts = [id, LETTERS[action], sessionId, studentId, network.replace('/', '_'), String(expiresAt)];
  const signed = parts.join(SEPARATOR);
  return signed + SEPARATOR + signatureOf(secret, signed);
}

/** @returns undefined for what is not in the form of a token */
export function readToken(text: string): ReadToken | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [, keyId = '', letter = '', sessionId = '', studentId, network, expiresAt, signature = ''] = match;
  const action = ACTIONS[letter];
  if (action === undefined) return undefined;
  return {
    keyId,
    claims: {
      action,
      sessionId,
      ...(studentId && { studentId }),
      ...(network && { network: network.replace('_', '/') }),
      expiresAt: Number(expiresAt),
    },
    signature,
    signed: text.slice(0, text.lastIndexOf(SEPARATOR)),
  };
}

/** Whether the token was signed with this secret; in constant time. */
export function isSignedBy(secret: string, { signed, signature }: ReadToken): boolean {
  const expected = Buffer.from(signatureOf(secret, signed));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Whether an address lies in a network, such as `192.0.2.0/24`; false for what is neither. */
export function isInNetwork(address: string, network: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const { base, bits } = parseNetwork(network) ?? {};
  if (base === undefined || bits === undefined || isIP(plain) !== isIP(base)) return false;
  const family = isIP(base) === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(base, bits, family);
  return list.check(plain, family);
}

/** @returns undefined for what is no network in CIDR notation (RFC 4632, RFC 4291, 2.3) */
export function parseNetwork(network: string): { readonly base: string; readonly bits: number } | undefined {
  const [, base = '', bits] = /^([0-9A-Fa-f.:]{2,45})\/(\d{1,3})$/.exec(network) ?? [];
  const most = { 4: 32, 6: 128 }[isIP(base)];
  return most === undefined || Number(bits) > most ? undefined : { base, bits: Number(bits) };
}

const signatureOf = (secret: string, signed: string): string =>
  createHmac('sha256', secret).update(signed).digest('base64url');
