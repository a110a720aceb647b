import type { ControlAction, LessonAction, TeachingCommand, TeachingPhase } from '@lockstep/contracts';
import { DomainError } from '../../errors/domain-error.js';
import type { TeachingRecord } from '../../sessions/teaching-record.js';

/** The phases in which the lesson itself goes on. */
export type RunningPhase = Exclude<TeachingPhase, 'paused' | 'taken-over' | 'ended'>;
export type CommandType = TeachingCommand['type'];
/** What moves a taught session on: the lesson with its clock and class, a teacher's command, or the session's end. */
export type TeachingMove = 'ask' | 'close' | 'judge' | 'respond' | 'wait' | 'end' | CommandType;
/** Why a stretch of teaching is over: a pause lets the sentence end, everything else cuts it at the next border. */
export type Interruption = 'pause' | 'cut';

export type TeachingState = {
  readonly phase: TeachingPhase;
  /** While paused or taken over: the phase it goes on with; null in every other phase. */
  readonly resumes: RunningPhase | null;
};

type Row = {
  readonly move: TeachingMove;
  readonly by: 'lesson' | 'teacher';
  readonly from: readonly TeachingPhase[];
  /** `resumed`: the phase that was left when it was held; `same`: nothing changes but what is said. */
  readonly to: TeachingPhase | 'resumed' | 'same';
  /** What a held lesson goes on with: the phase that is left, the one that was kept, or teaching. */
  readonly resumes?: 'left' | 'kept' | 'teaching';
  /** A further condition, and its words in the documentation. */
  readonly when?: readonly [string, (record: TeachingRecord) => boolean];
  /** The step that begins; whatever was under way in the old one is left. */
  readonly step?: 'next' | 'again' | 'previous';
  readonly interrupts?: Interruption;
  /** The mode that is announced to the class. */
  readonly mode?: 'ai' | 'human' | 'paused';
};

const running = ['teaching', 'asking', 'judging', 'responding', 'waiting'] as const;
const forTeacher = [
  'the step waits for the teacher',
  (r: TeachingRecord) => r.waitsUntilPtsMs === null,
] as const;
const isOpen = ['the question is open', (r: TeachingRecord) => r.ask !== null] as const;
const notAsking = ['no question is open', (r: TeachingRecord) => r.resumes !== 'asking'] as const;

/**
 * Everything that can happen to a taught session; what no row allows is refused. docs/teaching.md shows it.
 */
// prettier-ignore
export const TRANSITIONS: readonly Row[] = [
  { move: 'ask', by: 'lesson', from: ['teaching'], to: 'asking' },
  { move: 'close', by: 'lesson', from: ['asking'], to: 'judging' },
  { move: 'judge', by: 'lesson', from: ['judging'], to: 'responding' },
  { move: 'respond', by: 'lesson', from: ['responding'], to: 'teaching', step: 'next' },
  { move: 'wait', by: 'lesson', from: ['teaching'], to: 'waiting' },
  { move: 'continue', by: 'lesson', from: ['waiting'], to: 'teaching', step: 'next' },
  { move: 'end', by: 'lesson', from: [...running, 'paused', 'taken-over'], to: 'ended' },

  { move: 'pause', by: 'teacher', from: running, to: 'paused', resumes: 'left', interrupts: 'pause', mode: 'paused' },
  { move: 'resume', by: 'teacher', from: ['paused'], to: 'resumed', interrupts: 'cut', mode: 'ai' },
  { move: 'skip', by: 'teacher', from: running, to: 'teaching', step: 'next', interrupts: 'cut' },
  { move: 'skip', by: 'teacher', from: ['paused'], to: 'paused', resumes: 'teaching', step: 'next', interrupts: 'cut' },
  { move: 'repeat', by: 'teacher', from: running, to: 'teaching', step: 'again', interrupts: 'cut' },
  { move: 'repeat', by: 'teacher', from: ['paused'], to: 'paused', resumes: 'teaching', step: 'again', interrupts: 'cut' },
  { move: 'back', by: 'teacher', from: running, to: 'teaching', step: 'previous', interrupts: 'cut' },
  { move: 'back', by: 'teacher', from: ['paused'], to: 'paused', resumes: 'teaching', step: 'previous', interrupts: 'cut' },
  { move: 'take-over', by: 'teacher', from: running, to: 'taken-over', resumes: 'left', interrupts: 'cut', mode: 'human' },
  { move: 'take-over', by: 'teacher', from: ['paused'], to: 'taken-over', resumes: 'kept', interrupts: 'cut', mode: 'human' },
  { move: 'hand-back', by: 'teacher', from: ['taken-over'], to: 'resumed', interrupts: 'cut', mode: 'ai' },
  { move: 'continue', by: 'teacher', from: ['waiting'], when: forTeacher, to: 'teaching', step: 'next', interrupts: 'cut' },
  { move: 'close', by: 'teacher', from: ['asking'], when: isOpen, to: 'judging', interrupts: 'cut' },
  { move: 'say', by: 'teacher', from: ['teaching', 'judging', 'responding', 'waiting'], to: 'same' },
  { move: 'say', by: 'teacher', from: ['paused'], when: notAsking, to: 'same' },
];

