import type { FeedbackBody, SessionChanged } from '@lockstep/contracts';
import { useEffect, useState } from 'react';
import { type ClassroomSocket, connectClassroom, tellPresence } from '../api/classroom-socket.js';
import { getMyFeedback } from '../api/sessions.js';

/** How often the page tells that it is there, ms. */
const presenceEveryMs = 5000;

export type ClassroomLink = {
  readonly socket: ClassroomSocket | null;
  readonly connected: boolean;
  /** Private words that came ahead of their frame, by the id that the stream will name. */
  readonly feedback: ReadonlyMap<string, FeedbackBody>;
};

type Presence = () => { ptsMs: number | null; latencyMs: number | null };

type ClassroomOptions = {
  readonly sessionId: string;
  readonly token: string;
  readonly onSessionChanged: (change: SessionChanged) => void;
  /** The token is no longer good: the student has to join again. */
  readonly onRefused: () => void;
};

/** A student's line to the classroom, beside the video. */
export function useClassroom({
  sessionId,
  token,
  onSessionChanged,
  onRefused,
}: ClassroomOptions): ClassroomLink {
  const [socket, setSocket] = useState<ClassroomSocket | null>(null);
  const [connected, setConnected] = useState(false);
  const [feedback, setFeedback] = useState<ReadonlyMap<string, FeedbackBody>>(new Map());

  useEffect(() => {
    const opened = connectClassroom({ kind: 'student', token });
    const keep = (bodies: readonly FeedbackBody[]) =>
      setFeedback((held) => new Map([...held, ...bodies.map((body) => [body.feedbackId, body] as const)]));
    opened.on('connect', () => {
      setConnected(true);
      // What was said to this student while he was away.
      getMyFeedback(sessionId, token).then(keep, (error: unknown) => {
        console.warn('earlier feedback could not be loaded', error);
      });
    });
    opened.on('disconnect', () => setConnected(false));
    opened.on('feedback:body', (body, received) => {
      keep([body]);
      received();
    });
    opened.on('session:changed', onSessionChanged);
    opened.on('connect_error', () => {
      // While the line is only broken socket.io tries again by itself; `active` is false once the server has refused.
      if (!opened.active) onRefused();
    });
    setSocket(opened);
    return () => {
      opened.disconnect();
      setSocket(null);
      setConnected(false);
    };
  }, [sessionId, token, onSessionChanged, onRefused]);

  return { socket, connected, feedback };
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
