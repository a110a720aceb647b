import type { TeachingPhase } from '@lockstep/contracts';
import { DomainError } from '../../errors/domain-error.js';

/**
 * What moves a taught session on. `ask` to `continue` come from the lesson, the clock and the class, the others from a
 * teacher's hand or the session's end.
 */
export type TeachingMove =
  | 'ask'
  | 'close'
  | 'judge'
  | 'respond'
  | 'wait'
  | 'continue'
  | 'skip'
  | 'repeat'
  | 'pause'
  | 'resume'
  | 'take-over'
  | 'hand-back'
  | 'end';

/** The phases in which the lesson itself goes on. */
export type RunningPhase = Exclude<TeachingPhase, 'paused' | 'taken-over' | 'ended'>;

export type TeachingState = {
  readonly phase: TeachingPhase;
  /** While paused or taken over: the phase it goes on with; null in every other phase. */
  readonly resumes: RunningPhase | null;
};

export const initialTeaching: TeachingState = { phase: 'teaching', resumes: null };

/** Moves of the lesson itself; a hand's `skip` and `repeat` lead to the step they name, which is begun by teaching. */
const lesson: Record<RunningPhase, Partial<Record<TeachingMove, RunningPhase>>> = {
  teaching: { ask: 'asking', wait: 'waiting', skip: 'teaching', repeat: 'teaching' },
  asking: { close: 'judging', skip: 'teaching', repeat: 'teaching' },
  judging: { judge: 'responding', skip: 'teaching', repeat: 'teaching' },
  responding: { respond: 'teaching', skip: 'teaching', repeat: 'teaching' },
  waiting: { continue: 'teaching', skip: 'teaching', repeat: 'teaching' },
};

/** A move that the phase does not allow. */
export class IllegalMove extends DomainError {
  override readonly name = 'IllegalMove';
  readonly kind = 'conflict';
  readonly code = 'illegal-move';
  constructor(
    readonly phase: TeachingPhase,
    readonly move: TeachingMove,
  ) {
    super(`The virtual teacher is ${phase}; it cannot ${move} now.`);
  }
}

/** The state after a move; undefined where it is not allowed. Pure. */
export function moved({ phase, resumes }: TeachingState, move: TeachingMove): TeachingState | undefined {
  if (phase === 'ended') return undefined;
  if (move === 'end') return { phase: 'ended', resumes: null };
  if (phase === 'paused') return fromPause(resumes ?? 'teaching', move);
  if (phase === 'taken-over') {
    return move === 'hand-back' ? { phase: resumes ?? 'teaching', resumes: null } : undefined;
  }
  if (move === 'pause') return { phase: 'paused', resumes: phase };
  if (move === 'take-over') return { phase: 'taken-over', resumes: phase };
  const next = lesson[phase][move];
  return next && { phase: next, resumes: null };
}

/** A paused lesson can be turned to another step, and stays paused. */
function fromPause(resumes: RunningPhase, move: TeachingMove): TeachingState | undefined {
  if (move === 'resume') return { phase: resumes, resumes: null };
  if (move === 'take-over') return { phase: 'taken-over', resumes };
  if (move === 'skip' || move === 'repeat') return { phase: 'paused', resumes: 'teaching' };
  return undefined;
}

/** Throws {@link IllegalMove}. */
export function after(state: TeachingState, move: TeachingMove): TeachingState {
  const next = moved(state, move);
  if (next === undefined) throw new IllegalMove(state.phase, move);
  return next;
}
