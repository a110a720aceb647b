import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Batched } from '../database/batched.js';
import { run, type Statement } from '../database/statement.js';
import { storedTeaching } from './stored-session.js';
import type { TeachingRecord } from './teaching-record.js';

type Position = { readonly id: string; readonly ptsMs: number; readonly frame: number };
type Teaching = { readonly id: string; readonly teaching: object };

/** The rows are one parameter, so that the statement is the same for any number of them. */
const NOTE: Statement = {
  name: 'session-position',
  text: `UPDATE session SET position_pts_ms = given."ptsMs", position_frame = given.frame
  FROM json_to_recordset($1) AS given (id text, "ptsMs" double precision, frame double precision)
  WHERE session.id = given.id`,
};
const SAVE: Statement = {
  name: 'session-teaching',
  text: `UPDATE session SET teaching = given.teaching
  FROM json_to_recordset($1) AS given (id text, teaching jsonb)
  WHERE session.id = given.id`,
};

/** A position may be a little old anyway: a restart adds what may have left unnoted. */
const NOTE_GATHER_MS = 200;
/** A stage waits for it: as long as nobody hears, and sentences that follow each other are not held up by it. */
const SAVE_GATHER_MS = 20;

/** How far running sessions have come. Each changes every second or oftener; many share a statement. */
@Injectable()
export class SessionProgress {
  readonly #positions: Batched<Position>;
  readonly #teachings: Batched<Teaching>;

  constructor(@InjectDataSource() dataSource: DataSource) {
    this.#positions = new Batched((rows) => newest(dataSource, NOTE, rows), { gatherMs: NOTE_GATHER_MS });
    this.#teachings = new Batched((rows) => newest(dataSource, SAVE, rows), { gatherMs: SAVE_GATHER_MS });
  }

  /** Where a stream has come to: PTS, ms, and the number of the next access unit. */
  notePosition(id: string, ptsMs: number, frame: number): Promise<void> {
    return this.#positions.add({ id, ptsMs, frame });
  }

  saveTeaching(id: string, teaching: TeachingRecord): Promise<void> {
    return this.#teachings.add({ id, teaching: storedTeaching.write(teaching) });
  }
}

/** Writes the newest row of each session: which of two rows an UPDATE takes is not defined. */
async function newest<Row extends { readonly id: string }>(
  dataSource: DataSource,
  statement: Statement,
  rows: readonly Row[],
): Promise<void[]> {
  const latest = new Map(rows.map((row) => [row.id, row]));
  await run(dataSource, statement, [JSON.stringify([...latest.values()])]);
  return rows.map(() => undefined);
}
