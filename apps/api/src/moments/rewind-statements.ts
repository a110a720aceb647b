import { REWIND_BUCKET_MS, type Rewinds } from '@lockstep/contracts';
import type { DataSource } from 'typeorm';
import { run, type Statement } from '../database/statement.js';

/** A count stops here: what is beyond tells nothing more. */
const MOST = 1_000_000;

/** In the order of the buckets, so that two reports at once never wait for each other's rows. */
const ADD: Statement = {
  name: 'rewinds-add',
  text: `INSERT INTO session_rewind (session_id, bucket, count)
    SELECT session.id, bucket, 1 FROM session, unnest($2::int[]) bucket
    WHERE session.id = $1 AND bucket >= 0 AND bucket * ${String(REWIND_BUCKET_MS)}::float8 <= session.position_pts_ms
    ORDER BY bucket
    ON CONFLICT (session_id, bucket) DO UPDATE SET count = LEAST(session_rewind.count + 1, ${String(MOST)})`,
};

/** Counts each bucket that the stream of the session reached once more. @param buckets each one once */
export async function addRewinds(
  dataSource: DataSource,
  sessionId: string,
  buckets: readonly number[],
): Promise<void> {
  await run(dataSource, ADD, [sessionId, buckets]);
}

const LIST: Statement = {
  name: 'rewinds-of-session',
  text: `SELECT bucket * ${String(REWIND_BUCKET_MS)}::float8 AS "fromPtsMs", count
    FROM session_rewind WHERE session_id = $1 ORDER BY bucket`,
};

/** In the order of the stream. */
export const rewindsOf = (dataSource: DataSource, sessionId: string): Promise<Rewinds[]> =>
  run<Rewinds>(dataSource, LIST, [sessionId]);
