import { DataSource } from 'typeorm';
import { expect, it } from 'vitest';
import { insertEvents, updateAired } from '../src/ledger/ledger-statements.js';
import type { Fenced, NewRow } from '../src/ledger/ledger-statements.js';
import { SessionLeases } from '../src/leases/session-leases.js';
import { SessionProgress } from '../src/sessions/session-progress.js';
import { Client } from './support/client.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { TestServer } from './support/server.js';

type Statistics = { table: string; scans: number; updates: number; inPlace: number };

const BATCHES = 40;
const BATCH = 10;
/** Positions are gathered for a while before they are written. */
const NOTES = 10;

it('what a running class writes is found by its key and changed in place, in the embedded database', async () => {
  await using server = await TestServer.start();
  const admin = new Client(server.web, server.token);
  const { id } = await makeSession(admin, await makeLesson(admin));
  const dataSource = server.application.nest.get(DataSource);
  const progress = server.application.nest.get(SessionProgress);
  const leases = server.application.nest.get(SessionLeases);
  await leases.take(id);
  const epoch = leases.epochOf(id);
  const statistics = async () => {
    await dataSource.query(`SELECT pg_stat_force_next_flush()`);
    return dataSource.query<Statistics[]>(
      `SELECT relname AS table, seq_scan::int AS scans, n_tup_upd::int AS updates, n_tup_hot_upd::int AS "inPlace"
        FROM pg_stat_user_tables WHERE relname IN ('ledger_event', 'session') ORDER BY relname`,
    );
  };

  const before = await statistics();
  for (let batch = 0; batch < BATCHES; batch++) {
    const seqs = Array.from({ length: BATCH }, (_, i) => batch * BATCH + i + 1);
    const row = (seq: number) => ({
      ...{ sessionId: id, epoch, seq, type: 'caption', event: { type: 'caption', text: 'Hello.' } },
      ...{ storedQuestion: null, origin: 'system', cueKey: null, plannedPtsMs: null, createdAt: new Date() },
    });
    await insertEvents(dataSource, seqs.map(row) as Fenced<NewRow>[], leases.fence);
    const aired = { ptsMs: batch, frame: batch, wallClockMs: batch, repeated: false };
    await updateAired(
      dataSource,
      seqs.map((seq) => ({ sessionId: id, epoch, seq, ...aired })),
      leases.fence,
    );
  }
  for (let note = 0; note < NOTES; note++) await progress.notePosition(id, note, note);
  const [ledger, session] = (await statistics()).map((after, i) => ({
    scans: after.scans - (before[i]?.scans ?? NaN),
    updates: after.updates - (before[i]?.updates ?? NaN),
    inPlace: after.inPlace - (before[i]?.inPlace ?? NaN),
  }));
  expect(ledger).toMatchObject({ scans: 0, updates: BATCHES * BATCH });
  expect(session).toMatchObject({ scans: 0, updates: NOTES });
  expect(ledger?.inPlace).toBeGreaterThan(0.9 * BATCHES * BATCH);
  expect(session?.inPlace).toBeGreaterThan(0.8 * NOTES);
});
