import { createHash, randomBytes, randomInt } from 'node:crypto';
import { JOIN_CODE_LENGTH, JOIN_CODE_LETTERS } from '@lockstep/contracts';

/** Prefixes say what a secret is for, so that a leaked one is recognised and one in the wrong place is refused. */
const prefixes = {
  staff: 'lk_staff_',
  student: 'lk_student_',
  stream: 'live_',
  signIn: 'lk_signin_',
  device: 'lk_device_',
  once: 'lk_once_',
} as const;
export type SecretKind = keyof typeof prefixes;

/** 256 random bits; letters, digits, `-` and `_`, so that it fits an RTMP stream name and a header. */
export const newSecret = (kind: SecretKind): string => prefixes[kind] + randomBytes(32).toString('base64url');

export const isSecret = (kind: SecretKind, value: string): boolean => value.startsWith(prefixes[kind]);

/** What is stored in place of a secret. It has 256 bits of entropy, so a plain hash cannot be guessed back. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** A random id, unguessable (72 bits) and short enough for every event. */
export const newId = (): string => randomBytes(9).toString('base64url');

/** A code that is read aloud and typed; 30 bits, so that it lets in only where guests may come. */
export const newJoinCode = (): string =>
  Array.from({ length: JOIN_CODE_LENGTH }, () => JOIN_CODE_LETTERS[randomInt(JOIN_CODE_LETTERS.length)]).join(
    '',
  );
