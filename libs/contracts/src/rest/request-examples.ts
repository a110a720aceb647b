import type { TokenCreate } from './auth.js';
import type { MomentCommentCreate, MomentLinkCreate } from './moments.js';
import type { PracticeAnswer } from './own-results.js';
import type { JudgePreview } from './dry-run.js';
import type { SlideOrder, LessonDraftInput } from './lessons.js';
import type { FeedbackCreate } from './events.js';
import type { ScriptCreate, ScriptSave } from './lesson-scripts.js';
import type { SessionHold } from './keeping.js';
import type { Join, SessionCreateInput } from './sessions.js';
import type { StreamKeyCreateInput } from './streams.js';
import type { TeachingCommand } from './teaching.js';

/** By the name of the schema. */
export type RequestExamples = {
  readonly TokenCreate: TokenCreate;
  readonly LessonDraft: LessonDraftInput;
  readonly SlideOrder: SlideOrder;
  readonly ScriptCreate: ScriptCreate;
  readonly ScriptSave: ScriptSave;
  readonly VersionPublish: { readonly note: string };
  readonly PreviewStart: { readonly version: 'draft' | number; readonly atMs: number };
  readonly JudgePreview: JudgePreview;
  readonly PracticeAnswer: PracticeAnswer;
  readonly MomentCommentCreate: MomentCommentCreate;
  readonly MomentLinkCreate: MomentLinkCreate;
  readonly SessionCreate: SessionCreateInput;
  readonly SessionHold: SessionHold;
  readonly Join: Join;
  readonly FeedbackCreate: FeedbackCreate;
  readonly StreamKeyCreate: StreamKeyCreateInput;
  readonly TeachingCommand: TeachingCommand;
};

const script = 'title: Walks\nsteps:\n  - say: Hello, class.\n';

/** What a client sends. */
export const requestExamples: RequestExamples = {
  TokenCreate: { name: 'Ms Li', role: 'teacher' },
  LessonDraft: { title: 'Walks', language: 'en' },
  SlideOrder: { slides: [{ from: 1 }, { from: 0, title: 'At the beach' }] },
  ScriptCreate: { text: script },
  ScriptSave: { text: script },
  VersionPublish: { note: 'Another example for the second question.' },
  PreviewStart: { version: 'draft', atMs: 60_000 },
  MomentCommentCreate: { ptsMs: 71_240, text: 'Here the class is lost.', audience: 'colleagues' },
  MomentLinkCreate: { ptsMs: 71_240, days: 7 },
  PracticeAnswer: { openedSeq: 8, text: 'went' },
  JudgePreview: { version: 'draft', questionId: 'q1', choices: [], text: 'went', parts: [], attempt: 1 },
  SessionCreate: { lessonId: 'l1', title: 'Evening class', source: { kind: 'teacher', version: 1 } },
  SessionHold: { held: true },
  Join: { name: 'Mei' },
  FeedbackCreate: {
    bodies: [{ studentId: 'mei', text: 'Well done. Mind the ending of the verb.' }],
    questionId: 'q1',
  },
  StreamKeyCreate: { sessionId: 's1', label: 'Studio' },
  TeachingCommand: { type: 'say', text: 'Let us look at this once more.' },
};
