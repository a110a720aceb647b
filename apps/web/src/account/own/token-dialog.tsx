import type { OwnTokenCreate, Scope } from '@lockstep/contracts';
import { type SubmitEvent, useState } from 'react';
import { useLanguage } from '../../i18n/language.js';
import { useOwnAccountTexts } from '../../i18n/own-account-texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { CheckField, SelectField, TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const lives = [30, 90, 365] as const;
const areas = ['lessons', 'sessions', 'streams', 'people'] as const;
type Area = (typeof areas)[number];
const rights = ['none', 'read', 'write'] as const;
type Right = (typeof rights)[number];
type Rights = Readonly<Record<Area, Right>>;

type TokenDialogProps = {
  readonly error: string | undefined;
  readonly isSaving: boolean;
  readonly onClose: () => void;
  readonly onSave: (body: OwnTokenCreate) => void;
};

export function TokenDialog({ error, isSaving, onClose, onSave }: TokenDialogProps) {
  const { texts } = useLanguage();
  const words = useOwnAccountTexts().tokens;
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [isPart, setPart] = useState(false);
  const [parts, setParts] = useState<Rights>({
    ...{ lessons: 'none', sessions: 'none', streams: 'none', people: 'none' },
  });
  const scopes = scopesOf(parts);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSave({
      name: name.trim(),
      ...(isPart && { scopes }),
      ...(days !== '' && { expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString() }),
    });
  };
  return (
    <Dialog title={words.create} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <TextField
          label={words.name}
          hint={words.nameHint}
          required
          autoFocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          label={words.expires}
          value={days}
          options={[
            ...lives.map((life) => ({ value: String(life), label: words.days(life) })),
            { value: '', label: words.forever },
          ]}
          onChange={setDays}
        />
        <CheckField label={words.part} checked={isPart} onChange={setPart} />
        {isPart && <Parts parts={parts} onChange={setParts} />}
        {isPart && scopes.length === 0 && <p className="field__hint">{words.noPart}</p>}
        {error !== undefined && <Notice kind="error">{error}</Notice>}
        <div className="row">
          <Button type="submit" look="primary" disabled={isSaving || (isPart && scopes.length === 0)}>
            {words.create}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {texts.common.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Parts({ parts, onChange }: { parts: Rights; onChange: (parts: Rights) => void }) {
  const words = useOwnAccountTexts().tokens;
  return (
    <div className="form-pair">
      {areas.map((area) => (
        <SelectField
          key={area}
          label={words.areas[area]}
          value={parts[area]}
          options={rights.map((right) => ({ value: right, label: words.rights[right] }))}
          onChange={(right) => onChange({ ...parts, [area]: right })}
        />
      ))}
    </div>
  );
}

const scopesOf = (parts: Rights): Scope[] =>
  areas.flatMap((area) => {
    const right = parts[area];
    return right === 'none' ? [] : [`${area}:${right}` as const];
  });
