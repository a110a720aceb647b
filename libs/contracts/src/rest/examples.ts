import type { Answer, AnswerReceipt, AnswerSubmitInput } from './answers.js';
import type { Me, Token } from './auth.js';
import type { CompileJob } from './compiles.js';
import type { AnswerGroup, CorrectionCreate, CorrectionEntry, QuestionProposal } from './corrections.js';
import type { ErasurePreview, ErasureReport } from './erasure.js';
import type { DeletionReport, Keeping } from './keeping.js';
import type { Deck } from './decks.js';
import type { EventCreateInput, EventReceipt, FeedbackBody, LedgerEntry, LedgerPage } from './events.js';
import type { ScriptDraft } from './lesson-scripts.js';
import type { Lesson } from './lessons.js';
import type { Account, Invitation, PasswordLink, Person, SignInEntry } from './people.js';
import type { Problem } from './problem.js';
import { type OperatorExamples, operatorExamples } from './operator-examples.js';
import { type RequestExamples, requestExamples } from './request-examples.js';
import { type SchoolExamples, schoolExamples } from './school-examples.js';
import { exampleAnswer, type ReviewExamples, reviewExamples } from './review-examples.js';
import type { Recording } from './recordings.js';
import type { SelfPaced, SelfPacedInvitation } from './self-paced.js';
import type { SessionPast } from './session-past.js';
import type { SessionReview } from './session-reviews.js';
import type { Joined, Lobby, RosterEntry, Session } from './sessions.js';
import { type StreamExamples, streamExamples } from './stream-examples.js';

const createdAt = '2026-01-01T00:00:00.000Z';
const person: Person = {
  ...{ id: 'p1', name: 'Ms Li', email: 'li@school.example', role: 'teacher', disabled: false },
  ...{ active: true, createdAt },
};

const lobby: Lobby = {
  id: 's1',
  title: 'Evening class',
  language: 'en',
  deckId: null,
  status: 'scheduled',
  onAir: false,
  recorded: true,
  asking: 'each',
  keptDays: 365,
  addresses: { flv: '/live/s1.flv', student: '/s/s1' },
  selfPaced: false,
  canTranscribe: false,
};
const receipt: EventReceipt = {
  seq: 7,
  type: 'slide.shown',
  plannedPtsMs: null,
  airedPtsMs: 61_040,
  frame: 1526,
  wallClockMs: 1_767_225_661_040,
};
const entry: LedgerEntry = {
  ...receipt,
  event: { type: 'slide.shown', deckId: 'dk_1', index: 2 },
  origin: 'teacher',
  repeated: false,
  createdAt,
};
/** By the name of the schema. */
export type Examples = RequestExamples &
  OperatorExamples &
  SchoolExamples &
  StreamExamples &
  ReviewExamples & {
    readonly Me: Me;
    readonly Token: Token;
    readonly Person: Person;
    readonly Account: Account;
    readonly PasswordLink: PasswordLink;
    readonly Invitation: Invitation;
    readonly SignInEntry: SignInEntry;
    readonly Session: Session;
    readonly Recording: Recording;
    readonly SessionPast: SessionPast;
    readonly DeletionReport: DeletionReport;
    readonly ErasurePreview: ErasurePreview;
    readonly ErasureReport: ErasureReport;
    readonly Keeping: Keeping;
    readonly SelfPaced: SelfPaced;
    readonly SelfPacedInvitation: SelfPacedInvitation;
    readonly SessionReview: SessionReview;
    readonly Lobby: Lobby;
    readonly Joined: Joined;
    readonly RosterEntry: RosterEntry;
    readonly Lesson: Lesson;
    readonly ScriptDraft: ScriptDraft;
    readonly CompileJob: CompileJob;
    readonly Deck: Deck;
    readonly EventCreate: EventCreateInput;
    readonly EventReceipt: EventReceipt;
    readonly LedgerEntry: LedgerEntry;
    readonly LedgerPage: LedgerPage;
    readonly AnswerSubmit: AnswerSubmitInput;
    readonly AnswerReceipt: AnswerReceipt;
    readonly Answer: Answer;
    readonly CorrectionCreate: CorrectionCreate;
    readonly CorrectionEntry: CorrectionEntry;
    readonly AnswerGroup: AnswerGroup;
    readonly QuestionProposal: QuestionProposal;
    readonly FeedbackBody: FeedbackBody;
    readonly Problem: Problem;
  };

