import { type Webhook, type WebhookCreate, WebhookEvent, WebhookQuestion } from '@lockstep/contracts';
import { type SubmitEvent, useState } from 'react';
import { useOperatorTexts } from '../i18n/operator-texts.js';
import { useLanguage } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { CheckField, SelectField, TextField } from '../ui/field.js';

type WebhookDialogProps = {
  /** undefined: a new one. */
  readonly webhook: Webhook | undefined;
  readonly error: string | undefined;
  readonly onClose: () => void;
  readonly onSave: (body: WebhookCreate) => void;
};

/** Kept for later, and never sent yet. */
const events = WebhookEvent.options.filter((event) => event !== 'screenshot.taken');

export function WebhookDialog({ webhook, error, onClose, onSave }: WebhookDialogProps) {
  const words = useOperatorTexts().webhooks;
  const [draft, setDraft] = useState({
    url: webhook?.url ?? '',
    events: webhook?.events ?? ['session.live' as const, 'session.ended' as const],
    asks: webhook?.asks ?? [],
    onFailure: webhook?.onFailure ?? ('allow' as const),
    enabled: webhook?.enabled ?? true,
  });
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSave({ ...draft, url: draft.url.trim() });
  };
  return (
    <Dialog title={webhook ? words.edit : words.create} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <TextField
          label={words.address}
          hint={words.addressHint}
          error={error}
          type="url"
          required
          autoFocus
          maxLength={1000}
          value={draft.url}
          onChange={(event) => change({ url: event.target.value })}
        />
        <Choices
          title={words.told}
          all={events}
          chosen={draft.events}
          labels={words.events}
          onChange={(chosen) => change({ events: chosen })}
        />
        <Choices
          title={words.asked}
          all={WebhookQuestion.options}
          chosen={draft.asks}
          labels={words.questions}
          onChange={(chosen) => change({ asks: chosen })}
        />
        {draft.asks.length > 0 && (
          <SelectField
            label={words.onFailure}
            value={draft.onFailure}
            options={(['allow', 'refuse'] as const).map((value) => ({ value, label: words[value] }))}
            onChange={(onFailure) => change({ onFailure })}
          />
        )}
        <CheckField
          label={words.enabled}
          checked={draft.enabled}
          onChange={(enabled) => change({ enabled })}
        />
        <Buttons onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Buttons({ onClose }: { onClose: () => void }) {
  const { common } = useLanguage().texts;
  return (
    <div className="row">
      <Button type="submit" look="primary">
        {useOperatorTexts().webhooks.save}
      </Button>
      <Button look="quiet" onClick={onClose}>
        {common.cancel}
      </Button>
    </div>
  );
}

type ChoicesProps<T extends string> = {
  readonly title: string;
  readonly all: readonly T[];
  readonly chosen: readonly T[];
  readonly labels: Readonly<Record<T, string>>;
  readonly onChange: (chosen: T[]) => void;
};

/** In the order of `all`, however they were ticked. */
function Choices<T extends string>({ title, all, chosen, labels, onChange }: ChoicesProps<T>) {
  return (
    <fieldset className="webhooks__choices">
      <legend className="field__label">{title}</legend>
      {all.map((one) => (
        <label key={one} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            onChange={({ target: { checked } }) =>
              onChange(all.filter((other) => (other === one ? checked : chosen.includes(other))))
            }
          />
          {labels[one]}
        </label>
      ))}
    </fieldset>
  );
}
