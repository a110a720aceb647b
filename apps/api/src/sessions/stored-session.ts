import { Cue, LessonState, Question, SessionAccess, SessionSource, TeachingPhase } from '@lockstep/contracts';
import * as z from 'zod';
import { StoredRecord } from '../stored/stored-record.js';
import type { TeachingRecord } from './teaching-record.js';

/** The lesson as it was when the session was made: later changes of the lesson do not reach it. */
const TaughtLesson = z.object({
  id: z.string(),
  /** The published version; absent for lessons that have none. */
  version: z.int().exactOptional(),
  title: z.string(),
  language: z.string(),
  questions: z.array(Question).readonly(),
  cues: z.array(Cue).readonly(),
  deck: z.object({ id: z.string(), slideCount: z.int() }).nullable(),
});
export type TaughtLesson = z.infer<typeof TaughtLesson>;
export const storedLesson = new StoredRecord<TaughtLesson>({
  name: 'lesson',
  version: 1,
  schema: TaughtLesson,
});

/** Where the video of a session comes from. */
export const storedSource = new StoredRecord<SessionSource>({
  name: 'source',
  version: 1,
  schema: SessionSource,
});

/** Who may watch a session. */
export const storedAccess = new StoredRecord<SessionAccess>({
  name: 'access',
  version: 1,
  schema: SessionAccess.extend({ maxViewers: SessionAccess.shape.maxViewers.default(null) }), // absent in the first ones
});

/** State after the event `seq`, so that a restart need not replay the whole ledger. */
const Checkpoint = z.object({ seq: z.int().min(0), state: LessonState });
export type Checkpoint = z.infer<typeof Checkpoint>;
export const storedCheckpoint = new StoredRecord<Checkpoint>({
  name: 'checkpoint',
  version: 1,
  schema: Checkpoint,
});

const count = z.int().min(0);
const Outcome = z.object({
  right: count,
  partly: count,
  wrong: count,
  notReviewed: count,
  openedSeq: count.exactOptional(),
});
const Teaching: z.ZodType<TeachingRecord> = z.object({
  phase: TeachingPhase,
  resumes: TeachingPhase.exclude(['paused', 'taken-over', 'ended']).nullable(),
  stepIndex: z.int().min(-1),
  visit: count,
  sentence: count,
  run: count,
  ask: z.object({ openedSeq: z.int().nullable(), openedPtsMs: z.number().nullable() }).nullable(),
  reply: z.array(z.union([z.object({ clip: z.string() }), z.object({ text: z.string() })])).nullable(),
  isPersonal: z.boolean(),
  outcomes: z.record(z.string(), Outcome),
  spentOnClass: z
    .object({ input: z.number(), output: z.number(), costUsd: z.number().nullable() })
    .exactOptional(),
  waitsUntilPtsMs: z.number().nullable(),
});
export const storedTeaching = new StoredRecord<TeachingRecord>({
  name: 'teaching record',
  version: 1,
  schema: Teaching,
});
