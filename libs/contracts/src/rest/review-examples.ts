import type { AnalysedSession, ClassAnalytics, LessonAnalytics } from './analytics.js';
import type { Answer } from './answers.js';
import type { Attendance } from './attendance.js';
import type { Inquiry, OwnInquiry } from './inquiries.js';
import type { MomentComment, MomentLink, SharedMoment } from './moments.js';
import type { OwnResults, PracticeVerdict } from './own-results.js';
import type { ReviewWork } from './review-work.js';
import type { RewindReport, Rewinds } from './rewinds.js';
import type { XapiStatement } from './statements.js';

const createdAt = '2026-01-01T00:00:00.000Z';

export const exampleAnswer: Answer = {
  id: 'a1',
  student: { id: 'mei', name: 'Mei' },
  questionId: 'q1',
  openedSeq: 8,
  choices: ['went'],
  text: null,
  parts: [],
  confidence: null,
  attempt: 1,
  spoken: false,
  verdict: 'right',
  correction: null,
  judging: 'none',
  judgement: null,
  judgedAt: null,
  flag: null,
  shownPtsMs: 65_000,
  answeredPtsMs: 71_240,
  receivedAt: createdAt,
};

const analysed: AnalysedSession[] = [
  {
    session: {
      ...{ id: 's1', title: 'Evening class', status: 'ended', startedAt: createdAt, selfPaced: false },
      lesson: { id: 'ls_1', title: 'The past of go' },
    },
    figures: {
      ...{ joined: 24, attended: 22, presence: 0.93, losses: 3, delayMs: 1200 },
      ...{ cues: 40, latestCueMs: 33, byBrain: 20, corrected: 2, notReviewed: 1 },
      questions: [
        {
          ...{
            id: 'q1',
            prompt: 'What is the past of go?',
            poll: false,
            openedSeq: 8,
            openedPtsMs: 65_000,
          },
          ...{
            there: 22,
            answered: 21,
            judged: 20,
            right: 13,
            wrong: 6,
            medianMs: 6240,
            rewinds: 1,
            rewatched: 4,
          },
        },
      ],
      slides: [{ index: 2, shownPtsMs: 40_000, rewinds: 2, rewatched: 7 }],
    },
  },
];

const ownInquiry: OwnInquiry = {
  ...{ id: 'iq1', text: 'What does irregular mean?', spoken: false, ptsMs: 62_000, at: createdAt },
  replies: [
    {
      ...{ kind: 'answered', by: 'virtual', text: null, toClass: false, author: null, at: createdAt },
      passages: [{ text: 'An irregular verb has a past of its own.', ptsMs: 41_200, slide: 1 }],
    },
  ],
};

/** Bodies of what is reviewed after a class. */
export type ReviewExamples = {
  readonly ReviewWork: ReviewWork;
  readonly Attendance: Attendance;
  readonly LessonAnalytics: LessonAnalytics;
  readonly ClassAnalytics: ClassAnalytics;
  readonly RewindReport: RewindReport;
  readonly Rewinds: Rewinds;
  readonly OwnInquiry: OwnInquiry;
  readonly Inquiry: Inquiry;
  readonly MomentComment: MomentComment;
  readonly MomentLink: MomentLink;
  readonly SharedMoment: SharedMoment;
  readonly OwnResults: OwnResults;
  readonly PracticeVerdict: PracticeVerdict;
  readonly XapiStatement: XapiStatement;
};

