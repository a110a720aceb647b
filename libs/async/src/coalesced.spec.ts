import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Coalesced } from './coalesced.js';

describe('Coalesced', () => {
  it('gives each request a run that began after it, at most one at a time, with no run for nobody', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 20 }), async (scheduler, count) => {
        let version = 0;
        let running = 0;
        let runs = 0;
        const coalesced = new Coalesced(async () => {
          expect(++running).toBe(1);
          runs++;
          const seen = version;
          await scheduler.schedule(Promise.resolve());
          running--;
          return seen;
        });
        const requests = Array.from({ length: count }, (_, index) =>
          scheduler.schedule(Promise.resolve(), `request ${index}`).then(async () => {
            const mine = ++version;
            expect(await coalesced.request()).toBeGreaterThanOrEqual(mine);
          }),
        );
        await scheduler.waitFor(Promise.all(requests));
        await coalesced.settled();
        expect(runs).toBeLessThanOrEqual(count);
      }),
    );
  });

  it('shares one run among requests of one turn', async () => {
    let runs = 0;
    const coalesced = new Coalesced(() => ++runs);
    await Promise.all([coalesced.request(), coalesced.request(), coalesced.request()]);
    expect(runs).toBe(1);
  });

  it('runs again after a failure, of which only those who asked are told', async () => {
    const outcomes = [() => Promise.reject(new Error('away')), () => Promise.resolve('saved')];
    const coalesced = new Coalesced(() => outcomes.shift()?.() ?? Promise.resolve('again'));
    await expect(coalesced.request()).rejects.toThrow('away');
    await expect(coalesced.request()).resolves.toBe('saved');
  });

  it('is settled only when a request made during a run was served', async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let begun = 0;
    let done = 0;
    const first = Promise.withResolvers<void>();
    const coalesced = new Coalesced(async () => {
      const gate = gates[begun++];
      first.resolve();
      await gate?.promise;
      done++;
    });
    void coalesced.request();
    await first.promise;
    void coalesced.request();
    const settled = coalesced.settled();
    for (const gate of gates) gate.resolve();
    await settled;
    expect(done).toBe(2);
  });

  it('gathers the requests of a time', async () => {
    let runs = 0;
    const coalesced = new Coalesced(() => ++runs, { gatherMs: 1 });
    const early = coalesced.request();
    await Promise.resolve();
    await Promise.resolve();
    expect(runs).toBe(0);
    expect(await Promise.all([early, coalesced.request()])).toEqual([1, 1]);
  });
});
