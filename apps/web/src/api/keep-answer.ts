import type { DataTag, QueryClient, QueryKey, Updater } from '@tanstack/react-query';

/**
 * Keeps what the server answered to a change. The same question may be on its way since before the change: its answer would
 * take the change back on the page, so it is dropped, and the question is asked again.
 */
export async function keepAnswer<T>(
  cache: QueryClient,
  queryKey: DataTag<QueryKey, T, Error>,
  answer: Updater<T | undefined, T | undefined>,
): Promise<void> {
  const filter = { queryKey, exact: true };
  const isAsked = cache.isFetching(filter) > 0;
  await cache.cancelQueries(filter);
  cache.setQueryData<T>(queryKey, answer);
  if (isAsked) void cache.invalidateQueries(filter);
}
