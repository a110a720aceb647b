import type { Joined, Lobby } from '@lockstep/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { useParams } from 'react-router';
import { explain } from '../api/explain.js';
import { hasStatus } from '../api/http.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { joinSession } from '../api/sessions.js';
import { leaveSeat, rememberedSeat, type Seat, takeSeat } from '../api/seats.js';
import { useTexts } from '../i18n/language.js';
import { useDocumentTitle } from '../ui/document-title.js';
import { Classroom } from './classroom.js';
import './classroom.css';
import { JoinForm } from './join-form.js';
import { Message, Plain } from './message.js';
import { useClassroom } from './use-classroom.js';

// not needed before the end of a class
const ClassOver = lazy(async () => ({ default: (await import('./class-over.js')).ClassOver }));

/** How often a page without a socket looks whether the class has begun, ms. */
const lookEveryMs = 5000;

export function StudentPage() {
  const { sessionId = '' } = useParams();
  return <StudentSession key={sessionId} sessionId={sessionId} />;
}

function StudentSession({ sessionId }: { sessionId: string }) {
  const texts = useTexts();
  const cache = useQueryClient();
  const lobby = useQuery(queries.lobby(sessionId));
  const [seat, setSeat] = useState<Seat | null>(() => rememberedSeat(sessionId, Date.now()));
  const wasLive = useRef(false);
  const [hasSeenEnd, setSeenEnd] = useState(false);
  const onSeenEnd = useCallback(() => setSeenEnd(true), []);
  const session = lobby.data;
  useDocumentTitle(session?.title ?? texts.student.page);

  const join = (joined: Joined) => {
    cache.setQueryData(queries.lobby(sessionId).queryKey, joined.session);
    setSeat(takeSeat(sessionId, joined));
  };
  const leave = useCallback(() => {
    leaveSeat(sessionId);
    setSeat(null);
  }, [sessionId]);

  if (!session) {
    const problem = problemOf(lobby);
    if (hasStatus(problem, 404)) return <Message {...texts.student.notFound} />;
    if (problem) return <Message title={explain(problem, texts)} onRetry={() => void lobby.refetch()} />;
    return <Message title={texts.common.loading} />;
  }
  if (session.status === 'live') wasLive.current = true;
  const hasLeft = !seat || !wasLive.current || hasSeenEnd;
  if (session.status === 'ended' && hasLeft)
    return (
      <Message
        {...(session.selfPaced ? texts.student.alone.ended : texts.student.ended)}
        eyebrow={session.title}
      >
        {seat && (
          <Suspense fallback={null}>
            <ClassOver lobby={session} seat={seat} />
          </Suspense>
        )}
      </Message>
    );
  if (!seat)
    return (
      <Plain>
        <JoinForm
          words={texts.student.join}
          join={(name) => joinSession(sessionId, name)}
          title={session.title}
          isRecorded={session.recorded}
          keptDays={session.keptDays}
          onJoined={join}
        />
      </Plain>
    );
  return <Seated key={seat.studentId} lobby={session} seat={seat} onLeave={leave} onSeenEnd={onSeenEnd} />;
}

type SeatedProps = {
  readonly lobby: Lobby;
  readonly seat: Seat;
  readonly onLeave: () => void;
  /** The class is over, and its last frame was shown. */
  readonly onSeenEnd: () => void;
};

function Seated({ lobby, seat, onLeave, onSeenEnd }: SeatedProps) {
  const texts = useTexts().student;
  const link = useClassroom({ sessionId: lobby.id, studentId: seat.studentId, onEnded: onLeave });
  const hearsNothing = lobby.status === 'scheduled' && link.state !== 'connected';
  useQuery({ ...queries.lobby(lobby.id), refetchInterval: hearsNothing ? lookEveryMs : false });

  if (lobby.status === 'scheduled')
    return <Message {...texts.waiting} eyebrow={lobby.title} note={texts.you(seat.name)} />;
  return <Classroom lobby={lobby} seat={seat} link={link} onLeave={onLeave} onSeenEnd={onSeenEnd} />;
}
