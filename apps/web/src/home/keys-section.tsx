import { type StreamKey, type StreamKeyCreated } from '@lockstep/contracts';
import { type FormEvent, useCallback, useState } from 'react';
import { explain } from '../api/explain.js';
import { listSessions } from '../api/sessions.js';
import { createStreamKey, listStreamKeys, revokeStreamKey, rotateStreamKey } from '../api/stream-keys.js';
import { useResource } from '../api/use-resource.js';
import { formatDate } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Copyable } from '../ui/copy-button.js';
import { Dialog } from '../ui/dialog.js';
import { SelectField, TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';

export function KeysSection({ token }: { token: string }) {
  const { texts } = useLanguage();
  const words = texts.keys;
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
  const { value, error, reload } = useResource(load);
  const [dialog, setDialog] = useState<'new' | StreamKey | null>(null);
  const [made, setMade] = useState<StreamKeyCreated | null>(null);
  const [failure, setFailure] = useState<unknown>();
  const run = async (work: () => Promise<StreamKeyCreated | undefined>) => {
    setFailure(undefined);
    try {
      setMade((await work()) ?? null);
      setDialog(null);
      reload();
    } catch (refusal) {
      setFailure(refusal);
    }
  };
  const fed = (value?.sessions ?? []).filter(
    ({ source, status }) => source.kind === 'rtmp' && status !== 'ended',
  );
  const titleOf = (sessionId: string) =>
    value?.sessions.find(({ id }) => id === sessionId)?.title ?? sessionId;
  return (
    <>
      <div className="panel__head">
        <h1>{words.title}</h1>
        <Button look="primary" icon="plus" onClick={() => setDialog('new')}>
          {words.create}
        </Button>
      </div>
      <p className="soft">{words.hint}</p>
      {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
      {failure !== undefined && <Notice kind="error">{explain(failure, texts)}</Notice>}
      {made && <MadeKey made={made} />}
      {value?.keys.length === 0 && <p className="empty">{words.none}</p>}
      <ul className="rows">
        {value?.keys.map((key) => (
          <KeyRow
            key={key.id}
            streamKey={key}
            session={titleOf(key.sessionId)}
            onRotate={() => void run(() => rotateStreamKey(key.id, token))}
            onRevoke={() => setDialog(key)}
          />
        ))}
      </ul>
      {dialog === 'new' && (
        <NewKeyDialog
          sessions={fed}
          onClose={() => setDialog(null)}
          onMake={(body) => void run(() => createStreamKey(token, body))}
        />
      )}
      {dialog !== null && dialog !== 'new' && (
        <Dialog title={words.revokeTitle} onClose={() => setDialog(null)}>
          <p>{words.revokeBody}</p>
          <div className="row">
            <Button look="danger" onClick={() => void run(() => revokeStreamKey(dialog.id, token))}>
              {words.revoke}
            </Button>
            <Button look="quiet" autoFocus onClick={() => setDialog(null)}>
              {texts.common.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </>
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

type NewKeyDialogProps = {
  readonly sessions: readonly { id: string; title: string }[];
  readonly onClose: () => void;
  readonly onMake: (body: { sessionId: string; label?: string; trustedRelay: boolean }) => void;
};

function NewKeyDialog({ sessions, onClose, onMake }: NewKeyDialogProps) {
  const { texts } = useLanguage();
  const words = texts.keys;
  const [sessionId, setSessionId] = useState(sessions[0]?.id ?? '');
  const [label, setLabel] = useState('');
  const [trustedRelay, setTrusted] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onMake({ sessionId, trustedRelay, ...(label.trim() !== '' && { label: label.trim() }) });
  };
  return (
    <Dialog title={words.create} onClose={onClose}>
      {sessions.length === 0 ? (
        <p>{words.noSession}</p>
      ) : (
        <form className="stack" onSubmit={submit}>
          <SelectField
            label={words.session}
            value={sessionId}
            options={sessions.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={setSessionId}
          />
          <TextField
            label={words.label}
            maxLength={100}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
          <label className="check">
            <input
              type="checkbox"
              checked={trustedRelay}
              onChange={(event) => setTrusted(event.target.checked)}
            />
            {words.trusted}
          </label>
          <div className="row">
            <Button type="submit" look="primary">
              {words.create}
            </Button>
            <Button look="quiet" onClick={onClose}>
              {texts.common.cancel}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
