import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../e2e/support/playout-fixture.js';
import { Pacer } from './pacer.js';

describe('Pacer', () => {
  it('calls each member every 40 ms, whatever the timers are late', () => {
    let late = 0;
    const clock = new FakeClock(() => (late = (late * 7 + 3) % 11));
    using pacer = new Pacer({ clock });
    const beats: number[] = [];
    const startedAt = clock.now();
    pacer.join(() => beats.push(clock.now() - startedAt));
    clock.pass(60_000);
    expect(Math.abs(beats.length - 1500)).toBeLessThanOrEqual(1);
    beats.forEach((atMs, i) => {
      expect(atMs - i * 40).toBeGreaterThanOrEqual(-1e-6);
      expect(atMs - i * 40).toBeLessThan(40 + 11);
    });
  });

  it.each([
    [1, 1],
    [200, 1],
    [201, 2],
    [1000, 5],
    [1500, 5],
  ])('wakes up for %i members %i times in 40 ms', (members, wakes) => {
    const clock = new FakeClock();
    using pacer = new Pacer({ clock });
    const served = new Map<number, number>();
    for (let i = 0; i < members; i++)
      pacer.join(() => served.set(clock.now(), (served.get(clock.now()) ?? 0) + 1));
    clock.pass(399);
    expect(served.size).toBe(10 * wakes);
    expect(Math.max(...served.values())).toBeLessThanOrEqual(Math.max(200, members / wakes));
  });

  it('fills the place of who left before it wakes up once more', () => {
    const clock = new FakeClock();
    using pacer = new Pacer({ clock });
    const instants = new Set<number>();
    const join = (): Disposable => pacer.join(() => instants.add(clock.now()));
    const members = Array.from({ length: 200 }, join);
    for (let i = 0; i < 500; i++) {
      members[i % 200]?.[Symbol.dispose]();
      members[i % 200] = join();
    }
    clock.pass(399);
    expect(instants.size).toBe(10);
  });

  it('makes up for a late timer with the beats that were missed, and no more', () => {
    const clock = new FakeClock();
    using pacer = new Pacer({ clock });
    let beats = 0;
    pacer.join(() => beats++);
    clock.pass(100);
    const before = beats;
    clock.stall(400);
    clock.pass(0);
    expect(beats - before).toBe(10);
    clock.pass(400);
    expect(beats - before).toBe(20);
    expect(pacer.stats).toMatchObject({ slips: 0, members: 1 });
    expect(pacer.stats.latestMs).toBeGreaterThanOrEqual(360);
  });

  it('skips the beats that a stopped process missed', () => {
    const clock = new FakeClock();
    using pacer = new Pacer({ clock });
    let beats = 0;
    pacer.join(() => beats++);
    clock.pass(100);
    const before = beats;
    clock.stall(60_000);
    clock.pass(400);
    expect(beats - before).toBeLessThanOrEqual(11);
    expect(pacer.stats.slips).toBe(1);
  });

  it('gives the event loop its turn when the members are slow', () => {
    const clock = new FakeClock();
    using pacer = new Pacer({ clock });
    const order: string[] = [];
    for (let i = 0; i < 20; i++) {
      pacer.join(() => {
        order.push('beat');
        clock.stall(1);
      });
    }
    clock.after(21, () => order.push('other work'));
    clock.stall(60); // all are late
    clock.pass(30);
    expect(order.indexOf('other work')).toBeGreaterThan(0);
    expect(order.indexOf('other work')).toBeLessThan(15);
  });

  it('has no timer without members; a member that left is not called any more', () => {
    const clock = new FakeClock();
    using pacer = new Pacer({ clock });
    expect(clock.timers).toBe(0);
    const called: string[] = [];
    const first = pacer.join(() => called.push('first'));
    pacer.join(() => called.push('second'));
    clock.pass(79);
    first[Symbol.dispose]();
    first[Symbol.dispose]();
    const seen = called.length;
    clock.pass(80);
    expect(called.slice(seen)).toEqual(['second', 'second']);
    pacer[Symbol.dispose]();
    expect(clock.timers).toBe(0);
  });

  it('serves everybody once when members leave and come within a beat', () => {
    const clock = new FakeClock();
    using pacer = new Pacer({ clock });
    const counts = new Map<number, number>();
    const count = (i: number): void => void counts.set(i, (counts.get(i) ?? 0) + 1);
    const members = Array.from({ length: 30 }, (_, i) => {
      const member = pacer.join(() => {
        count(i);
        if (i % 3 === 0) member[Symbol.dispose]();
      });
      return member;
    });
    clock.pass(39);
    expect(counts.size).toBe(30);
    expect([...counts.values()].every((times) => times === 1)).toBe(true);
    clock.pass(40);
    expect(members.filter((_, i) => counts.get(i) === 2)).toHaveLength(20);
  });

  it('tells of a member that throws, and goes on', () => {
    const clock = new FakeClock();
    const errors: unknown[] = [];
    using pacer = new Pacer({ clock, onError: (error) => errors.push(error) });
    let beats = 0;
    pacer.join(() => {
      beats++;
      throw new Error('broken');
    });
    clock.pass(100);
    expect(beats).toBe(3);
    expect(errors).toHaveLength(3);
  });
});
