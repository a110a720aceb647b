import type { FeedbackBody, SessionChanged } from '@lockstep/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type ClassroomSocket, type LineState, openLine, tellPresence } from '../api/classroom-socket.js';
import { HeardList } from '../api/heard-list.js';
import { queries } from '../api/queries.js';
import { getMyFeedback } from '../api/sessions.js';

/** How often the page tells that it is there, ms. */
const presenceEveryMs = 5000;

export type ClassroomLink = {
  readonly socket: ClassroomSocket | null;
  readonly state: LineState;
  /** Private feedback, by the id that the stream will name; it comes ahead of its frame. */
  readonly feedback: readonly FeedbackBody[];
};

type Presence = () => { ptsMs: number | null; latencyMs: number | null };

type ClassroomOptions = {
  readonly sessionId: string;
  readonly studentId: string;
  /** The seat's token is no longer valid: the student has to join again. */
  readonly onEnded: () => void;
};

const none: readonly FeedbackBody[] = [];

/** A student's line to the classroom, beside the video. */
export function useClassroom({ sessionId, studentId, onEnded }: ClassroomOptions): ClassroomLink {
  const cache = useQueryClient();
  const [socket, setSocket] = useState<ClassroomSocket | null>(null);
  const [state, setState] = useState<LineState>('connecting');
  const [told] = useState(() => new HeardList<FeedbackBody>(({ feedbackId }) => feedbackId));
  const { data: feedback = none } = useQuery({
    ...queries.feedback(sessionId, studentId),
    queryFn: ({ signal }) => told.read(() => getMyFeedback(sessionId, signal)),
    enabled: state === 'connected',
  });

  useEffect(() => {
    const { queryKey } = queries.feedback(sessionId, studentId);
    const line = openLine({ studentOf: sessionId }, sessionId, (next) => {
      setState(next);
      if (next === 'ended') onEnded();
      // What was said while this page was away.
      if (next === 'connected') void cache.invalidateQueries({ queryKey });
    });
    line.socket.on('feedback:body', (body, received) => {
      cache.setQueryData(queryKey, told.hear(body));
      received();
    });
    line.socket.on('session:changed', ({ status, onAir }: SessionChanged) =>
      cache.setQueryData(queries.lobby(sessionId).queryKey, (held) => held && { ...held, status, onAir }),
    );
    setSocket(line.socket);
    return () => {
      line.close();
      setSocket(null);
      setState('connecting');
    };
  }, [cache, told, sessionId, studentId, onEnded]);
  return { socket, state, feedback };
}

/** Tells the teacher now and then that this page is on screen and how far behind it is. */
export function usePresence(socket: ClassroomSocket | null, connected: boolean, read: Presence): void {
  useEffect(() => {
    if (!socket || !connected) return;
    const tell = () => tellPresence(socket, { visible: document.visibilityState === 'visible', ...read() });
    tell();
    const timer = setInterval(tell, presenceEveryMs);
    document.addEventListener('visibilitychange', tell);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tell);
    };
  }, [socket, connected, read]);
}