export const reviewExamples: ReviewExamples = {
  ReviewWork: {
    id: '9b74c9897bac770ffc029102a200c5de',
    lesson: { id: 'ls_1', title: 'The past of go' },
    question: { id: 'q1', kind: 'short', prompt: 'What is the past of go?', choices: [], correct: [] },
    answers: 1,
    sessions: [{ id: 's1', title: 'Evening class', startedAt: createdAt }],
    groups: [
      {
        answers: [{ ...exampleAnswer, sessionId: 's1', choices: [], text: 'gone', verdict: 'not-reviewed' }],
      },
    ],
  },
  Attendance: {
    student: { id: 'mei', name: 'Mei' },
    stays: [
      {
        ...{ from: createdAt, until: '2026-01-01T00:30:00.000Z', fromPtsMs: 0, untilPtsMs: 1_800_000 },
        longestDelayMs: 420,
      },
    ],
  },
  LessonAnalytics: { lesson: { id: 'ls_1', title: 'The past of go' }, sessions: analysed, more: false },
  ClassAnalytics: { class: { id: 'c1', name: '7b', term: 'Autumn 2026' }, sessions: analysed, more: false },
  RewindReport: { ptsMs: [66_200] },
  Rewinds: { fromPtsMs: 65_000, count: 4 },
  OwnInquiry: ownInquiry,
  Inquiry: { ...ownInquiry, student: { id: 'mei', name: 'Mei' }, groupId: 'iq1', flag: null },
  MomentComment: {
    ...{ id: 'mc1', ptsMs: 71_240, text: 'Here the class is lost.', audience: 'colleagues' },
    ...{ by: { id: 'st1', name: 'Ms Li' }, at: createdAt },
  },
  MomentLink: {
    ...{ id: 'ml1', ptsMs: 71_240, by: { id: 'st1', name: 'Ms Li' }, path: '/moment/ml1', createdAt },
    ...{ expiresAt: '2026-01-08T00:00:00.000Z', revokedAt: null },
  },
  SharedMoment: {
    ...{ title: 'Evening class', language: 'en', ptsMs: 71_240 },
    ...{ recording: '/api/moments/ml1/recording.mp4', expiresAt: '2026-01-08T00:00:00.000Z' },
  },
  OwnResults: {
    session: { id: 's1', title: 'Evening class', language: 'en', endedAt: createdAt },
    recording: '/recordings/r1.mp4',
    score: { earned: 0, of: 2 },
    comments: [{ id: 'mc1', ptsMs: 90_000, text: 'Watch this once more.', by: 'Ms Li', at: createdAt }],
    inquiries: [ownInquiry],
    questions: [
      {
        question: {
          ...{ id: 'q1', kind: 'short', prompt: 'What is the past of go?', choices: [], windowMs: 20_000 },
          ...{ openedSeq: 8, openedPtsMs: 65_000, open: false },
        },
        result: null,
        ...{ points: 2, earned: 0, isToPractise: true },
        answers: [
          {
            ...{ id: 'a1', attempt: 1, choices: [], text: 'goed', parts: [], confidence: null },
            ...{ verdict: 'wrong', shownPtsMs: 65_000, answeredPtsMs: 71_240, feedback: null },
          },
        ],
      },
    ],
  },
  PracticeVerdict: {
    ...{ verdict: 'wrong', text: 'Go is irregular.', correction: 'went', hint: null },
  },
  XapiStatement: {
    id: '0d6f1c52-9e3d-5a7c-8f41-3f2c0a9a6d11',
    actor: {
      ...{ objectType: 'Agent', name: 'Mei' },
      account: { homePage: 'https://school.example', name: 'mei' },
    },
    verb: { id: 'http://adlnet.gov/expapi/verbs/answered', display: { en: 'answered' } },
    object: {
      ...{ objectType: 'Activity', id: 'https://school.example/s/s1/questions/q1' },
      definition: {
        type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
        name: { en: 'What is the past of go?' },
        interactionType: 'fill-in',
      },
    },
    result: {
      ...{ success: true, completion: true, response: 'went', duration: 'PT6.24S' },
      score: { scaled: 1, raw: 2, min: 0, max: 2 },
      extensions: { 'https://w3id.org/xapi/video/extensions/time': 71.24 },
    },
    context: {
      ...{ registration: '7b0a4a55-3c1f-5d0e-9a86-52a1f06f0b2d', platform: 'Lockstep', language: 'en' },
      contextActivities: {
        parent: [{ objectType: 'Activity', id: 'https://school.example/s/s1' }],
        grouping: [{ objectType: 'Activity', id: 'https://school.example/lessons/ls_1' }],
      },
      extensions: {
        'urn:lockstep:xapi:stream-id': 's1',
        'urn:lockstep:xapi:event-id': 8,
        'urn:lockstep:xapi:frame': 1625,
        'urn:lockstep:xapi:pts-ms': 65_000,
      },
    },
    ...{ timestamp: createdAt, version: '1.0.3' },
  },
};
