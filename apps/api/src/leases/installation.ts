import type { DataSource } from 'typeorm';
import { StartupError } from '../config/startup-error.js';

/** A process that was seen within this time is there. */
const SEEN_WITHIN = '5 seconds';

/** Names the installation: the same for all processes on one database. */
export async function installationOf(dataSource: DataSource): Promise<string> {
  await dataSource.query(
    `INSERT INTO installation (id) VALUES (gen_random_uuid()::text) ON CONFLICT (is_one) DO NOTHING`,
  );
  const [row] = await dataSource.query<{ id: string }[]>('SELECT id FROM installation');
  return row?.id ?? '';
}

/** @throws StartupError where another process of the installation uses another Redis */
export async function requireSameRedis(dataSource: DataSource, redis: string): Promise<void> {
  const [other] = await dataSource.query<{ url: string }[]>(
    `SELECT url FROM server_node WHERE redis <> $1 AND seen_at > now() - interval '${SEEN_WITHIN}' LIMIT 1`,
    [redis],
  );
  if (other)
    throw new StartupError(
      `The process ${other.url} of this installation uses another Redis server; set the same REDIS_URL.`,
    );
}
