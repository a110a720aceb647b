import type { DataSource } from 'typeorm';
import { run, type Statement } from '../database/statement.js';

/** Somebody who may carry sessions. */
export type LeaseHolder = { readonly node: string; readonly url: string };
export type Held = { readonly sessionId: string; readonly epoch: number };

/** How long a session waits for its owner before another process may take it: twice the longest time that a busy database needs. */
export const LEASE_SECONDS = 5;

const TAKE: Statement = {
  name: 'lease-take',
  text: `INSERT INTO session_lease (session_id, node, url, epoch, expires_at)
    VALUES ($1, $2, $3, 1, now() + make_interval(secs => $4))
    ON CONFLICT (session_id) DO UPDATE SET node = excluded.node, url = excluded.url,
      epoch = session_lease.epoch + 1, expires_at = excluded.expires_at
    WHERE $5 OR session_lease.expires_at <= now() OR session_lease.node = excluded.node
    RETURNING epoch`,
};

const HOLDER: Statement = {
  name: 'lease-holder',
  text: `SELECT node, url FROM session_lease WHERE session_id = $1 AND expires_at > now()`,
};

/** All of a process at once, with word that it is there; and, with the same statement, what nobody carries any more. */
const RENEW: Statement = {
  name: 'lease-renew',
  text: `WITH held AS (
      SELECT given.* FROM json_to_recordset($1) AS given ("sessionId" text, epoch integer)
    ), renewed AS (
      UPDATE session_lease SET expires_at = now() + make_interval(secs => $2) FROM held
      WHERE session_id = held."sessionId" AND session_lease.epoch = held.epoch RETURNING session_id
    ), seen AS (
      INSERT INTO server_node (node, url, redis, seen_at) SELECT $4, $5, $6, now() WHERE $3
      ON CONFLICT (node) DO UPDATE SET url = excluded.url, seen_at = excluded.seen_at
    )
    SELECT session_id AS id, true AS held FROM renewed
    UNION ALL
    SELECT lease.session_id, false FROM session_lease lease JOIN session ON session.id = lease.session_id
    WHERE $3 AND lease.expires_at <= now() AND session.status = 'live'
      AND NOT EXISTS (SELECT 1 FROM held WHERE held."sessionId" = lease.session_id)`,
};

/** Processes that are gone for a day are forgotten. */
const LEAVE: Statement = {
  name: 'lease-leave',
  text: `DELETE FROM server_node WHERE node = $1 OR seen_at < now() - interval '1 day'`,
};

const THERE: Statement = {
  name: 'lease-nodes',
  text: `SELECT node FROM server_node WHERE seen_at > now() - make_interval(secs => $1)`,
};

const RELEASE: Statement = {
  name: 'lease-release',
  text: `UPDATE session_lease SET expires_at = now()
    FROM json_to_recordset($1) AS held ("sessionId" text, epoch integer)
    WHERE session_id = held."sessionId" AND session_lease.epoch = held.epoch`,
};

const REMOVE: Statement = {
  name: 'lease-remove',
  text: `DELETE FROM session_lease WHERE session_id = $1 AND epoch = $2`,
};

/** A renewal that takes longer than this is as good as none. */
const RENEWAL_PATIENCE_MS = 1500;

/** @param force also from a process that could still renew: it is known to be gone. @returns undefined: another has it */
export async function takeLease(
  dataSource: DataSource,
  sessionId: string,
  { node, url }: LeaseHolder,
  force: boolean,
): Promise<number | undefined> {
  const values = [sessionId, node, url, LEASE_SECONDS, force];
  return (await run<{ epoch: number }>(dataSource, TAKE, values))[0]?.epoch;
}

/** Who carries a session now; undefined: nobody. */
export async function holderOf(dataSource: DataSource, sessionId: string): Promise<LeaseHolder | undefined> {
  return (await run<LeaseHolder>(dataSource, HOLDER, [sessionId]))[0];
}

/** @param redis which one the process uses; undefined in a process that is alone; else what nobody carries is asked for too */
export async function renewLeases(
  dataSource: DataSource,
  held: readonly Held[],
  { node, url }: LeaseHolder,
  redis: string | undefined,
): Promise<{ renewed: Set<string>; expired: string[] }> {
  const values = [JSON.stringify(held), LEASE_SECONDS, redis !== undefined, node, url, redis ?? ''];
  const statement = { ...RENEW, query_timeout: RENEWAL_PATIENCE_MS };
  const rows = await run<{ id: string; held: boolean }>(dataSource, statement, values);
  const ids = (isHeld: boolean) => rows.filter((row) => row.held === isHeld).map(({ id }) => id);
  return { renewed: new Set(ids(true)), expired: ids(false) };
}

/** The processes that renewed within the time of a lease. */
export async function nodesThere(dataSource: DataSource): Promise<Set<string>> {
  const rows = await run<{ node: string }>(dataSource, THERE, [LEASE_SECONDS]);
  return new Set(rows.map(({ node }) => node));
}

/** Another process may take them at once. */
export async function releaseLeases(
  dataSource: DataSource,
  node: string,
  held: readonly Held[],
): Promise<void> {
  await run(dataSource, RELEASE, [JSON.stringify(held)]);
  await run(dataSource, LEAVE, [node]);
}

/** The session is over, and nobody is to take it. */
export async function removeLease(dataSource: DataSource, { sessionId, epoch }: Held): Promise<void> {
  await run(dataSource, REMOVE, [sessionId, epoch]);
}
