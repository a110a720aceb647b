import type { Cue } from '@lockstep/contracts';
import { BudgetExceeded, StreamEnded } from '@lockstep/media';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CueRunner, type DueCue } from './cue-runner.js';
import { NoQuestion } from './signalling-errors.js';
import { CUE_LEAD_MS } from './stream-time.js';

const at = (...times: number[]): Cue[] =>
  times.map((atMs) => ({ atMs, type: 'marker', name: String(atMs) }) as const);

/** A runner, and what it announced: key and planned time. */
function runner(cues: Cue[], refuse: (due: DueCue, tries: number) => Error | undefined = () => undefined) {
  const announced: [string, number | undefined][] = [];
  const tries = new Map<string, number>();
  const run = new CueRunner(cues, (due) => {
    const count = (tries.get(due.key) ?? 0) + 1;
    tries.set(due.key, count);
    const error = refuse(due, count);
    if (error) return Promise.reject(error);
    announced.push([due.key, due.ptsMs]);
    return Promise.resolve();
  });
  return { run, announced, tries };
}

describe('cues', () => {
  it('of the first frame are announced before it, with the start of the lesson', async () => {
    const { run, announced } = runner(at(0, 0, 40));
    await run.begin({ iteration: 1, originPtsMs: undefined });
    expect(announced).toEqual([
      ['1.start', undefined],
      ['1.0', undefined],
      ['1.1', undefined],
    ]);
    run.setOrigin(500);
    await run.onPosition(500);
    expect(announced[3]).toEqual(['1.2', 540]);
  });

  it('are announced shortly before their frame and not earlier', async () => {
    const { run, announced } = runner(at(1000));
    await run.begin({ iteration: 1, originPtsMs: 5000 });
    await run.onPosition(6000 - CUE_LEAD_MS - 1);
    expect(announced).toEqual([['1.start', 5000]]);
    await run.onPosition(6000 - CUE_LEAD_MS);
    expect(announced.at(-1)).toEqual(['1.0', 6000]);
  });

  it('of a turn all come before the next turn begins, and what lies behind its end does not come', async () => {
    const { run, announced } = runner(at(0, 900, 2000));
    await run.begin({ iteration: 1, originPtsMs: 0 });
    await run.begin({ iteration: 2, originPtsMs: 1000 });
    expect(announced.map(([key]) => key)).toEqual(['1.start', '1.0', '1.1', '2.start', '2.0']);
  });

  it('that are in the ledger already are left out when a turn is taken up again', async () => {
    const { run, announced } = runner(at(0, 100, 200, 5000));
    run.resume({ iteration: 3, originPtsMs: 0, done: new Set(['3.start', '3.0', '3.1']) });
    await run.onPosition(1000);
    expect(announced).toEqual([['3.2', 200]]);
  });

  it('before the end of the lesson come before it; a lesson that ends by itself is not ended twice', async () => {
    const { run, announced } = runner(at(900, 2000));
    await run.begin({ iteration: 1, originPtsMs: 0 });
    await run.end(1000);
    expect(announced.map(([key]) => key)).toEqual(['1.start', '1.0', '1.end']);
    const own = runner([{ atMs: 900, type: 'lesson.ended' }]);
    await own.run.begin({ iteration: 1, originPtsMs: 0 });
    await own.run.end(1000);
    expect(own.announced.map(([key]) => key)).toEqual(['1.start', '1.0']);
  });

  it('wait in order where the channel is full, and none is lost', async () => {
    const full = (due: DueCue, tries: number) =>
      due.key === '1.0' && tries < 3 ? new BudgetExceeded('events', 1) : undefined;
    const { run, announced, tries } = runner(at(10, 20), full);
    await run.begin({ iteration: 1, originPtsMs: 0 });
    await run.onPosition(100);
    expect(announced.map(([key]) => key)).toEqual(['1.start', '1.0', '1.1']);
    expect(tries.get('1.0')).toBe(3);
  });

  it('that make no sense now, or have no stream any more, hold up no others', async () => {
    const errors: Record<string, Error> = { '1.0': new NoQuestion(), '1.1': new StreamEnded(1) };
    const { run, announced, tries } = runner(at(10, 20, 30), ({ key }) => errors[key]);
    await run.begin({ iteration: 1, originPtsMs: 0 });
    await run.onPosition(100);
    expect(announced.map(([key]) => key)).toEqual(['1.start', '1.2']);
    expect([tries.get('1.0'), tries.get('1.1')]).toEqual([1, 1]);
  });

  it('are given up when the runner stops', async () => {
    const { run, announced } = runner(at(10), () => new Error('away'));
    void run.begin({ iteration: 1, originPtsMs: 0 });
    await run.stop();
    await run.onPosition(100);
    expect(announced).toEqual([]);
  });

  it('come each once and in order, however the stream advances', async () => {
    const times = fc
      .array(fc.nat({ max: 3000 }), { maxLength: 20 })
      .map((list) => list.sort((a, b) => a - b));
    const positions = fc.array(fc.nat({ max: 4000 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(times, positions, async (cueTimes, jumps) => {
        const { run, announced } = runner(at(...cueTimes));
        await run.begin({ iteration: 1, originPtsMs: 0 });
        for (const position of [...jumps, 4000]) void run.onPosition(position);
        await run.onPosition(4000);
        expect(announced.slice(1).map(([key]) => key)).toEqual(cueTimes.map((_, i) => `1.${String(i)}`));
      }),
    );
  });
});
