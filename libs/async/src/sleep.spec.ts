import { describe, expect, it } from 'vitest';
import { sleep } from './sleep.js';

describe('sleep', () => {
  it('resolves by itself', async () => {
    await expect(sleep(0)).resolves.toBeUndefined();
  });

  it('leaves no listener on a signal that outlives it', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const counted = Object.assign(signal, {
      addEventListener: () => void listeners++,
      removeEventListener: () => void listeners--,
    });
    await sleep(0, counted);
    expect(listeners).toBe(0);
  });

  it('rejects with the reason of a signal that is aborted, before or during the wait', async () => {
    await expect(sleep(0, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
    const closing = new AbortController();
    const waiting = sleep(2 ** 30, closing.signal);
    closing.abort(new Error('during'));
    await expect(waiting).rejects.toThrow('during');
  });
});
