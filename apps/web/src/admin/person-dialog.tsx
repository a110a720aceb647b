import { type Person, type PersonChange, PersonRole } from '@lockstep/contracts';
import { type SubmitEvent, useState } from 'react';
import { useAdminTexts } from '../i18n/admin-texts.js';
import { useLanguage } from '../i18n/language.js';
import { useOwnAccountTexts } from '../i18n/own-account-texts.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { CheckField, SelectField, TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';

type PersonDialogProps = {
  readonly person: Person;
  readonly error: string | undefined;
  readonly isSaving: boolean;
  readonly onClose: () => void;
  readonly onSave: (body: PersonChange) => void;
};

export function PersonDialog({ person, error, isSaving, onClose, onSave }: PersonDialogProps) {
  const { texts } = useLanguage();
  const words = useAdminTexts().people;
  const { roles } = useOwnAccountTexts();
  const { name, email, role, disabled } = person;
  const [draft, setDraft] = useState({ name, email, role, disabled });
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSave({ ...draft, name: draft.name.trim(), email: draft.email.trim() });
  };
  return (
    <Dialog title={words.changeNamed(name)} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <TextField
          label={words.name}
          required
          autoFocus
          maxLength={60}
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <TextField
          label={words.email}
          type="email"
          required
          maxLength={254}
          value={draft.email}
          onChange={(event) => change({ email: event.target.value })}
        />
        <SelectField
          label={words.role}
          value={draft.role}
          options={PersonRole.options.map((value) => ({ value, label: roles[value] }))}
          onChange={(chosen) => change({ role: chosen })}
        />
        <CheckField
          label={words.open}
          hint={words.openHint}
          checked={!draft.disabled}
          onChange={(isOpen) => change({ disabled: !isOpen })}
        />
        {error !== undefined && <Notice kind="error">{error}</Notice>}
        <div className="row">
          <Button type="submit" look="primary" disabled={isSaving}>
            {words.save}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {texts.common.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
