import type { Session } from '@lockstep/contracts';
import { useTexts } from '../../i18n/language.js';
import { Copyable } from '../../ui/copy-button.js';
import { IncomingStream } from './incoming-stream.js';
import { RenditionsPanel } from './renditions-panel.js';
import { RestreamsPanel } from './restreams-panel.js';
import { PublishKey } from './publish-key.js';

/** The stream of the session: what arrives, how to publish to it, and how to play it elsewhere. */
export function StreamPanel({ session }: { session: Session }) {
  const texts = useTexts();
  // While it waits for a publisher, the page says how to publish in its main column.
  const mayPublish = session.source.kind === 'rtmp' && session.status === 'live' && session.onAir;
  return (
    <div className="stack">
      <IncomingStream session={session} />
      {session.source.kind === 'rtmp' && session.status !== 'ended' && <RenditionsPanel session={session} />}
      {session.status !== 'ended' && <RestreamsPanel sessionId={session.id} />}
      {mayPublish && <PublishKey session={session} />}
      <div className="stack stack--tight">
        <h3>{texts.teacher.stream.play}</h3>
        <Copyable value={session.addresses.rtmp} label={texts.common.copy} />
      </div>
      {session.addresses.srt !== undefined && (
        <div className="stack stack--tight">
          <h3>{texts.teacher.stream.playSrt}</h3>
          <Copyable value={session.addresses.srt} label={texts.common.copy} />
        </div>
      )}
    </div>
  );
}
