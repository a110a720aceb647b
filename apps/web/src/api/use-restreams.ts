import type { RestreamCreateInput } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queries } from './queries.js';
import { problemOf } from './query-client.js';
import { changeRestream, createRestream, deleteRestream } from './restreams.js';

/** How often it is read how each does, ms. */
const readEveryMs = 4000;

/** The restreams of a session, or (null) of every open one, and what can be done with them. */
export function useRestreams(sessionId: string | null) {
  const cache = useQueryClient();
  const query = queries.restreams(sessionId);
  const list = useQuery({ ...query, ...(sessionId !== null && { refetchInterval: readEveryMs }) });
  const change = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => cache.invalidateQueries({ queryKey: query.queryKey }),
  });
  return {
    restreams: list.data,
    problem: change.error ?? problemOf(list),
    isBusy: change.isPending,
    create: (body: RestreamCreateInput) => change.mutateAsync(() => createRestream(sessionId, body)),
    enable: (id: string, enabled: boolean) => change.mutate(() => changeRestream(sessionId, id, { enabled })),
    remove: (id: string) => change.mutate(() => deleteRestream(sessionId, id)),
  };
}
