import type { DataSource } from 'typeorm';
import { run, type Statement } from '../database/statement.js';
import type { Fence } from '../leases/fence.js';
import type { LedgerEvent } from './ledger-event.entity.js';

/** Which frame an event came to lie in. */
export type AiredRow = Pick<LedgerEvent, 'sessionId' | 'seq' | 'repeated'> & {
  readonly ptsMs: number;
  readonly frame: number;
  readonly wallClockMs: number;
};

/** An event that no frame carries yet. */
export type NewRow = Omit<LedgerEvent, 'question'>;

/** With the epoch in which it is written: the database takes it from the owner of the session alone. */
export type Fenced<Row> = Row & { readonly epoch: number };

/**
 * The rows are one parameter, so that the statement is the same for any number of them. A process that takes a session over waits until this
 * is committed, and sees it: the lease is locked meanwhile.
 */
const insert = (fence: Fence): Statement => ({
  name: `ledger-insert${fence.suffix}`,
  text: `INSERT INTO ledger_event
    (session_id, seq, type, event, question, origin, cue_key, planned_pts_ms, repeated, created_at)
  SELECT "sessionId", seq, type, event, "storedQuestion", origin, "cueKey", "plannedPtsMs", false, "createdAt"
  FROM json_to_recordset($1) AS given ("sessionId" text, epoch integer, seq integer, type text, event jsonb,
    "storedQuestion" jsonb, origin text, "cueKey" text, "plannedPtsMs" double precision, "createdAt" timestamptz)
  ${fence.join('given."sessionId"')}
  ${fence.lock}
  ON CONFLICT (session_id, cue_key) DO NOTHING
  RETURNING session_id, seq`,
});

const update = (fence: Fence): Statement => ({
  name: `ledger-aired${fence.suffix}`,
  text: `UPDATE ledger_event SET
    aired_pts_ms = given."ptsMs", frame = given.frame, wall_clock_ms = given."wallClockMs", repeated = given.repeated
  FROM json_to_recordset($1) AS given ("sessionId" text, epoch integer, seq integer, "ptsMs" double precision,
    frame double precision, "wallClockMs" double precision, repeated boolean)
  ${fence.join('given."sessionId"')}
  WHERE ledger_event.session_id = given."sessionId" AND ledger_event.seq = given.seq
  ${fence.isUp ? 'RETURNING ledger_event.session_id, ledger_event.seq' : ''}`,
});

type Key = { readonly session_id: string; readonly seq: number };
type Row = { readonly sessionId: string; readonly seq: number };

/** @returns for each row whether it was inserted; false: its cue is in the ledger already, or the session is another's */
export async function insertEvents(
  dataSource: DataSource,
  rows: readonly Fenced<NewRow>[],
  fence: Fence,
): Promise<boolean[]> {
  return among(rows, await run<Key>(dataSource, insert(fence), [JSON.stringify(rows)]));
}

/** @returns for each row whether it was completed; false: the session is another process's now */
export async function updateAired(
  dataSource: DataSource,
  rows: readonly Fenced<AiredRow>[],
  fence: Fence,
): Promise<boolean[]> {
  const written = await run<Key>(dataSource, update(fence), [JSON.stringify(rows)]);
  return fence.isUp ? among(rows, written) : rows.map(() => true);
}

function among(rows: readonly Row[], written: readonly Key[]): boolean[] {
  const keys = new Set(written.map(({ session_id: id, seq }) => `${id} ${String(seq)}`));
  return rows.map(({ sessionId, seq }) => keys.has(`${sessionId} ${String(seq)}`));
}
