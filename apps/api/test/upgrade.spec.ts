import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Answer, LedgerPage, Lesson, Me, Session } from '@lockstep/contracts';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf, newSecret } from '../src/access/secret.js';
import { readSettings } from '../src/config/settings.js';
import { DatabaseEngine } from '../src/database/database-engine.js';
import { migrations } from '../src/database/migrations/index.js';
import { backup, restore } from './support/backups.js';
import { Client } from './support/client.js';
import { TestServer } from './support/server.js';

/** The last change of the tables before accounts, classes and reviews came. */
const OLD = migrations.slice(0, migrations.findIndex(({ name }) => name.startsWith('Storage')) + 1);

const question = {
  ...{ id: 'q1', kind: 'single', prompt: 'Which one?', correct: ['a'] },
  choices: [
    { id: 'a', text: 'walked' },
    { id: 'b', text: 'walkt' },
  ],
};
const lesson = { id: 'l1', title: 'Past tense', questions: [question] };

/** A session that was taught then: its rows as that version wrote them. */
async function fill(database: DataSource, staff: string, student: string): Promise<void> {
  const insert = (table: string, row: Readonly<Record<string, unknown>>) => {
    const places = Object.keys(row).map((_, i) => `$${String(i + 1)}`);
    const columns = Object.keys(row).join(', ');
    return database.query(
      `INSERT INTO ${table} (${columns}) VALUES (${places.join(', ')})`,
      Object.values(row),
    );
  };
  const at = new Date('2026-01-02T03:04:05.678Z');
  const json = JSON.stringify;
  await insert('staff_token', {
    ...{ id: 't1', name: 'the first', role: 'admin', hash: hashOf(staff), created_at: at },
  });
  await insert('lesson', {
    ...{ id: 'l1', title: lesson.title, language: 'en', kind: 'slides', owner_id: 't1' },
    ...{ questions: json([question]), cues: '[]', created_at: at, updated_at: at },
    ...{ script_revision: 0, files_revision: 0 },
  });
  await insert('session', {
    ...{ id: 's1', title: lesson.title, lesson: json(lesson), lesson_id: 'l1', owner_id: 't1' },
    ...{ source: json({ kind: 'rtmp' }), cue_mode: 'manual', status: 'ended', recorded: false },
    ...{ iteration: 0, position_pts_ms: 9000, position_frame: 225 },
    ...{ created_at: at, started_at: at, ended_at: at },
  });
  await insert('ledger_event', {
    ...{ session_id: 's1', seq: 1, type: 'question.opened', origin: 'teacher', repeated: false },
    event: json({ type: 'question.opened', questionId: 'q1', ...question, correct: undefined }),
    question: json(question),
    ...{ planned_pts_ms: 40, aired_pts_ms: 40, frame: 1, wall_clock_ms: at.getTime(), created_at: at },
  });
  await insert('student', {
    ...{ id: 'p1', session_id: 's1', name: 'Ana', hash: hashOf(student) },
    ...{ joined_at: at, expires_at: new Date('2100-01-01') },
  });
  await insert('answer', {
    ...{ id: 'a1', session_id: 's1', student_id: 'p1', question_id: 'q1', opened_seq: 1, attempt: 1 },
    ...{ choices: json(['a']), verdict: 'right', judging: 'judged', spoken: false },
    ...{ shown_pts_ms: 40, answered_pts_ms: 900, received_at: at },
  });
}

let folder: string;
const [staff, student] = [newSecret('staff'), newSecret('student')];
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-upgrade-'));
  const settings = readSettings({ DATA_DIR: path.join(folder, 'old') });
  const through = OLD.map(({ name }) => name);
  await mkdir(path.join(folder, 'old'));
  await using engine = await DatabaseEngine.open(settings, [], { through });
  await fill(engine.dataSource, staff, student);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the data folder of an older version', () => {
  it('is backed up as it is, and a backup of it starts in this version with everything that was in it', async () => {
    const file = path.join(folder, 'old.backup');
    const { migrations: kept } = await backup(file, { DATA_DIR: path.join(folder, 'old') });
    expect(kept).toEqual(OLD.map(({ name }) => name));
    const restored = path.join(folder, 'new');
    await restore(file, { DATA_DIR: restored });
    await using server = await TestServer.start({ folder: restored });
    const admin = new Client(server.web, staff);
    expect(await admin.get<Lesson>('/api/lessons/l1')).toMatchObject({
      title: 'Past tense',
      questions: [question],
    });
    expect(await admin.get<Session>('/api/sessions/s1')).toMatchObject({ status: 'ended', held: false });
    const { entries } = await admin.get<LedgerPage>('/api/sessions/s1/ledger');
    expect(entries).toMatchObject([{ seq: 1, type: 'question.opened', airedPtsMs: 40, frame: 1 }]);
    expect(await admin.get<Answer[]>('/api/sessions/s1/answers')).toMatchObject([
      { id: 'a1', student: { name: 'Ana' }, choices: ['a'], verdict: 'right' },
    ]);
    expect(await admin.as(student).get<Me>('/api/me')).toMatchObject({ kind: 'student' });
    // it can be taught again
    const body = { lessonId: 'l1', source: { kind: 'rtmp' } };
    expect(await admin.post<Session>('/api/sessions', body)).toMatchObject({ status: 'scheduled' });
  });

  it('starts in this version where it is', async () => {
    const server = await TestServer.start({ folder: path.join(folder, 'old') });
    const admin = new Client(server.web, staff);
    const answers = await admin.get<Answer[]>('/api/sessions/s1/answers');
    await server.stop();
    expect(answers).toMatchObject([{ id: 'a1' }]);
  });
});

describe('the data folder of a newer version', () => {
  it('is not backed up, and the refusal says what to do', async () => {
    const data = path.join(folder, 'old');
    {
      await using engine = await DatabaseEngine.open(readSettings({ DATA_DIR: data }), [], 'none');
      await engine.dataSource.query(`INSERT INTO migrations (timestamp, name) VALUES (1, 'Later1999')`);
    }
    await expect(backup(path.join(folder, 'newer.backup'), { DATA_DIR: data })).rejects.toThrow(
      'The database is of a newer Lockstep than this one; make its backup with that one.',
    );
  });
});
