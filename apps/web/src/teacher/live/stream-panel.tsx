import type {
  PublisherRefusal,
  Session,
  StreamKey,
  StreamKeyCreated,
  StreamStatus,
} from '@lockstep/contracts';
import { useCallback, useEffect, useState } from 'react';
import { explain } from '../../api/explain.js';
import { getStreamStatus } from '../../api/sessions.js';
import { createStreamKey, listStreamKeys, rotateStreamKey } from '../../api/stream-keys.js';
import { useReloadEvery, useResource } from '../../api/use-resource.js';
import { formatTime } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import type { Texts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Copyable } from '../../ui/copy-button.js';
import { Notice } from '../../ui/notice.js';

/** How often the state of the stream is read, ms; between two readings only news over the socket changes it. */
const readEveryMs = 3000;

type StreamPanelProps = {
  readonly session: Session;
  readonly token: string;
  readonly refusals: readonly PublisherRefusal[];
};

/** Where the picture comes from: the publisher, its address and key, and who was sent away and why. */
export function StreamPanel({ session, token, refusals }: StreamPanelProps) {
  const { texts } = useLanguage();
  const words = texts.teacher.stream;
  const load = useCallback(
    (signal: AbortSignal) => getStreamStatus(session.id, token, signal),
    [session.id, token],
  );
  const { value: status, error, reload } = useResource(load);
  useReloadEvery(readEveryMs, reload);
  useEffect(() => reload(), [reload, refusals, session.onAir]);
  return (
    <div className="stack">
      {error !== undefined && !status && <Notice kind="error">{explain(error, texts)}</Notice>}
      {status && <Facts status={status} session={session} />}
      {session.source.kind === 'rtmp' && session.status !== 'ended' && (
        <PublishKey session={session} token={token} />
      )}
      <div className="stack stack--tight">
        <h3>{words.play}</h3>
        <Copyable value={session.addresses.rtmp} label={texts.common.copy} />
      </div>
      {status && status.refusals.length > 0 && <Refusals refusals={status.refusals} />}
    </div>
  );
}

/** Where the picture comes from when it does not come from a publisher. */
function ownSource({ source, lessonVersion }: Session, texts: Texts): string | null {
  const words = texts.teacher.stream;
  if (source.kind === 'file')
    return [words.file(source.file), source.loop && words.loop].filter(Boolean).join(', ');
  return source.kind === 'teacher' ? words.virtual(lessonVersion ?? 1) : null;
}

function Facts({ status, session }: { status: StreamStatus; session: Session }) {
  const { texts, tag } = useLanguage();
  const words = texts.teacher.stream;
  const { publisher, video, audio } = status;
  const rate = video?.frameRate ? ` · ${Math.round(video.frameRate * 100) / 100} fps` : '';
  const own = ownSource(session, texts);
  const source =
    own ?? (publisher && [publisher.kind.toUpperCase(), publisher.remote].filter(Boolean).join(' · '));
  return (
    <dl className="facts">
      <dt>{words.publisher}</dt>
      <dd>
        {source ?? words.noPublisher}
        {publisher && <span className="soft"> {words.since(formatTime(publisher.since, tag))}</span>}
      </dd>
      {video && (
        <>
          <dt>{words.video}</dt>
          <dd className="tabular">
            {video.codec.toUpperCase()} · {video.width}×{video.height}
            {rate}
          </dd>
          <dt>{words.audio}</dt>
          <dd className="tabular">
            {audio ? `${audio.codec.toUpperCase()} · ${audio.sampleRate / 1000} kHz` : words.noAudio}
          </dd>
        </>
      )}
      <dt>{words.viewers}</dt>
      <dd className="tabular">{status.viewers}</dd>
    </dl>
  );
}

/** Address and key for a publisher's own picture. */
export function PublishKey({ session, token }: { session: Session; token: string }) {
  const { texts } = useLanguage();
  const words = texts.teacher.stream;
  const load = useCallback(
    async (signal: AbortSignal) =>
      (await listStreamKeys(token, signal)).find(({ sessionId }) => sessionId === session.id) ?? null,
    [session.id, token],
  );
  const { value: known, reload } = useResource<StreamKey | null>(load);
  const [made, setMade] = useState<StreamKeyCreated | null>(null);
  const [error, setError] = useState<unknown>();
  const make = async () => {
    setError(undefined);
    try {
      setMade(
        known
          ? await rotateStreamKey(known.id, token)
          : await createStreamKey(token, { sessionId: session.id }),
      );
      reload();
    } catch (refusal) {
      setError(refusal);
    }
  };
  return (
    <div className="stack stack--tight">
      <h3>{words.key}</h3>
      {made ? (
        <>
          <p className="small">{words.publishUrl}</p>
          <Copyable value={made.publishUrl} label={texts.common.copy} />
          <Notice kind="wait">{words.keyOnce}</Notice>
        </>
      ) : (
        <>
          {known && (
            <p className="small soft">
              {texts.keys.ending(known.hint)} · {words.rotateWarning}
            </p>
          )}
          <div>
            <Button small onClick={() => void make()}>
              {known ? words.rotateKey : words.newKey}
            </Button>
          </div>
        </>
      )}
      {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
    </div>
  );
}

function Refusals({ refusals }: { refusals: readonly PublisherRefusal[] }) {
  const { texts, tag } = useLanguage();
  return (
    <div className="stack stack--tight">
      <h3>{texts.teacher.stream.refusals}</h3>
      <ul className="refusals">
        {refusals.map((refusal) => (
          <li key={`${refusal.at} ${refusal.remote}`} className="refusals__row small">
            <span className="soft tabular">{formatTime(refusal.at, tag)}</span> <code>{refusal.remote}</code>
            <br />
            {refusal.reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
