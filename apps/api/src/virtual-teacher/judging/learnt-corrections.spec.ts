import { AskStep } from '@lockstep/contracts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CorrectedAnswer } from '../../answers/correction-statements.js';
import type { CorrectionStore } from '../../answers/correction-store.js';
import { questionKey } from '../../answers/question-key.js';
import { EventBus } from '../../events/event-bus.js';
import { LearntCorrections } from './learnt-corrections.js';

const ask = AskStep.parse({ kind: 'ask', id: 'why', answer: 'short', prompt: 'Why?', accept: ['so'] });
const lessonId = 'lesson';
const row = (verdict: CorrectedAnswer['verdict'], rest: Partial<CorrectedAnswer> = {}): CorrectedAnswer => ({
  questionKey: questionKey(lessonId, ask),
  verdict,
  comment: null,
  text: 'because',
  choices: [],
  parts: [],
  ...rest,
});

/** What another process writes is seen here by reading again alone. */
let written: CorrectedAnswer[] | Error;
let reads: number;
const store = {
  ofQuestions: () => {
    reads++;
    return written instanceof Error ? Promise.reject(written) : Promise.resolve(written);
  },
} as Pick<CorrectionStore, 'ofQuestions'> as CorrectionStore;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  written = [row('right')];
  reads = 0;
});
afterEach(() => vi.useRealTimers());

const open = () => LearntCorrections.open({ lessonId, asks: [ask], store, bus: new EventBus() });
const verdicts = async (learnt: LearntCorrections) => (await learnt.of('why')).map(({ verdict }) => verdict);

it('hears within two seconds what another process took, and reads once for all who ask meanwhile', async () => {
  using learnt = await open();
  written = [row('wrong')];
  expect(await verdicts(learnt)).toEqual(['right']);
  expect(reads).toBe(1);
  vi.advanceTimersByTime(2001);
  const all = await Promise.all(Array.from({ length: 5 }, () => verdicts(learnt)));
  expect(all).toEqual(Array(5).fill(['wrong']));
  expect(reads).toBe(2);
});

it('gives what it knew while the database does not answer, and asks again later', async () => {
  using learnt = await open();
  written = new Error('away');
  vi.advanceTimersByTime(2001);
  expect(await verdicts(learnt)).toEqual(['right']);
  written = [row('partly')];
  vi.advanceTimersByTime(2001);
  expect(await verdicts(learnt)).toEqual(['partly']);
});

it('keeps the parts of an answer to a task apart', async () => {
  written = [row('right', { text: null, parts: ['a', 'b c'] })];
  using learnt = await open();
  expect(await learnt.of('why')).toEqual([{ answer: 'a; b c', parts: ['a', 'b c'], verdict: 'right' }]);
  expect(await learnt.of('unknown')).toEqual([]);
});
