import { readFileSync } from 'node:fs';
import { TeachingCommand, TeachingPhase } from '@lockstep/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TeachingRecord } from '../../sessions/teaching-record.js';
import { initialRecord } from './position.js';
import {
  allowedCommands,
  type CommandType,
  controlled,
  IllegalMove,
  TRANSITIONS,
  type TeachingMove,
  transition,
} from './teaching-machine.js';
import { diagramOf, tableOf } from './teaching-diagram.js';

const commands = TeachingCommand.options.map((command) => command.shape.type.value);
const lessonMoves = ['ask', 'close', 'judge', 'respond', 'wait', 'continue', 'end'] as const;
type Step =
  | { readonly by: 'lesson'; readonly move: TeachingMove }
  | { readonly by: 'teacher'; readonly move: CommandType };
const steps: readonly Step[] = [
  ...lessonMoves.map((move) => ({ by: 'lesson', move }) as const),
  ...commands.map((move) => ({ by: 'teacher', move }) as const),
];

/** The record after a step; undefined where it is refused. */
function taken(record: TeachingRecord, step: Step): TeachingRecord | undefined {
  if (step.by === 'teacher') return controlled(record, step.move)?.record;
  try {
    return transition(record, step.move, step.move === 'wait' ? { waitsUntilPtsMs: 1000 } : {});
  } catch (error) {
    if (error instanceof IllegalMove) return undefined;
    throw error;
  }
}
const start = initialRecord(false);
const anyRecord = fc
  .array(fc.constantFrom(...steps), { maxLength: 30 })
  .map((path) => path.reduce((record, step) => taken(record, step) ?? record, start));
const along = (...moves: readonly string[]): TeachingRecord =>
  moves.reduce<TeachingRecord>((record, name) => {
    const step = steps.find(({ move, by }) => name === `${by}:${move}` || name === move);
    return (step && taken(record, step)) ?? expect.fail(`${name} is refused in ${record.phase}`);
  }, start);

describe('a taught session', () => {
  it.each([
    [['ask', 'close', 'judge', 'respond'], 'teaching', 1],
    [['wait', 'lesson:continue'], 'teaching', 1],
    [['ask', 'pause', 'resume'], 'asking', 0],
    [['ask', 'close', 'take-over', 'hand-back'], 'judging', 0],
    [['ask', 'pause', 'take-over', 'hand-back'], 'asking', 0],
    [['ask', 'pause', 'skip', 'resume'], 'teaching', 1],
    [['ask', 'close', 'judge', 'skip', 'repeat'], 'teaching', 1],
    [['end'], 'ended', 0],
  ] as const)('goes through %j to %s, step %i', (path, phase, stepIndex) => {
    expect(along(...path)).toMatchObject({ phase, resumes: null, stepIndex });
  });

  it('knows what it goes on with while it is held, and only then', () => {
    fc.assert(
      fc.property(anyRecord, ({ phase, resumes }) => {
        expect(resumes !== null).toBe(phase === 'paused' || phase === 'taken-over');
      }),
    );
  });

  it('goes on where it was held, however often it is held', () => {
    const holds = fc.array(fc.constantFrom<CommandType>('pause', 'take-over'), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(anyRecord, holds, (record, path) => {
        fc.pre(record.resumes === null && record.phase !== 'ended');
        const held = path.reduce((now, type) => controlled(now, type)?.record ?? now, record);
        const back = controlled(held, held.phase === 'paused' ? 'resume' : 'hand-back');
        expect(back?.record).toEqual(record);
      }),
    );
  });

  it('can be ended from everywhere, once, and by nothing else', () => {
    fc.assert(
      fc.property(anyRecord, fc.constantFrom(...steps), (record, step) => {
        const next = taken(record, step);
        if (record.phase === 'ended') expect(next).toBeUndefined();
        else expect(next?.phase === 'ended').toBe(step.move === 'end');
      }),
    );
  });

  it('is never stuck: from every phase but the last a few commands lead back to teaching', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        fc.pre(record.phase !== 'ended');
        const release = record.phase === 'paused' ? 'resume' : 'hand-back';
        const running = record.resumes === null ? record : controlled(record, release)?.record;
        expect(running && controlled(running, 'skip')?.record.phase).toBe('teaching');
      }),
    );
  });

  it('judges only what was closed, and responds only to what was judged', () => {
    fc.assert(
      fc.property(anyRecord, fc.constantFrom(...steps), (record, step) => {
        const next = taken(record, step);
        if (next === undefined || next.phase === record.phase) return;
        if (next.phase === 'judging' && record.resumes !== 'judging') expect(record.phase).toBe('asking');
        if (next.phase === 'responding' && record.resumes !== 'responding')
          expect(record.phase).toBe('judging');
      }),
    );
  });

  it('leaves everything of a step when another one begins, and the question with it', () => {
    fc.assert(
      fc.property(anyRecord, fc.constantFrom<CommandType>('skip', 'repeat'), (record, type) => {
        const change = controlled({ ...record, ask: { openedSeq: 3, openedPtsMs: 40 } }, type);
        fc.pre(change !== undefined);
        expect(change?.record).toMatchObject({
          ask: null,
          reply: null,
          sentence: 0,
          visit: record.visit + 1,
        });
        const isAsking = record.phase === 'asking' || record.resumes === 'asking';
        expect(change?.events[0]).toEqual(isAsking ? { type: 'question.closed' } : { control: type });
      }),
    );
  });

  it('offers exactly the commands that it takes', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(allowedCommands(record).toSorted()).toEqual(
          commands.filter((type) => controlled(record, type) !== undefined).toSorted(),
        );
      }),
    );
  });

  it('lets nobody speak while students answer, and goes on by itself after a pause of the lesson', () => {
    expect(allowedCommands(along('ask'))).not.toContain('say');
    expect(allowedCommands(along('ask', 'pause'))).not.toContain('say');
    expect(allowedCommands(along('wait'))).not.toContain('continue');
    expect(allowedCommands(transition(start, 'wait', { waitsUntilPtsMs: null }))).toContain('continue');
  });

  it('lets the teacher close a question that is open, and no other', () => {
    const asking = along('ask');
    expect(allowedCommands(asking)).not.toContain('close');
    const open = { ...asking, ask: { openedSeq: 3, openedPtsMs: 40 } };
    expect(controlled(open, 'close')).toMatchObject({
      record: { phase: 'judging', ask: open.ask },
      interruption: 'cut',
      events: [],
    });
    expect(controlled({ ...open, phase: 'paused', resumes: 'asking' }, 'close')).toBeUndefined();
  });

  it('has one row at most for each move, phase and condition, and reaches every phase', () => {
    fc.assert(
      fc.property(anyRecord, fc.constantFrom(...steps), (record, { move, by }) => {
        const rows = TRANSITIONS.filter(
          (row) => row.move === move && row.by === by && row.from.includes(record.phase),
        );
        expect(rows.length).toBeLessThanOrEqual(1);
      }),
    );
    const reached = new Set(TRANSITIONS.flatMap(({ from, to }) => [...from, to]));
    for (const phase of TeachingPhase.options) expect(reached).toContain(phase);
    expect(() => transition(start, 'judge')).toThrow('The virtual teacher is teaching; it cannot judge now.');
  });

  it('is drawn in the documentation as it is', () => {
    const page = readFileSync(new URL('../../../../../docs/teaching.md', import.meta.url), 'utf8');
    expect(page).toContain(diagramOf(TRANSITIONS));
    const cells = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-+/g, '-');
    expect(cells(page)).toContain(cells(tableOf(TRANSITIONS)));
  });
});
