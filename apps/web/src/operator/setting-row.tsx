import type { ServerSetting } from '@lockstep/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, type SubmitEvent, useState } from 'react';
import { explain } from '../api/explain.js';
import { queries } from '../api/queries.js';
import { changeSetting } from '../api/settings.js';
import { useTexts } from '../i18n/language.js';
import { useOperatorTexts } from '../i18n/operator-texts.js';
import { Button } from '../ui/button.js';
import { SelectField, TextField } from '../ui/field.js';

const levels = ['error', 'warn', 'info', 'debug'];

/** One setting: its value, what held at the start, and a way back to that. */
export function SettingRow({ setting }: { readonly setting: ServerSetting }) {
  const texts = useTexts();
  const words = useOperatorTexts().settings;
  const { name, value, changedAt } = setting;
  const [draft, setDraft] = useState<string>();
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: (wanted: string | undefined) => changeSetting(name, wanted),
    onSuccess: async () => {
      await cache.invalidateQueries(queries.settings());
      setDraft(undefined);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate(draft);
  };
  const isEdited = draft !== undefined && draft !== value;
  return (
    <form className="row row--fields settings__row" onSubmit={submit}>
      <ValueField
        setting={setting}
        value={draft ?? value}
        error={change.error ? explain(change.error, texts) : undefined}
        onChange={setDraft}
      />
      <div className="row settings__actions">
        {isEdited && (
          <Button look="primary" small type="submit" disabled={change.isPending}>
            {words.save}
          </Button>
        )}
        {!isEdited && changedAt !== null && (
          <Button small disabled={change.isPending} onClick={() => change.mutate(undefined)}>
            {words.undo}
          </Button>
        )}
        <span role="status" className="small soft">
          {change.isSuccess && !isEdited ? words.saved : ''}
        </span>
      </div>
    </form>
  );
}

type ValueFieldProps = {
  readonly setting: ServerSetting;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
};

function ValueField({ setting: { name, initialValue, changedAt }, onChange, ...given }: ValueFieldProps) {
  const words = useOperatorTexts().settings;
  const flags = new Map([
    ['true', words.yes],
    ['false', words.no],
  ]);
  const isFlag = name === 'RECORDING';
  const initial = initialValue === '' ? words.nothing : (isFlag && flags.get(initialValue)) || initialValue;
  const field = {
    ...given,
    label: words.names[name],
    hint: (changedAt === null ? words.initially : words.changed)(initial),
  };
  if (!isFlag && name !== 'LOG_LEVEL') {
    const inputMode = name === 'MAIL_FROM' ? 'text' : 'decimal';
    const change = ({ target }: ChangeEvent<HTMLInputElement>) => onChange(target.value);
    return <TextField {...field} inputMode={inputMode} maxLength={400} onChange={change} />;
  }
  const values = isFlag ? [...flags.keys()] : levels;
  const options = values.map((value) => ({ value, label: flags.get(value) ?? value }));
  return <SelectField {...field} options={options} onChange={onChange} />;
}
