import type { Session } from '@lockstep/contracts';
import { useTexts } from '../../i18n/language.js';
import { IncomingStream } from './incoming-stream.js';
import { PublishKey } from './publish-key.js';

/** What a session that waits for a publisher needs: where to publish, the key, and what arrives. */
export function Waiting({ session }: { session: Session }) {
  const words = useTexts().teacher.waiting;
  if (session.source.kind !== 'rtmp' || session.status === 'ended' || session.onAir) return null;
  return (
    <section className="panel waiting" aria-labelledby="waiting-title">
      <h2 id="waiting-title">{words.title}</h2>
      <p className="small">{session.status === 'live' ? words.steps : words.startFirst}</p>
      <PublishKey session={session} />
      <h3>{words.arrives}</h3>
      <IncomingStream session={session} />
    </section>
  );
}
