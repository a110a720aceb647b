import type { Joined, Lobby } from '@lockstep/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { explain } from '../api/explain.js';
import { hasStatus } from '../api/http.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { leaveSeat, rememberedSeat, type Seat, takeSeat } from '../api/seats.js';
import { useTexts } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';
import { Button } from '../ui/button.js';
import { useDocumentTitle } from '../ui/document-title.js';
import { Classroom } from './classroom.js';
import { ScoreSummary } from './score-summary.js';
import { AfterClass } from './after-class.js';
import './classroom.css';
import { JoinForm } from './join-form.js';
import { useClassroom } from './use-classroom.js';

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
      <Message {...texts.student.ended} eyebrow={session.title}>
        {seat && (
          <p>
            <Link className="button" to={`/s/${sessionId}/results`}>
              {texts.student.results.link}
            </Link>
          </p>
        )}
        {seat && <ScoreSummary sessionId={sessionId} studentId={seat.studentId} />}
        {seat && <AfterClass lobby={session} seat={seat} />}
      </Message>
    );
  if (!seat)
    return (
      <Plain>
        <JoinForm
          sessionId={sessionId}
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

type MessageProps = {
  readonly title: string;
  readonly body?: string;
  readonly eyebrow?: string;
  readonly note?: string;
  readonly onRetry?: () => void;
  /** Below it. */
  readonly children?: ReactNode;
};

/** A page with one thing to say. */
function Message({ title, body, eyebrow, note, onRetry, children }: MessageProps) {
  const texts = useTexts();
  return (
    <Plain>
      <div className="card card--narrow" role="status">
        {eyebrow && <p className="eyebrow">{eyebrow}</p>}
        <h1 className="card__title">{title}</h1>
        {body && <p className="soft">{body}</p>}
        {note && <p className="small soft">{note}</p>}
        {onRetry && <Button onClick={onRetry}>{texts.common.retry}</Button>}
      </div>
      {children}
    </Plain>
  );
}

function Plain({ children }: { children: ReactNode }) {
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="plain__main">
        {children}
      </main>
    </div>
  );
}
