import { afterEach, describe, expect, it, vi } from 'vitest';
import { Logger } from '@nestjs/common';
import { EventBus } from './event-bus.js';

class Rang {
  constructor(readonly door: string) {}
}
class Knocked {
  constructor(readonly times: number) {}
}

describe('the event bus', () => {
  afterEach(() => vi.restoreAllMocks());

  it('tells each listener of its own class of events, until it is taken away', () => {
    const bus = new EventBus();
    const doors: string[] = [];
    const stop = bus.on(Rang, ({ door }) => doors.push(door));
    bus.publish(new Rang('front'));
    bus.publish(new Knocked(3));
    stop();
    bus.publish(new Rang('back'));
    expect(doors).toEqual(['front']);
  });

  it('tells the others although one fails, and fails no publisher', async () => {
    const logged = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const bus = new EventBus();
    const doors: string[] = [];
    bus.on(Rang, () => {
      throw new Error('deaf');
    });
    bus.on(Rang, () => Promise.reject(new Error('slow and deaf')));
    bus.on(Rang, ({ door }) => doors.push(door));
    expect(() => bus.publish(new Rang('front'))).not.toThrow();
    await vi.waitFor(() => expect(logged).toHaveBeenCalledTimes(2));
    expect(doors).toEqual(['front']);
  });

  it('lets listeners leave and come while an event is delivered', () => {
    const bus = new EventBus();
    const heard: string[] = [];
    const stop = bus.on(Rang, () => {
      stop();
      bus.on(Rang, () => heard.push('second'));
    });
    bus.publish(new Rang('front'));
    bus.publish(new Rang('front'));
    expect(heard).toEqual(['second']);
  });
});
