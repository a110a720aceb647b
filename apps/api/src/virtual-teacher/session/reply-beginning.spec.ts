import type { PlayoutItem } from '@lockstep/media';
import { describe, expect, it, vi } from 'vitest';
import { ReplyBeginning } from './reply-beginning.js';

const item = () => ({ cancel: vi.fn<() => void>() }) as unknown as PlayoutItem;

describe('the beginning of a reply', () => {
  it('is said once, and is what the reply begins with', async () => {
    const said: string[] = [];
    const spoken = item();
    const beginning = new ReplyBeginning((text) => {
      said.push(text);
      return Promise.resolve(spoken);
    });
    beginning.known('Good.');
    beginning.known('Otherwise.');
    expect(said).toEqual(['Good.']);
    expect(await beginning.of('Good.')).toBe(spoken);
    expect(spoken.cancel).not.toHaveBeenCalled();
  });

  it('is cut off where the reply begins otherwise', async () => {
    const spoken = item();
    const beginning = new ReplyBeginning(() => Promise.resolve(spoken));
    beginning.known('Good.');
    expect(beginning.of('Not yet.')).toBeUndefined();
    await vi.waitFor(() => expect(spoken.cancel).toHaveBeenCalledOnce());
  });

  it('is nothing before it is known', () => {
    expect(new ReplyBeginning(() => Promise.resolve(item())).of('Good.')).toBeUndefined();
  });

  it('that cannot be said ends nothing: the reply is said from its beginning', async () => {
    const beginning = new ReplyBeginning(() => Promise.reject(new Error('the database is away')));
    beginning.known('Good.');
    await vi.waitFor(() => expect(beginning.of('Good.')).toBeUndefined());
  });
});
