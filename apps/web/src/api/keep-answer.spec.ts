import { type DataTag, QueryClient, QueryObserver, type QueryKey } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { keepAnswer } from './keep-answer.js';

const queryKey = ['links'] as QueryKey as DataTag<QueryKey, string[], Error>;

it('is not taken back by an answer from before the change, and loses nothing of it', async () => {
  const cache = new QueryClient();
  const answers: ((links: string[]) => void)[] = [];
  const queryFn = () => new Promise<string[]>((resolve) => answers.push(resolve));
  const seen: (string[] | undefined)[] = [];
  const leave = new QueryObserver(cache, { queryKey, queryFn }).subscribe(({ data }) => seen.push(data));
  await keepAnswer(cache, queryKey, (held) => [...(held ?? []), 'new']);
  answers[0]?.(['old']);
  await expect.poll(() => answers.length).toBe(2);
  expect(cache.getQueryData(queryKey)).toEqual(['new']);
  answers[1]?.(['old', 'new']);
  await expect.poll(() => cache.getQueryData(queryKey)).toEqual(['old', 'new']);
  expect(seen).not.toContainEqual(['old']);
  leave();
});

it('asks nothing where nothing was on its way', async () => {
  const cache = new QueryClient();
  await keepAnswer(cache, queryKey, ['one']);
  expect(cache.getQueryData(queryKey)).toEqual(['one']);
  expect(cache.isFetching()).toBe(0);
});