/**
 * One example of each kind of body, by the name of its schema: the API documentation shows them, and tests of the pages
 * begin with them.
 */
export const examples: Examples = {
  ...requestExamples,
  ...reviewExamples,
  Me: { kind: 'staff', id: 'st1', name: 'Ms Li', role: 'teacher' },
  Token: {
    ...{ id: 'tk1', name: 'Timetable', role: 'teacher', personId: null, scopes: null },
    ...{ expiresAt: null, createdAt },
  },
  Person: person,
  Account: { ...person, language: 'zh' },
  PasswordLink: {
    link: 'https://class.school.example/new-password#once=lk_once_…',
    expiresAt: '2026-01-08T00:00:00.000Z',
  },
  Invitation: {
    ...{ id: 'in1', email: 'mei@school.example', name: 'Mei', role: 'student', createdAt },
    expiresAt: '2026-01-08T00:00:00.000Z',
  },
  SignInEntry: {
    id: 'si1',
    device: 'Firefox on Linux',
    createdAt,
    seenAt: createdAt,
    expiresAt: '2026-01-31T00:00:00.000Z',
    current: true,
  },
  ...schoolExamples,
  ...streamExamples,
  ...operatorExamples,
  Session: {
    id: 's1',
    title: 'Evening class',
    lesson: { id: 'l1', title: 'Walks', questions: [] },
    language: 'en',
    deckId: null,
    lessonVersion: null,
    source: { kind: 'rtmp' },
    cues: 'auto',
    recorded: true,
    access: { private: false, origins: [], maxViewers: null },
    asking: 'each',
    classId: 'c1',
    joinCode: 'K7MPQX',
    held: false,
    deletesAt: null,
    status: 'scheduled',
    onAir: false,
    fault: null,
    addresses: {
      student: '/s/s1',
      teacher: '/t/s1',
      flv: '/live/s1.flv',
      hls: '/live/s1/index.m3u8',
      hlsTs: '/live/s1/index.m3u8?container=ts',
      dash: '/live/s1/manifest.mpd',
      whep: '/live/s1/whep',
      rtmp: 'rtmp://school.example:1935/live/s1',
      srt: 'srt://school.example:9000?streamid=#!::r=s1,m=request',
    },
    createdAt,
    startedAt: null,
    endedAt: null,
  },
  SessionReview: {
    session: {
      ...{
        id: 's1',
        title: 'Evening class',
        status: 'ended',
        createdAt,
        startedAt: createdAt,
        endedAt: createdAt,
      },
      lesson: { id: 'ls_1', title: 'The past of go' },
      selfPaced: false,
    },
    recording: { id: 'r1', status: 'ready', progress: null, failure: null, alarm: null, lostMs: 0 },
    ...{ students: 12, questions: 3, answers: 33, judged: 29, right: 21, notReviewed: 4 },
  },
  Recording: {
    id: 'r1',
    sessionId: 's1',
    status: 'ready',
    startPtsMs: 0,
    durationMs: 1_842_040,
    bytes: 231_004_112,
    progress: null,
    alarm: null,
    storedIn: 'disk',
    lostMs: 0,
    failure: null,
    files: { mp4: '/recordings/r1.mp4', flv: '/recordings/r1.flv', hls: '/recordings/r1/index.m3u8' },
    createdAt,
    endedAt: '2026-01-01T00:31:00.000Z',
  },
  SessionPast: {
    startPtsMs: 12_000,
    endPtsMs: 1_812_000,
    windowMs: 1_800_000,
    openQuestionSeq: 41,
    stretches: [
      {
        init: 'past-00000-init.mp4',
        segments: [{ url: 'past-00000-6.mp4', startMs: 12_000, endMs: 14_000 }],
      },
    ],
  },
  DeletionReport: {
    sessionId: 's1',
    deletedAt: createdAt,
    studentId: null,
    rows: { student: 12, answer: 40 },
    files: 1,
    bytes: 231_004_112,
  },
  ErasurePreview: {
    name: 'Mei Chen',
    account: true,
    sessions: [{ id: 's1', title: 'Walks', at: createdAt, whole: false, obstacle: null }],
    rows: { person: 1, student: 1, answer: 12, attendance: 1 },
    files: 0,
    bytes: 0,
    untouched: 0,
  },
  ErasureReport: {
    erasedAt: createdAt,
    personId: 'p1',
    account: true,
    studentIds: ['mei'],
    sessionIds: ['s1'],
    rows: { person: 1, student: 1, answer: 12, attendance: 1 },
    files: 0,
    bytes: 0,
    untouched: 0,
  },
  Keeping: { recorded: null, keptDays: 365 },
  SelfPaced: { enabled: true },
  SelfPacedInvitation: { lessonId: 'l1', title: 'Walks', language: 'en', recorded: false, keptDays: null },
  Lobby: lobby,
  Joined: {
    token: 'lk_student_mei',
    expiresAt: '2999-01-01T00:00:00.000Z',
    student: { id: 'mei', name: 'Mei' },
    session: lobby,
  },
  RosterEntry: {
    id: 'mei',
    name: 'Mei',
    online: true,
    visible: true,
    latencyMs: 180,
    answers: 3,
    joinedAt: createdAt,
  },
  Lesson: {
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
  },
  ScriptDraft: {
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
  },
  CompileJob: {
    id: 'c1',
    lessonId: 'l1',
    version: null,
    status: 'running',
    slides: { drawn: 7, total: 7 },
    clips: { done: 3, total: 12, reused: 2 },
    problems: [],
    durationMs: null,
    createdAt,
    startedAt: createdAt,
    finishedAt: null,
  },
  Deck: {
    id: 'dk_1',
    slides: [
      {
        index: 0,
        title: 'Walks',
        url: '/api/decks/dk_1/slides/0',
        mediaType: 'image/webp',
        width: 1600,
        height: 900,
      },
    ],
  },
  EventCreate: { event: { type: 'slide.shown', index: 2 } },
  EventReceipt: receipt,
  LedgerEntry: entry,
  LedgerPage: { entries: [entry], lastSeq: 7 },
  AnswerSubmit: {
    questionId: 'q1',
    openedSeq: 8,
    choices: ['went'],
    shownPtsMs: 65_000,
    answeredPtsMs: 71_240,
  },
  AnswerReceipt: {
    answerId: 'a1',
    questionId: 'q1',
    openedSeq: 8,
    attempt: 1,
    triesLeft: 1,
    receivedAt: createdAt,
  },
  Answer: exampleAnswer,
  CorrectionCreate: { answerIds: ['a1', 'a2'], verdict: 'right', comment: 'You said it in other words.' },
  CorrectionEntry: {
    seq: 1,
    correctionId: 'c1',
    answerId: 'a1',
    verdict: 'right',
    undoes: null,
    comment: 'You said it in other words.',
    by: { id: 'st1', name: 'Ms Li' },
    at: createdAt,
  },
  AnswerGroup: { questionId: 'q1', answerIds: ['a1', 'a2'], example: 'Ice is lighter', notReviewed: 2 },
  QuestionProposal: {
    questionId: 'q1',
    corrections: 12,
    phrases: ['lighter than water'],
    mistakes: [{ answer: 'full of air', because: 'There is air around it, not in it.' }],
  },
  FeedbackBody: {
    feedbackId: 'f1',
    text: 'Well done.',
    questionId: 'q1',
    airedPtsMs: 80_000,
    judged: null,
    correction: null,
    hasVoice: false,
  },
  Problem: {
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    code: 'session-not-found',
    detail: 'There is no session s9.',
    params: { id: 's9' },
  },
};