/** A move that the phase does not allow. */
export class IllegalMove extends DomainError {
  override readonly name = 'IllegalMove';
  readonly kind = 'conflict';
  readonly code = 'illegal-move';
  constructor(
    readonly phase: TeachingPhase,
    readonly move: TeachingMove,
  ) {
    super(`The virtual teacher is ${phase}; it cannot ${move} now.`, { params: { phase } });
  }
}

const rowOf = (record: TeachingRecord, move: TeachingMove, by: Row['by']): Row | undefined =>
  TRANSITIONS.find(
    (row) =>
      row.move === move &&
      row.by === by &&
      row.from.includes(record.phase) &&
      (row.when === undefined || row.when[1](record)),
  );

function stateAfter({ phase, resumes }: TeachingState, row: Row): TeachingState {
  if (row.to === 'same') return { phase, resumes };
  if (row.to === 'resumed') return { phase: resumes ?? 'teaching', resumes: null };
  if (row.resumes === undefined) return { phase: row.to, resumes: null };
  const kept = { left: phase as RunningPhase, kept: resumes, teaching: 'teaching' } as const;
  return { phase: row.to, resumes: kept[row.resumes] };
}

/** The record at the beginning of a step; whatever was under way is left. */
export const atStep = (record: TeachingRecord, stepIndex: number): TeachingRecord => ({
  ...record,
  ...{ stepIndex: Math.max(0, stepIndex), visit: record.visit + 1, sentence: 0 },
  ...{ ask: null, reply: null, isPersonal: false, waitsUntilPtsMs: null },
});

function recordAfter(record: TeachingRecord, row: Row, previous = record.stepIndex - 1): TeachingRecord {
  const moved = { ...record, ...stateAfter(record, row) };
  if (row.step === undefined) return moved;
  return atStep(moved, { next: record.stepIndex + 1, again: record.stepIndex, previous }[row.step]);
}

/**
 * The record after a move of the lesson, with what else changes.
 *
 * @throws IllegalMove
 */
export function transition(
  record: TeachingRecord,
  move: TeachingMove,
  changes: Partial<TeachingRecord> = {},
): TeachingRecord {
  const row = rowOf(record, move, 'lesson');
  if (row === undefined) throw new IllegalMove(record.phase, move);
  return { ...recordAfter({ ...record, ...changes }, row) };
}

/** What a command of a teacher makes of the lesson. */
export type Controlled = {
  readonly record: TeachingRecord;
  readonly interruption: Interruption | undefined;
  /** In order: what follows from it for the class. That a question is closed is told by the stage that judges it. */
  readonly events: readonly (LessonAction | { readonly control: ControlAction })[];
};

/**
 * What a teacher's command makes of the lesson; undefined where the moment does not allow it.
 *
 * @param previous the step that `back` goes to
 */
export function controlled(
  record: TeachingRecord,
  type: CommandType,
  previous?: number,
): Controlled | undefined {
  const row = rowOf(record, type, 'teacher');
  if (row === undefined) return undefined;
  const isLeavingQuestion = row.step !== undefined && record.ask !== null;
  const isAsking = record.phase === 'asking' || record.resumes === 'asking';
  return {
    record: recordAfter(record, row, previous),
    interruption: row.interrupts,
    events: [
      ...(isLeavingQuestion && isAsking ? [{ type: 'question.closed' } as const] : []),
      ...(type === 'close' ? [] : [{ control: type === 'continue' ? 'resume' : type } as const]),
      ...(row.mode === undefined ? [] : [{ type: 'teacher.mode', mode: row.mode } as const]),
    ],
  };
}

const commands = [...new Set(TRANSITIONS.filter(({ by }) => by === 'teacher').map(({ move }) => move))];

/** The commands that the moment allows. */
export const allowedCommands = (record: TeachingRecord): CommandType[] =>
  (commands as CommandType[]).filter((type) => rowOf(record, type, 'teacher') !== undefined);
