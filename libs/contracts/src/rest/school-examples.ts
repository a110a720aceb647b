import type { Class, ClassStudent } from './classes.js';
import type { HomeSession, JoinCodeTarget, StudentHome } from './student-home.js';

/** By the name of the schema. */
export type SchoolExamples = {
  readonly Class: Class;
  readonly ClassStudent: ClassStudent;
  readonly HomeSession: HomeSession;
  readonly StudentHome: StudentHome;
  readonly JoinCodeTarget: JoinCodeTarget;
};

const createdAt = '2026-01-01T00:00:00.000Z';
const homeSession: HomeSession = {
  ...{ id: 's1', title: 'Evening class', class: { id: 'c1', name: '7b' }, status: 'ended', recorded: true },
  ...{ selfPaced: false, startedAt: createdAt, endedAt: createdAt },
  result: { questions: 5, answers: 5, right: 4, open: 0 },
};

/** Classes, and what their students find at home. */
export const schoolExamples: SchoolExamples = {
  Class: {
    ...{ id: 'c1', name: '7b', term: 'Autumn 2026', archived: false, students: 28, lessonIds: ['l1'] },
    teachers: [{ id: 'p1', name: 'Ms Li', owner: true }],
    createdAt,
  },
  ClassStudent: { id: 'p2', name: 'Mei', email: 'mei@school.example', active: true, addedAt: createdAt },
  HomeSession: homeSession,
  StudentHome: {
    classes: [{ id: 'c1', name: '7b', term: 'Autumn 2026' }],
    ...{ live: [], coming: [], review: [homeSession] },
    selfPaced: [{ lessonId: 'l1', title: 'Walks', class: '7b' }],
  },
  JoinCodeTarget: { sessionId: 's1', title: 'Evening class' },
};
