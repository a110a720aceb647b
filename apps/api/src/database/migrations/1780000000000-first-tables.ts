import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A session holds the lesson as it was taught, so lessons and decks may change and go without touching history. */
const tables = [
  `CREATE TABLE staff_token (
    id text PRIMARY KEY,
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('admin', 'teacher', 'author')),
    hash text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL
  )`,
  `CREATE TABLE deck (
    id text PRIMARY KEY,
    slides jsonb NOT NULL,
    created_at timestamptz NOT NULL
  )`,
  `CREATE TABLE lesson (
    id text PRIMARY KEY,
    title text NOT NULL,
    language text NOT NULL,
    questions jsonb NOT NULL,
    cues jsonb NOT NULL,
    deck_id text REFERENCES deck (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  )`,
  `CREATE TABLE session (
    id text PRIMARY KEY,
    title text NOT NULL,
    lesson jsonb NOT NULL,
    source jsonb NOT NULL,
    cue_mode text NOT NULL CHECK (cue_mode IN ('auto', 'manual')),
    status text NOT NULL CHECK (status IN ('scheduled', 'live', 'ended')),
    iteration integer NOT NULL,
    origin_pts_ms double precision,
    position_pts_ms double precision NOT NULL,
    position_frame double precision NOT NULL,
    checkpoint jsonb,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at timestamptz
  )`,
  `CREATE TABLE stream_key (
    id text PRIMARY KEY,
    session_id text NOT NULL REFERENCES session (id),
    label text NOT NULL,
    hash text NOT NULL UNIQUE,
    hint text NOT NULL,
    trusted_relay boolean NOT NULL,
    created_at timestamptz NOT NULL,
    rotated_at timestamptz
  )`,
  `CREATE TABLE ledger_event (
    session_id text NOT NULL REFERENCES session (id),
    seq integer NOT NULL CHECK (seq > 0),
    type text NOT NULL,
    event jsonb NOT NULL,
    question jsonb,
    origin text NOT NULL CHECK (origin IN ('cue', 'teacher', 'system')),
    cue_key text,
    planned_pts_ms double precision,
    aired_pts_ms double precision,
    frame double precision,
    wall_clock_ms double precision,
    repeated boolean NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (session_id, seq),
    UNIQUE (session_id, cue_key)
  )`,
  `CREATE INDEX ledger_event_unaired ON ledger_event (session_id, seq) WHERE aired_pts_ms IS NULL`,
  `CREATE TABLE student (
    id text PRIMARY KEY,
    session_id text NOT NULL REFERENCES session (id),
    name text NOT NULL,
    hash text NOT NULL UNIQUE,
    joined_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  )`,
  `CREATE INDEX student_of_session ON student (session_id, joined_at)`,
  `CREATE TABLE answer (
    id text PRIMARY KEY,
    session_id text NOT NULL REFERENCES session (id),
    student_id text NOT NULL REFERENCES student (id),
    question_id text NOT NULL,
    opened_seq integer NOT NULL,
    choices jsonb NOT NULL,
    text text,
    verdict text NOT NULL CHECK (verdict IN ('right', 'wrong', 'not-reviewed')),
    shown_pts_ms double precision NOT NULL,
    answered_pts_ms double precision NOT NULL,
    received_at timestamptz NOT NULL,
    UNIQUE (student_id, opened_seq),
    FOREIGN KEY (session_id, opened_seq) REFERENCES ledger_event (session_id, seq)
  )`,
  `CREATE INDEX answer_of_session ON answer (session_id, opened_seq)`,
  `CREATE TABLE feedback_body (
    feedback_id text NOT NULL,
    student_id text NOT NULL REFERENCES student (id),
    session_id text NOT NULL REFERENCES session (id),
    text text NOT NULL,
    question_id text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (feedback_id, student_id)
  )`,
  `CREATE INDEX feedback_body_of_student ON feedback_body (student_id, created_at)`,
];

export class FirstTables1780000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const names = [
      'feedback_body',
      'answer',
      'student',
      'ledger_event',
      'stream_key',
      'session',
      'lesson',
      'deck',
    ];
    for (const name of [...names, 'staff_token']) await runner.query(`DROP TABLE ${name}`);
  }
}
