import type { Joined, SessionChanged } from '@lockstep/contracts';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useParams } from 'react-router';
import { explain } from '../api/explain.js';
import { hasStatus } from '../api/http.js';
import { getLobby } from '../api/sessions.js';
import { useResource } from '../api/use-resource.js';
import { useTexts } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';
import { Button } from '../ui/button.js';
import { useDocumentTitle } from '../ui/document-title.js';
import { Classroom } from './classroom.js';
import './classroom.css';
import { JoinForm } from './join-form.js';
import { leaveSeat, rememberedSeat, type Seat, takeSeat } from './student-identity.js';
import { useClassroom } from './use-classroom.js';

/** How often a page without a socket looks whether the class has begun, ms. */
const lookEveryMs = 5000;

export function StudentPage() {
  const { sessionId = '' } = useParams();
  return <StudentSession key={sessionId} sessionId={sessionId} />;
}

function StudentSession({ sessionId }: { sessionId: string }) {
  const texts = useTexts();
  const load = useCallback((signal: AbortSignal) => getLobby(sessionId, signal), [sessionId]);
  const lobby = useResource(load);
  const [seat, setSeat] = useState<Seat | null>(() => rememberedSeat(sessionId, Date.now()));
  const wasLive = useRef(false);
  const [hasSeenEnd, setSeenEnd] = useState(false);
  const onSeenEnd = useCallback(() => setSeenEnd(true), []);
  const session = lobby.value;
  useDocumentTitle(session?.title ?? texts.student.page);

  const join = (joined: Joined) => {
    lobby.update(() => joined.session);
    setSeat(takeSeat(sessionId, joined));
  };
  const { update } = lobby;
  const change = useCallback(
    ({ status, onAir }: SessionChanged) => update((held) => ({ ...held, status, onAir })),
    [update],
  );
  const leave = useCallback(() => {
    leaveSeat(sessionId);
    setSeat(null);
  }, [sessionId]);

  if (!session) {
    if (hasStatus(lobby.error, 404)) return <Message {...texts.student.notFound} />;
    if (lobby.error !== undefined && !lobby.loading)
      return <Message title={explain(lobby.error, texts)} onRetry={lobby.reload} />;
    return <Message title={texts.common.loading} />;
  }
  if (session.status === 'live') wasLive.current = true;
  const hasLeft = !seat || !wasLive.current || hasSeenEnd;
  if (session.status === 'ended' && hasLeft)
    return <Message {...texts.student.ended} eyebrow={session.title} />;
  if (!seat)
    return (
      <Plain>
        <JoinForm sessionId={sessionId} title={session.title} onJoined={join} />
      </Plain>
    );
  return (
    <Seated
      key={seat.token}
      lobby={session}
      seat={seat}
      onSessionChanged={change}
      reload={lobby.reload}
      onLeave={leave}
      onSeenEnd={onSeenEnd}
    />
  );
}

type Lobby = Joined['session'];

function Seated({
  lobby,
  seat,
  onSessionChanged,
  reload,
  onLeave,
  onSeenEnd,
}: {
  lobby: Lobby;
  seat: Seat;
  onSessionChanged: (change: SessionChanged) => void;
  reload: () => void;
  onLeave: () => void;
  /** The class is over, and its last picture was shown. */
  onSeenEnd: () => void;
}) {
  const texts = useTexts().student;
  const link = useClassroom({ sessionId: lobby.id, token: seat.token, onSessionChanged, onRefused: onLeave });
  useEffect(() => {
    if (lobby.status !== 'scheduled' || link.connected) return;
    const timer = setInterval(reload, lookEveryMs);
    return () => clearInterval(timer);
  }, [lobby.status, link.connected, reload]);

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
};

/** A page with one thing to say. */
function Message({ title, body, eyebrow, note, onRetry }: MessageProps) {
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
