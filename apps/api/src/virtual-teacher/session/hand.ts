import type { HandAction, HandCommand, LessonAction } from '@lockstep/contracts';
import type { TeachingRecord } from '../../sessions/teaching-record.js';
import { afterMove, atStep } from './position.js';
import { moved, type TeachingMove } from './teaching-machine.js';
import type { Interruption } from './teacher-voice.js';

type CommandType = HandCommand['type'];
type Change = {
  readonly record: TeachingRecord;
  readonly interruption: Interruption;
  /** In order: what the hand did, and what follows from it. */
  readonly events: readonly (LessonAction | { readonly hand: HandAction })[];
};

const moves: Record<Exclude<CommandType, 'say'>, TeachingMove> = {
  pause: 'pause',
  resume: 'resume',
  skip: 'skip',
  repeat: 'repeat',
  'take-over': 'take-over',
  'hand-back': 'hand-back',
  continue: 'continue',
};

/** What a hand may do now. While students answer nobody speaks, and a publisher speaks for himself. */
export function allowedCommands(record: TeachingRecord): CommandType[] {
  const { phase, waitsUntilPtsMs } = record;
  const byMove = (Object.keys(moves) as (keyof typeof moves)[]).filter((type) => {
    if (type === 'continue' && waitsUntilPtsMs !== null) return false; // it goes on by itself; skip ends it
    return moved(record, moves[type]) !== undefined;
  });
  const maySpeak =
    phase !== 'asking' && phase !== 'taken-over' && phase !== 'ended' && record.resumes !== 'asking';
  return maySpeak ? [...byMove, 'say'] : byMove;
}

/** What a command other than `say` makes of the lesson. Throws IllegalMove. */
export function commanded(record: TeachingRecord, type: keyof typeof moves): Change {
  const next = afterMove(record, moves[type]);
  const isAsking = record.phase === 'asking' || record.resumes === 'asking';
  switch (type) {
    case 'pause':
      return { record: next, interruption: 'pause', events: [{ hand: 'pause' }, mode('paused')] };
    case 'resume':
      return { record: next, interruption: 'cut', events: [{ hand: 'resume' }, mode('ai')] };
    case 'take-over':
      return { record: next, interruption: 'cut', events: [{ hand: 'take-over' }, mode('human')] };
    case 'hand-back':
      return { record: next, interruption: 'cut', events: [{ hand: 'hand-back' }, mode('ai')] };
    case 'continue': {
      const on = atStep(next, record.stepIndex + 1);
      return { record: on, interruption: 'cut', events: [{ hand: 'resume' }] };
    }
    case 'skip':
    case 'repeat': {
      const to = atStep(next, Math.max(0, record.stepIndex + (type === 'skip' ? 1 : 0)));
      const events = [...(isAsking ? [closed(record)].flat() : []), { hand: type } as const];
      return { record: to, interruption: 'cut', events };
    }
  }
}

const mode = (to: 'ai' | 'human' | 'paused'): LessonAction => ({ type: 'teacher.mode', mode: to });

/** The question that is open leaves with its step. */
const closed = ({ ask }: TeachingRecord): LessonAction[] =>
  ask === null ? [] : [{ type: 'question.closed' }];
