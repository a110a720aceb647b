import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Batched } from '../database/batched.js';
import { run, type Statement } from '../database/statement.js';
import type { Fence } from '../leases/fence.js';
import { SessionElsewhere } from '../leases/lease-errors.js';
import { SessionLeases } from '../leases/session-leases.js';
import { storedTeaching } from './stored-session.js';
import type { TeachingRecord } from './teaching-record.js';

type Position = {
  readonly id: string;
  readonly epoch: number;
  readonly ptsMs: number;
  readonly frame: number;
};
type Teaching = { readonly id: string; readonly epoch: number; readonly teaching: object };

/** The rows are one parameter, so that the statement is the same for any number of them. */
const note = (fence: Fence): Statement => ({
  name: `session-position${fence.suffix}`,
  text: `UPDATE session SET position_pts_ms = given."ptsMs", position_frame = given.frame
  FROM json_to_recordset($1) AS given (id text, epoch integer, "ptsMs" double precision, frame double precision)
  ${fence.join('given.id')}
  WHERE session.id = given.id ${returning(fence)}`,
});
const save = (fence: Fence): Statement => ({
  name: `session-teaching${fence.suffix}`,
  text: `UPDATE session SET teaching = given.teaching
  FROM json_to_recordset($1) AS given (id text, epoch integer, teaching jsonb)
  ${fence.join('given.id')}
  WHERE session.id = given.id ${returning(fence)}`,
});
const returning = ({ isUp }: Fence): string => (isUp ? 'RETURNING session.id' : '');

/** A position may be a little old anyway: a restart adds what may have left unnoted. */
const NOTE_GATHER_MS = 200;
/** A stage waits for it: as long as nobody hears, and sentences that follow each other are not held up by it. */
const SAVE_GATHER_MS = 20;

/** How far running sessions have come. Each changes every second or oftener; many share a statement. */
@Injectable()
export class SessionProgress {
  readonly #positions: Batched<Position, boolean>;
  readonly #teachings: Batched<Teaching, boolean>;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    private readonly leases: SessionLeases,
  ) {
    this.#positions = new Batched((rows) => newest(dataSource, leases.fence, note, rows), {
      gatherMs: NOTE_GATHER_MS,
    });
    this.#teachings = new Batched((rows) => newest(dataSource, leases.fence, save, rows), {
      gatherMs: SAVE_GATHER_MS,
    });
  }

  /** Where a stream has come to: PTS, ms, and the number of the next access unit. @throws SessionElsewhere */
  async notePosition(id: string, ptsMs: number, frame: number): Promise<void> {
    this.#require(id, await this.#positions.add({ id, epoch: this.leases.epochOf(id), ptsMs, frame }));
  }

  /** @throws SessionElsewhere */
  async saveTeaching(id: string, teaching: TeachingRecord): Promise<void> {
    const row = { id, epoch: this.leases.epochOf(id), teaching: storedTeaching.write(teaching) };
    this.#require(id, await this.#teachings.add(row));
  }

  #require(id: string, isWritten: boolean): void {
    if (isWritten) return;
    this.leases.refused(id);
    throw new SessionElsewhere();
  }
}

/**
 * Writes the newest row of each session: which of two rows an UPDATE takes is not defined.
 * @returns for each row whether its session is still this process's
 */
async function newest<Row extends { readonly id: string }>(
  dataSource: DataSource,
  fence: Fence,
  statement: (fence: Fence) => Statement,
  rows: readonly Row[],
): Promise<boolean[]> {
  const latest = new Map(rows.map((row) => [row.id, row]));
  const written = await run<{ id: string }>(dataSource, statement(fence), [
    JSON.stringify([...latest.values()]),
  ]);
  const ids = new Set(written.map(({ id }) => id));
  if (!fence.isUp) return rows.map(() => true);
  return rows.map(({ id }) => ids.has(id));
}
