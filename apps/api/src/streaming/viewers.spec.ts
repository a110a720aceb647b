import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FULL, SENT_AWAY } from './media-refusal.js';
import { type Arriving, ViewerNotFound, Viewers } from './viewers.js';

let viewers: Viewers;
beforeEach(() => {
  vi.useFakeTimers();
  viewers = new Viewers();
});
afterEach(() => {
  viewers.onModuleDestroy();
  vi.useRealTimers();
});

const polling = (remote: string, more: Partial<Arriving> = {}): Arriving => ({
  ...{ sessionId: 's', way: 'hls', remote, agent: 'player', claims: undefined, maxViewers: null },
  ...more,
});

function connected(remote: string, more: Partial<Arriving> = {}) {
  let leave = (): void => undefined;
  const close = vi.fn(() => leave());
  const arriving: Arriving = {
    ...polling(remote, { way: 'flv', ...more }),
    connection: { onClose: (listener) => (leave = listener), close },
  };
  return { arriving, close, leave: () => leave() };
}

const mei = { action: 'play', sessionId: 's', studentId: 'mei', expiresAt: 9e9 } as const;

describe('viewers', () => {
  it('that ask again and again are one, until they ask no more', () => {
    for (let n = 0; n < 5; n++) expect(viewers.admit(polling('192.0.2.1'))).toBeUndefined();
    viewers.admit(polling('192.0.2.2'));
    expect(viewers.list('s')).toMatchObject([{ remote: '192.0.2.1' }, { remote: '192.0.2.2' }]);
    vi.advanceTimersByTime(10_000);
    viewers.admit(polling('192.0.2.2'));
    vi.advanceTimersByTime(10_000);
    expect(viewers.list('s')).toMatchObject([{ remote: '192.0.2.2' }]);
  });

  it('that are connected are counted one by one, until they leave', () => {
    const [one, two] = [connected('192.0.2.1'), connected('192.0.2.1')];
    viewers.admit(one.arriving);
    viewers.admit(two.arriving);
    vi.advanceTimersByTime(60_000);
    expect(viewers.list('s')).toHaveLength(2);
    one.leave();
    expect(viewers.list('s')).toHaveLength(1);
  });

  it('are refused beyond the limit, and a place that becomes free is given to the next', () => {
    const maxViewers = 1;
    const first = connected('192.0.2.1', { maxViewers });
    expect(viewers.admit(first.arriving)).toBeUndefined();
    expect(viewers.admit(polling('192.0.2.2', { maxViewers }))).toBe(FULL);
    expect(viewers.admit(polling('192.0.2.2', { maxViewers, sessionId: 'other' }))).toBeUndefined();
    first.leave();
    expect(viewers.admit(polling('192.0.2.2', { maxViewers }))).toBeUndefined();
    expect(viewers.admit(polling('192.0.2.2', { maxViewers }))).toBeUndefined();
  });

  it('that are sent away are gone on every way, and may come again after a while', () => {
    const flv = connected('192.0.2.1', { claims: mei });
    viewers.admit(flv.arriving);
    viewers.admit(polling('192.0.2.9', { claims: mei }));
    const other = connected('192.0.2.1');
    viewers.admit(other.arriving);
    const [shown] = viewers.list('s');
    viewers.sendAway('s', shown?.id ?? '', 10);
    expect(flv.close).toHaveBeenCalledWith(SENT_AWAY.text);
    expect(other.close).not.toHaveBeenCalled();
    expect(viewers.list('s')).toHaveLength(1);
    expect(viewers.admit(polling('192.0.2.9', { claims: mei }))).toBe(SENT_AWAY);
    expect(viewers.admit(connected('198.51.100.1', { claims: mei }).arriving)).toBe(SENT_AWAY);
    vi.advanceTimersByTime(10 * 60_000);
    expect(viewers.admit(polling('192.0.2.9', { claims: mei }))).toBeUndefined();
    expect(() => viewers.sendAway('s', 'nobody', 1)).toThrow(ViewerNotFound);
  });
});
