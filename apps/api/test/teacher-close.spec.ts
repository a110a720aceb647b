import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { LiveSessions } from '../src/live-sessions/live-sessions.service.js';
import { LiveClasses } from '../src/virtual-teacher/session/live-classes.js';
import { Client } from './support/client.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { TestServer } from './support/server.js';
import { patience, publish, TaughtClass } from './support/taught-class.js';

let cluster: PostgresCluster;
beforeAll(async () => (cluster = await PostgresCluster.start()));
afterAll(() => cluster[Symbol.asyncDispose]());

it('a class that ends waits for the command that is under way', async () => {
  const databaseUrl = await cluster.database();
  await using server = await TestServer.start({ databaseUrl });
  const teacher = new Client(server.web, server.token);
  const lesson = await publish(teacher, 'title: Short\nsteps:\n  - id: held\n    wait: Shall we go on?\n');
  const taught = await TaughtClass.create(teacher, lesson);
  await taught.start();
  await taught.reaches('waiting', 'held');
  const { nest } = server.application;
  const live = nest.get(LiveSessions).find(taught.id);

  // the command cannot be put on record while somebody else has the row of its session
  const other = new pg.Client({ connectionString: databaseUrl });
  await other.connect();
  await other.query('BEGIN');
  await other.query('SELECT 1 FROM session WHERE id = $1 FOR UPDATE', [taught.id]);
  const order: string[] = [];
  const command = nest
    .get(LiveClasses)
    .command(taught.id, { type: 'pause' })
    .then(() => order.push('command'));
  await vi.waitFor(async () => {
    const { rows } = await other.query(
      `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%SET teaching%'`,
    );
    expect(rows).toHaveLength(1);
  }, patience);
  const closed = live?.teacher?.close().then(() => order.push('closed'));
  await vi.waitFor(() => expect(live?.channel.stream.publisher).toBeUndefined(), patience);
  expect(order).toEqual([]);
  await other.query('ROLLBACK');
  await Promise.all([command, closed]);
  expect(order).toEqual(['command', 'closed']);
  await other.end();
});
