import path from 'node:path';
import { StartupError } from '../config/startup-error.js';

/** The address of a database without user and password. */
export function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return path.posix.join(host, pathname);
}

/** That nobody answers at the address of a database. */
export function unreachable(url: string, cause: unknown): StartupError {
  const sentence = `The database ${placeOf(url)} cannot be reached (${reasonOf(cause)}); start it, or correct DATABASE_URL.`;
  return new StartupError(sentence, { cause });
}

/** What went wrong, in one line; of several attempts at once, the first is reported. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

/** SQLSTATE classes and codes that mean that the database is away, not that a statement is wrong. */
const AWAY_CODES = /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT)$/;
/** node-postgres tells these by words alone. */
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client was closed|not currently accepting connections/;

/** SQLSTATE disk_full, and what the system says of a full disk or quota. */
const NO_ROOM_CODES = /^(53100|ENOSPC|EDQUOT)$/;
/** The embedded database tells it by words alone. */
const NO_ROOM_WORDS = /No space left on device|disk quota exceeded|could not (?:extend|write to) file/i;

/** Whether something failed because nothing more can be written to the disk. */
export function isNoRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && NO_ROOM_CODES.test(code)) return true;
  if (NO_ROOM_WORDS.test(error.message)) return true;
  const inner: unknown = 'driverError' in error ? error.driverError : error.cause;
  return inner !== error && isNoRoom(inner);
}

/** The name of the constraint that kept a row out; undefined when it was something else. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('constraint' in error && typeof error.constraint === 'string') return error.constraint;
  const inner: unknown = 'driverError' in error ? error.driverError : error.cause;
  return inner === error ? undefined : violatedConstraint(inner);
}

/** Whether a query failed because the database cannot be reached now; the same query may succeed later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && AWAY_CODES.test(code)) return true;
  if (AWAY_WORDS.test(error.message)) return true;
  const inner: unknown = 'driverError' in error ? error.driverError : error.cause;
  return inner !== error && isDatabaseAway(inner);
}

/** The SQLSTATE of a failed statement, wherever a driver put it. */
function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  const inner: unknown = 'driverError' in error ? error.driverError : error.cause;
  return inner === error ? undefined : sqlStateOf(inner);
}

/** foreign_key_violation: what the row belongs to is not there, or was deleted meanwhile. */
export const isReferenceBroken = (error: unknown): boolean => sqlStateOf(error) === '23503';

/** deadlock_detected: two transactions waited for each other, and this one was undone. It may be tried again. */
export const isDeadlock = (error: unknown): boolean => sqlStateOf(error) === '40P01';
