import { describe, expect, it } from 'vitest';
import { HeardList } from './heard-list.js';

type Entry = { readonly id: string; readonly word: string };

const entry = (id: string, word: string): Entry => ({ id, word });

function later<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe('a list that is read and heard', () => {
  it('keeps what was heard while it was read', async () => {
    const list = new HeardList<Entry>(({ id }) => id);
    const answer = later<Entry[]>();
    const reading = list.read(() => answer.promise);
    list.hear(entry('a', 'new'));
    answer.resolve([entry('a', 'old'), entry('b', 'old')]);
    expect(await reading).toEqual([entry('a', 'new'), entry('b', 'old')]);
  });

  it('takes a later reading for newer than what was heard before it', async () => {
    const list = new HeardList<Entry>(({ id }) => id);
    list.hear(entry('a', 'before'));
    expect(await list.read(() => Promise.resolve([entry('a', 'read')]))).toEqual([entry('a', 'read')]);
  });

  it('keeps it in each of two readings that overlap', async () => {
    const list = new HeardList<Entry>(({ id }) => id);
    const first = later<Entry[]>();
    const second = later<Entry[]>();
    const readings = [list.read(() => first.promise), list.read(() => second.promise)];
    list.hear(entry('a', 'new'));
    second.resolve([]);
    first.resolve([entry('a', 'old')]);
    expect(await Promise.all(readings)).toEqual([[entry('a', 'new')], [entry('a', 'new')]]);
  });

  it('forgets nothing after a reading that failed', async () => {
    const list = new HeardList<Entry>(({ id }) => id);
    await expect(list.read(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(list.hear(entry('b', 'new'))([entry('a', 'old')])).toEqual([entry('a', 'old'), entry('b', 'new')]);
  });
});
