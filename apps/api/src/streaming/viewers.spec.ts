import type { Repository } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventBus } from '../events/event-bus.js';
import { Bans } from './bans.js';
import { BeforeHooks } from './before-hooks.js';
import { FULL } from './media-refusal.js';
import type { ViewerBan } from './viewer-ban.entity.js';
import { type Arriving, Viewers, type Watched } from './viewers.js';

let viewers: Viewers;
beforeEach(() => {
  vi.useFakeTimers();
  const noRows = {} as Repository<ViewerBan>; // nobody is banned here
  const bus = new EventBus();
  viewers = new Viewers(new Bans(noRows, bus), new BeforeHooks(), bus);
});
afterEach(() => {
  viewers.onModuleDestroy();
  vi.useRealTimers();
});

const open: Watched = { sessionId: 's', private: false, maxViewers: null };

const polling = (remote: string): Arriving => ({
  ...{ transport: 'hls', remote, agent: 'player', studentId: null, tokenHash: null, tokenExpiresAtMs: null },
});

function connected(remote: string) {
  let leave = (): void => undefined;
  const connection = { onClose: (listener: () => void) => (leave = listener), close: () => leave() };
  return { arriving: { ...polling(remote), transport: 'flv', connection } as const, leave: () => leave() };
}

describe('viewers', () => {
  it('that ask again and again are one, until they ask no more', () => {
    for (let n = 0; n < 5; n++) expect(viewers.admit(open, polling('192.0.2.1'))).toBeUndefined();
    void viewers.admit(open, polling('192.0.2.2'));
    expect(viewers.list('s')).toMatchObject([{ remote: '192.0.2.1' }, { remote: '192.0.2.2' }]);
    vi.advanceTimersByTime(10_000);
    void viewers.admit(open, polling('192.0.2.2'));
    vi.advanceTimersByTime(10_000);
    expect(viewers.list('s')).toMatchObject([{ remote: '192.0.2.2' }]);
  });

  it('that are connected are counted one by one, until they leave', () => {
    const [one, two] = [connected('192.0.2.1'), connected('192.0.2.1')];
    void viewers.admit(open, one.arriving);
    void viewers.admit(open, two.arriving);
    vi.advanceTimersByTime(60_000);
    expect(viewers.list('s')).toHaveLength(2);
    one.leave();
    expect(viewers.list('s')).toHaveLength(1);
  });

  it('are refused beyond the limit, and a place that becomes free is given to the next', () => {
    const small = { ...open, maxViewers: 1 };
    const first = connected('192.0.2.1');
    expect(viewers.admit(small, first.arriving)).toBeUndefined();
    expect(viewers.admit(small, polling('192.0.2.2'))).toBe(FULL);
    expect(viewers.admit({ ...small, sessionId: 'other' }, polling('192.0.2.2'))).toBeUndefined();
    first.leave();
    expect(viewers.admit(small, polling('192.0.2.2'))).toBeUndefined();
    expect(viewers.admit(small, polling('192.0.2.2'))).toBeUndefined();
  });
});
