import path from 'node:path';

/** The address of a database without user and password. */
export function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return path.posix.join(host, pathname);
}

/** What went wrong, in one line; several attempts at once are told by the first. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

/** SQLSTATE classes and codes that mean that the database is away, not that a statement is wrong. */
const AWAY_CODES = /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT)$/;
/** node-postgres tells these by words alone. */
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client was closed|not currently accepting connections/;

/** Whether a query failed because the database cannot be reached now; the same query may succeed later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && AWAY_CODES.test(code)) return true;
  if (AWAY_WORDS.test(error.message)) return true;
  const inner: unknown = 'driverError' in error ? error.driverError : error.cause;
  return inner !== error && isDatabaseAway(inner);
}
