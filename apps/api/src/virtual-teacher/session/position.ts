import { Serial } from '@lockstep/async';
import type { TeachingRecord } from '../../sessions/teaching-record.js';

/** Before a lesson's first step, which waits for a student. */
export const BEFORE_FIRST_STEP = -1;

export const initialRecord = (waitsForStudent: boolean): TeachingRecord => ({
  phase: waitsForStudent ? 'waiting' : 'teaching',
  resumes: null,
  stepIndex: waitsForStudent ? BEFORE_FIRST_STEP : 0,
  visit: 0,
  sentence: 0,
  run: 0,
  ask: null,
  reply: null,
  isPersonal: false,
  outcomes: {},
  waitsUntilPtsMs: null,
});

/** Where a teacher is, and on record there before anybody sees it. */
export class Position {
  #record: TeachingRecord;
  readonly #changes = new Serial();

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
    return this.#changes.run(async () => {
      if (signal?.aborted) return undefined;
      const next = make(this.#record);
      await this.save(next);
      this.#record = next;
      this.onChanged();
      return next;
    });
  }
}
