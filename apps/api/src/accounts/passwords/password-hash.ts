import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Semaphore } from '@lockstep/async';
import { PasswordsBusy } from '../account-errors.js';

/** OWASP's smallest for argon2id: 19 MiB, two passes, one lane. Some 25 ms of one core. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** Two cores and 40 MiB at most are busy with passwords; a class that signs in at once waits its turn. */
const AT_ONCE = 2;
const MOST_WAITING = 400;

const derive = promisify(argon2);
const turns = new Semaphore(AT_ONCE);

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number };

async function tagOf(password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
  if (turns.waiting >= MOST_WAITING) throw new PasswordsBusy();
  const message = password.normalize('NFKC'); // one keyboard composes an accent, another does not
  return turns.run(() => derive('argon2id', { ...cost, message, nonce, tagLength }));
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/**
 * What is stored in place of a password: argon2id in the PHC string format, which names its own cost.
 *
 * @throws PasswordsBusy
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, salt, COST, TAG_BYTES);
  const cost = `m=${String(COST.memory)},t=${String(COST.passes)},p=${String(COST.parallelism)}`;
  return `$argon2id$v=19$${cost}$${base64(salt)}$${base64(tag)}`;
}

const STORED = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Compared with where there is no account or no password, so that it takes as long to be refused. */
const nobodys = hashPassword(randomBytes(SALT_BYTES).toString('hex'));

/**
 * Whether a password is the one that was stored; where nothing is stored, never, and after the same time.
 *
 * @throws PasswordsBusy
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const match = STORED.exec(stored ?? (await nobodys));
  if (match === null) throw new Error('A stored password cannot be read.');
  const [, memory, passes, parallelism, salt = '', tag = ''] = match;
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const expected = Buffer.from(tag, 'base64');
  const found = await tagOf(password, Buffer.from(salt, 'base64'), cost, expected.length);
  return timingSafeEqual(found, expected) && stored !== null;
}
