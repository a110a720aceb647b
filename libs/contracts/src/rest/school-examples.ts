import type { Class, ClassStudent } from './classes.js';
import type { LessonCopy, LessonSharing, LessonSharingChange } from './lesson-sharing.js';
import type { RosterImport, RosterImportEntry, RosterUndo } from './rosters.js';
import type { HomeSession, JoinCodeTarget, StudentHome } from './student-home.js';

/** By the name of the schema. */
export type SchoolExamples = {
  readonly Class: Class;
  readonly ClassStudent: ClassStudent;
  readonly LessonSharing: LessonSharing;
  readonly LessonSharingChange: LessonSharingChange;
  readonly LessonCopy: LessonCopy;
  readonly RosterImport: RosterImport;
  readonly RosterImportEntry: RosterImportEntry;
  readonly RosterUndo: RosterUndo;
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

const nothing = {
  ...{ classesCreated: 0, accountsCreated: 0, accountsRenamed: 0 },
  ...{ studentsAdded: 0, studentsRemoved: 0, teachersAdded: 0 },
};
const mei = { class: '7b', email: 'mei@school.example', name: 'Mei', before: null };

/** Classes, and what their students find at home. */
export const schoolExamples: SchoolExamples = {
  Class: {
    ...{ id: 'c1', name: '7b', term: 'Autumn 2026', archived: false, students: 28, lessonIds: ['l1'] },
    teachers: [{ id: 'p1', name: 'Ms Li', owner: true }],
    createdAt,
  },
  ClassStudent: { id: 'p2', name: 'Mei', email: 'mei@school.example', active: true, addedAt: createdAt },
  LessonSharing: {
    ...{ owner: { id: 'p1', name: 'Ms Li' }, everyone: 'none', mine: 'own', mayShare: true },
    people: [{ id: 'p3', name: 'Mr Wu', email: 'wu@school.example', level: 'edit' }],
  },
  LessonSharingChange: { everyone: 'none', people: [{ email: 'wu@school.example', level: 'edit' }] },
  LessonCopy: { id: 'l2', kind: 'script', title: 'Walks' },
  RosterImport: {
    ...{ format: 'csv', fingerprint: '4c1f', importId: null },
    counts: { ...nothing, classesCreated: 1, accountsCreated: 1, studentsAdded: 1 },
    changes: [{ file: null, line: 2, acts: ['class-created', 'account-created', 'student-added'], ...mei }],
    faults: [{ file: null, line: 3, code: 'bad-email', value: 'lin.school.example' }],
    ...{ unchanged: 0, changeCount: 1, faultCount: 1 },
  },
  RosterImportEntry: {
    ...{ id: 'ri1', at: createdAt, by: { id: 'p1', name: 'Ms Li' }, classId: 'c1', undoneAt: null },
    counts: { ...nothing, accountsCreated: 1, studentsAdded: 1 },
  },
  RosterUndo: {
    ...{ undoneAt: createdAt, counts: { ...nothing, studentsAdded: 1 }, stayCount: 1 },
    stays: [{ act: 'account-created', class: null, name: 'Mei', reason: 'has-signed-in' }],
  },
  HomeSession: homeSession,
  StudentHome: {
    classes: [{ id: 'c1', name: '7b', term: 'Autumn 2026' }],
    ...{ live: [], coming: [], review: [homeSession] },
    selfPaced: [{ lessonId: 'l1', title: 'Walks', class: '7b' }],
  },
  JoinCodeTarget: { sessionId: 's1', title: 'Evening class' },
};
