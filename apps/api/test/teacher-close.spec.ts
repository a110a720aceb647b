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
  await using row = await heldRow(databaseUrl, taught.id);
  const order: string[] = [];
  const command = nest
    .get(LiveClasses)
    .command(taught.id, { type: 'pause' })
    .then(() => order.push('command'));
  await vi.waitFor(async () => expect(await row.isWaitedFor()).toBe(true), patience);
  const closed = live?.teacher?.close().then(() => order.push('closed'));
  await vi.waitFor(() => expect(live?.channel.stream.publisher).toBeUndefined(), patience);
  expect(order).toEqual([]);
  await row.release();
  await Promise.all([command, closed]);
  expect(order).toEqual(['command', 'closed']);
});

/** The row of a session, locked by somebody else until it is released or disposed. */
async function heldRow(databaseUrl: string, sessionId: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM session WHERE id = $1 FOR UPDATE', [sessionId]);
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%SET teaching%'`;
  return {
    isWaitedFor: async () => {
      await client.query('SELECT pg_stat_clear_snapshot()'); // a transaction sees one moment of it otherwise
      return ((await client.query(waiting)).rowCount ?? 0) > 0;
    },
    release: () => client.query('ROLLBACK'),
    [Symbol.asyncDispose]: () => client.end(),
  };
}
