import type { Joined, Lesson, Lobby, Me, ScriptDraft, Session } from '@lockstep/contracts';

const createdAt = '2026-01-01T00:00:00.000Z';

export const staff: Me = { kind: 'staff', id: 'st1', name: 'Ms Li', role: 'teacher' };

export const session = (change: Partial<Session> = {}): Session => ({
  id: 's1',
  title: 'Evening class',
  lesson: { id: 'l1', title: 'Walks', questions: [] },
  language: 'en',
  deckId: null,
  lessonVersion: null,
  source: { kind: 'rtmp' },
  cues: 'auto',
  status: 'scheduled',
  onAir: false,
  fault: null,
  addresses: {
    student: '/s/s1',
    teacher: '/t/s1',
    flv: '/live/s1.flv',
    hls: '/live/s1/index.m3u8',
    dash: '/live/s1/manifest.mpd',
    rtmp: 'rtmp://school.example:1935/live/s1',
  },
  createdAt,
  startedAt: null,
  endedAt: null,
  ...change,
});

export const lobby = (change: Partial<Lobby> = {}): Lobby => ({
  id: 's1',
  title: 'Evening class',
  language: 'en',
  deckId: null,
  status: 'scheduled',
  onAir: false,
  addresses: { flv: '/live/s1.flv', student: '/s/s1' },
  canTranscribe: false,
  ...change,
});

export const joined = (): Joined => ({
  token: 'lk_student_mei',
  expiresAt: '2999-01-01T00:00:00.000Z',
  student: { id: 'mei', name: 'Mei' },
  session: lobby(),
});

export const lesson = (change: Partial<Lesson> = {}): Lesson => ({
  id: 'l1',
  kind: 'slides',
  title: 'Walks',
  language: 'en',
  questions: [],
  cues: [],
  deckId: null,
  slides: [],
  problems: [],
  createdAt,
  updatedAt: createdAt,
  ...change,
});

export const script = (change: Partial<ScriptDraft> = {}): ScriptDraft => ({
  lessonId: 'l1',
  title: 'Walks',
  language: 'en',
  text: 'title: Walks\n',
  etag: '"1"',
  script: null,
  problems: [],
  files: [],
  version: null,
  isPublished: false,
  compile: null,
  createdAt,
  updatedAt: createdAt,
  ...change,
});
