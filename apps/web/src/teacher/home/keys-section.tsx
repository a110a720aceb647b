import type { Session, StreamKey, StreamKeyCreated } from '@lockstep/contracts';
import { useCallback, useState } from 'react';
import { explain } from '../../api/explain.js';
import { listSessions } from '../../api/sessions.js';
import { createStreamKey, listStreamKeys, revokeStreamKey, rotateStreamKey } from '../../api/stream-keys.js';
import { useResource } from '../../api/use-resource.js';
import { formatDate } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Copyable } from '../../ui/copy-button.js';
import { Dialog } from '../../ui/dialog.js';
import { NewKeyDialog } from './new-key-dialog.js';
import { Notice } from '../../ui/notice.js';

export function KeysSection({ token }: { token: string }) {
  const { texts } = useLanguage();
  const words = texts.keys;
  const { value, error, reload } = useKeys(token);
  const [dialog, setDialog] = useState<'new' | StreamKey | null>(null);
  const [made, setMade] = useState<StreamKeyCreated | null>(null);
  const [failure, setFailure] = useState<unknown>();
  const run = async (work: () => Promise<StreamKeyCreated | undefined>) => {
    setFailure(undefined);
    try {
      setMade((await work()) ?? null);
      reload();
    } catch (refusal) {
      setFailure(refusal);
    }
    setDialog(null);
  };
  const wrong = failure ?? error;
  return (
    <>
      <div className="panel__head">
        <h1>{words.title}</h1>
        <Button look="primary" icon="plus" onClick={() => setDialog('new')}>
          {words.create}
        </Button>
      </div>
      <p className="soft">{words.hint}</p>
      {wrong !== undefined && <Notice kind="error">{explain(wrong, texts)}</Notice>}
      {made && <MadeKey made={made} />}
      {value?.keys.length === 0 && <p className="empty">{words.none}</p>}
      <ul className="rows">
        {value?.keys.map((key) => (
          <KeyRow
            key={key.id}
            streamKey={key}
            session={value.sessions.find(({ id }) => id === key.sessionId)?.title ?? key.sessionId}
            onRotate={() => void run(() => rotateStreamKey(key.id, token))}
            onRevoke={() => setDialog(key)}
          />
        ))}
      </ul>
      {dialog === 'new' && (
        <NewKeyDialog
          sessions={(value?.sessions ?? []).filter(takesPublishers)}
          onClose={() => setDialog(null)}
          onMake={(body) => void run(() => createStreamKey(token, body))}
        />
      )}
      {dialog !== null && dialog !== 'new' && (
        <RevokeDialog
          onClose={() => setDialog(null)}
          onRevoke={() => void run(() => revokeStreamKey(dialog.id, token))}
        />
      )}
    </>
  );
}

/** The keys, and the sessions that they feed. */
function useKeys(token: string) {
  const load = useCallback(
    async (signal: AbortSignal) => {
      const [keys, sessions] = await Promise.all([
        listStreamKeys(token, signal),
        listSessions(token, signal),
      ]);
      return { keys, sessions };
    },
    [token],
  );
  return useResource(load);
}

const takesPublishers = ({ source, status }: Session) => source.kind === 'rtmp' && status !== 'ended';

function RevokeDialog({ onClose, onRevoke }: { onClose: () => void; onRevoke: () => void }) {
  const { texts } = useLanguage();
  const words = texts.keys;
  return (
    <Dialog title={words.revokeTitle} onClose={onClose}>
      <p>{words.revokeBody}</p>
      <div className="row">
        <Button look="danger" onClick={onRevoke}>
          {words.revoke}
        </Button>
        <Button look="quiet" autoFocus onClick={onClose}>
          {texts.common.cancel}
        </Button>
      </div>
    </Dialog>
  );
}

function MadeKey({ made }: { made: StreamKeyCreated }) {
  const { texts } = useLanguage();
  const words = texts.keys;
  return (
    <section className="panel" aria-label={words.key}>
      <Notice kind="wait">{words.once}</Notice>
      <div className="stack">
        <p className="field__label">{words.address}</p>
        <Copyable value={made.publishUrl} label={texts.common.copy} />
        <p className="field__label">{words.key}</p>
        <Copyable value={made.key} label={texts.common.copy} />
      </div>
    </section>
  );
}

type KeyRowProps = {
  readonly streamKey: StreamKey;
  readonly session: string;
  readonly onRotate: () => void;
  readonly onRevoke: () => void;
};

function KeyRow({ streamKey, session, onRotate, onRevoke }: KeyRowProps) {
  const { texts, tag } = useLanguage();
  const words = texts.keys;
  return (
    <li className="rows__row">
      <div className="rows__what">
        <span className="rows__title">
          {streamKey.label}
          <span className={streamKey.publishing ? 'badge badge--live' : 'badge'}>
            {streamKey.publishing ? words.publishing : words.idle}
          </span>
        </span>
        <span className="small soft">
          {session} · {words.ending(streamKey.hint)} ·{' '}
          {formatDate(streamKey.rotatedAt ?? streamKey.createdAt, tag)}
        </span>
      </div>
      <div className="row">
        <Button small onClick={onRotate}>
          {words.rotate}
        </Button>
        <Button small look="danger" onClick={onRevoke}>
          {words.revoke}
        </Button>
      </div>
    </li>
  );
}
