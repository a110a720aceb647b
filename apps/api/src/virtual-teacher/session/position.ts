import type { TeachingRecord } from '../../sessions/teaching-record.js';
import { after, type TeachingMove } from './teaching-machine.js';

/** Before a lesson's first step: somebody is waited for. */
export const ENTRANCE = -1;

export const atTheBeginning = (waitsForStudent: boolean): TeachingRecord => ({
  phase: waitsForStudent ? 'waiting' : 'teaching',
  resumes: null,
  stepIndex: waitsForStudent ? ENTRANCE : 0,
  visit: 0,
  sentence: 0,
  run: 0,
  ask: null,
  reply: null,
  isPersonal: false,
  outcomes: {},
  waitsUntilPtsMs: null,
});

/** The record after a move of the state machine, with what else changes. Throws IllegalMove. */
export const afterMove = (
  record: TeachingRecord,
  move: TeachingMove,
  more: Partial<TeachingRecord> = {},
): TeachingRecord => ({ ...record, ...more, ...after(record, move) });

/** At the beginning of a step; whatever was under way is left. */
export const atStep = (record: TeachingRecord, stepIndex: number): TeachingRecord => ({
  ...record,
  stepIndex,
  visit: record.visit + 1,
  sentence: 0,
  ask: null,
  reply: null,
  isPersonal: false,
  waitsUntilPtsMs: null,
});

/** Where a teacher is, and on record there before anybody sees it. */
export class Position {
  #record: TeachingRecord;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    record: TeachingRecord,
    private readonly save: (record: TeachingRecord) => Promise<void>,
    private readonly onChanged: () => void,
  ) {
    this.#record = record;
  }

  get record(): TeachingRecord {
    return this.#record;
  }

  /**
   * One change at a time. Nothing is changed where `signal` is aborted meanwhile: what it belongs to is over.
   * Rejects with what `make` throws, and while the record cannot be written; then nothing was changed.
   */
  change(
    make: (record: TeachingRecord) => TeachingRecord,
    signal?: AbortSignal,
  ): Promise<TeachingRecord | undefined> {
    const done = this.#turn.then(async () => {
      if (signal?.aborted) return undefined;
      const next = make(this.#record);
      await this.save(next);
      this.#record = next;
      this.onChanged();
      return next;
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
