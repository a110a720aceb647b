import type { DataSource } from 'typeorm';
import { run, type Statement } from '../database/statement.js';
import type { LedgerEvent } from './ledger-event.entity.js';

/** Which frame an event came to lie in. */
export type AiredRow = Pick<LedgerEvent, 'sessionId' | 'seq' | 'repeated'> & {
  readonly ptsMs: number;
  readonly frame: number;
  readonly wallClockMs: number;
};

/** The rows are one parameter, so that the statement is the same for any number of them. */
const INSERT: Statement = {
  name: 'ledger-insert',
  text: `INSERT INTO ledger_event
    (session_id, seq, type, event, question, origin, cue_key, planned_pts_ms, repeated, created_at)
  SELECT "sessionId", seq, type, event, "storedQuestion", origin, "cueKey", "plannedPtsMs", false, "createdAt"
  FROM json_to_recordset($1) AS given ("sessionId" text, seq integer, type text, event jsonb, "storedQuestion" jsonb,
    origin text, "cueKey" text, "plannedPtsMs" double precision, "createdAt" timestamptz)
  ON CONFLICT (session_id, cue_key) DO NOTHING
  RETURNING session_id, seq`,
};

const UPDATE: Statement = {
  name: 'ledger-aired',
  text: `UPDATE ledger_event SET
    aired_pts_ms = given."ptsMs", frame = given.frame, wall_clock_ms = given."wallClockMs", repeated = given.repeated
  FROM json_to_recordset($1) AS given ("sessionId" text, seq integer, "ptsMs" double precision,
    frame double precision, "wallClockMs" double precision, repeated boolean)
  WHERE session_id = given."sessionId" AND ledger_event.seq = given.seq`,
};

type Key = { readonly session_id: string; readonly seq: number };

/** @returns for each row whether it was inserted; false: its cue is in the ledger already */
export async function insertEvents(dataSource: DataSource, rows: readonly LedgerEvent[]): Promise<boolean[]> {
  const inserted = await run<Key>(dataSource, INSERT, [JSON.stringify(rows)]);
  const keys = new Set(inserted.map(({ session_id: id, seq }) => `${id} ${String(seq)}`));
  return rows.map(({ sessionId, seq }) => keys.has(`${sessionId} ${String(seq)}`));
}

export async function updateAired(dataSource: DataSource, rows: readonly AiredRow[]): Promise<void[]> {
  await run(dataSource, UPDATE, [JSON.stringify(rows)]);
  return rows.map(() => undefined);
}
