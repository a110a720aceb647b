import type { Session, StreamKey, StreamKeyCreated } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { createStreamKey, revokeStreamKey, rotateStreamKey } from '../../api/stream-keys.js';
import { formatDate } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Copyable } from '../../ui/copy-button.js';
import { Dialog } from '../../ui/dialog.js';
import { Notice } from '../../ui/notice.js';
import { NewKeyDialog } from './new-key-dialog.js';

const takesPublishers = ({ source, status }: Session) => source.kind === 'rtmp' && status !== 'ended';

export function KeysSection() {
  const { texts } = useLanguage();
  const words = texts.keys;
  const keys = useQuery(queries.streamKeys());
  const { data: sessions = [], ...asked } = useQuery(queries.sessions());
  const [dialog, setDialog] = useState<'new' | StreamKey | null>(null);
  const change = useKeyChange(() => setDialog(null));
  const problem = change.error ?? problemOf(keys) ?? problemOf(asked);
  const titleOf = (id: string) => sessions.find((session) => session.id === id)?.title ?? id;
  return (
    <>
      <div className="panel__head">
        <h1>{words.title}</h1>
        <Button look="primary" icon="plus" onClick={() => setDialog('new')}>
          {words.create}
        </Button>
      </div>
      <p className="soft">{words.hint}</p>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {change.data && <MadeKey made={change.data} />}
      {keys.data?.length === 0 && <p className="empty">{words.none}</p>}
      <ul className="rows">
        {keys.data?.map((key) => (
          <KeyRow
            key={key.id}
            streamKey={key}
            session={titleOf(key.sessionId)}
            onRotate={() => change.mutate(() => rotateStreamKey(key.id))}
            onRevoke={() => setDialog(key)}
          />
        ))}
      </ul>
      {dialog === 'new' && (
        <NewKeyDialog
          sessions={sessions.filter(takesPublishers)}
          onClose={() => setDialog(null)}
          onMake={(body) => change.mutate(() => createStreamKey(body))}
        />
      )}
      {dialog !== null && dialog !== 'new' && (
        <RevokeDialog
          onClose={() => setDialog(null)}
          onRevoke={() => change.mutate(() => revokeStreamKey(dialog.id))}
        />
      )}
    </>
  );
}

/** Makes, rotates or revokes a key; answers with the new key, if there is one. */
function useKeyChange(onSettled: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (work: () => Promise<StreamKeyCreated | undefined>) => work().then((made) => made ?? null),
    onSuccess: () => cache.invalidateQueries({ queryKey: queries.streamKeys().queryKey }),
    onSettled,
  });
}

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
        {made.srtUrl !== undefined && (
          <>
            <p className="field__label">{words.srtAddress}</p>
            <Copyable value={made.srtUrl} label={texts.common.copy} />
          </>
        )}
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
