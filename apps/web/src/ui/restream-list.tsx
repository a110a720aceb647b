import type { Restream, RestreamCreateInput } from '@lockstep/contracts';
import { type SubmitEvent, useState } from 'react';
import { useOperatorTexts } from '../i18n/operator-texts.js';
import { Button } from './button.js';
import { TextField } from './field.js';
import { Notice } from './notice.js';

type RestreamListProps = {
  readonly restreams: readonly Restream[];
  /** Why something could not be done. */
  readonly problem: string | undefined;
  readonly isBusy: boolean;
  /** Resolves when it is made. */
  readonly onCreate: (body: RestreamCreateInput) => Promise<unknown>;
  readonly onEnable: (id: string, enabled: boolean) => void;
  readonly onDelete: (id: string) => void;
};

/** Other servers to which frames are sent, how each does, and a form for one more. */
export function RestreamList({ restreams, problem, isBusy, ...on }: RestreamListProps) {
  const words = useOperatorTexts().restreams;
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      {problem !== undefined && <Notice kind="error">{problem}</Notice>}
      <ul className="rows">
        {restreams.map((restream) => (
          <RestreamRow
            key={restream.id}
            restream={restream}
            isBusy={isBusy}
            onEnable={(enabled) => on.onEnable(restream.id, enabled)}
            onDelete={() => on.onDelete(restream.id)}
          />
        ))}
      </ul>
      {isAdding ? (
        <RestreamForm
          isBusy={isBusy}
          onClose={() => setAdding(false)}
          onCreate={(body) =>
            void on.onCreate(body).then(
              () => setAdding(false),
              () => undefined,
            )
          }
        />
      ) : (
        <div className="row">
          <Button small icon="plus" onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        </div>
      )}
    </>
  );
}

type RestreamRowProps = {
  readonly restream: Restream;
  readonly isBusy: boolean;
  readonly onEnable: (enabled: boolean) => void;
  readonly onDelete: () => void;
};

function RestreamRow({ restream, isBusy, onEnable, onDelete }: RestreamRowProps) {
  const words = useOperatorTexts().restreams;
  const { name, address, keyHint, enabled, status } = restream;
  const key = keyHint === '' ? '' : ` · ${words.keyEnds(keyHint)}`;
  return (
    <li className="rows__row">
      <div className="rows__what">
        <span className="rows__title">
          {name}
          <Badge restream={restream} />
        </span>
        <span className="small soft">
          {address}
          {key}
        </span>
        {status?.state === 'live' && (
          <span className="small soft tabular">{words.sends(status.kbps, status.droppedFrames)}</span>
        )}
        {status?.failure && <span className="small">{words.failures[status.failure]}</span>}
      </div>
      <div className="row">
        <Button small disabled={isBusy} onClick={() => onEnable(!enabled)}>
          {enabled ? words.pause : words.resume}
        </Button>
        <Button small look="danger" disabled={isBusy} onClick={onDelete}>
          {words.remove}
        </Button>
      </div>
    </li>
  );
}

function Badge({ restream: { enabled, status } }: { restream: Restream }) {
  const words = useOperatorTexts().restreams;
  if (!enabled) return <span className="badge">{words.off}</span>;
  if (!status) return null;
  const looks = { live: 'badge badge--good', connecting: 'badge badge--wait', waiting: 'badge' } as const;
  return <span className={looks[status.state]}>{words.states[status.state]}</span>;
}

type RestreamFormProps = {
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onCreate: (body: RestreamCreateInput) => void;
};

function RestreamForm({ isBusy, onClose, onCreate }: RestreamFormProps) {
  const words = useOperatorTexts().restreams;
  const [draft, setDraft] = useState({ name: '', address: '', key: '' });
  const field = (of: keyof typeof draft) => ({
    required: true,
    value: draft[of],
    onChange: ({ target }: { target: { value: string } }) => setDraft({ ...draft, [of]: target.value }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onCreate({ name: draft.name.trim(), address: draft.address.trim(), key: draft.key.trim() });
  };
  return (
    <form className="stack stack--tight" onSubmit={submit}>
      <TextField label={words.name} maxLength={60} autoFocus {...field('name')} />
      <TextField
        label={words.address}
        hint={words.addressHint}
        maxLength={500}
        pattern="rtmps?://.+/.+"
        {...field('address')}
      />
      <TextField
        label={words.key}
        hint={words.keyHint}
        type="password"
        autoComplete="off"
        {...field('key')}
      />
      <div className="row">
        <Button type="submit" look="primary" small disabled={isBusy}>
          {words.save}
        </Button>
        <Button small look="quiet" onClick={onClose}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
