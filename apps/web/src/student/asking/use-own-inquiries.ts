import type { OwnInquiry } from '@lockstep/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { HeardList } from '../../api/heard-list.js';
import { getMyInquiries } from '../../api/inquiries.js';
import { queries } from '../../api/queries.js';
import type { ClassroomLink } from '../use-classroom.js';

const none: readonly OwnInquiry[] = [];

/** What this student asked: read at every connection, then kept up to date by the socket. */
export function useOwnInquiries(sessionId: string, studentId: string, { socket, state }: ClassroomLink) {
  const cache = useQueryClient();
  const [list] = useState(() => new HeardList<OwnInquiry>(({ id }) => id));
  const isConnected = state === 'connected';
  const { data: inquiries = none, refetch } = useQuery({
    ...queries.ownInquiries(sessionId, studentId),
    queryFn: ({ signal }) => list.read(() => getMyInquiries(sessionId, signal)),
  });
  const hear = useCallback(
    (inquiry: OwnInquiry) =>
      cache.setQueryData(queries.ownInquiries(sessionId, studentId).queryKey, list.hear(inquiry)),
    [cache, list, sessionId, studentId],
  );
  useEffect(() => {
    if (isConnected) void refetch(); // what was replied while this page was away
  }, [isConnected, refetch]);
  useEffect(() => {
    socket?.on('inquiry:answered', hear);
    return () => void socket?.off('inquiry:answered', hear);
  }, [socket, hear]);
  return { inquiries, hear };
}
