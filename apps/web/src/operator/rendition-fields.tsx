import { useOperatorTexts } from '../i18n/operator-texts.js';
import { Button, IconButton } from '../ui/button.js';
import { SelectField, TextField } from '../ui/field.js';
import type { RenditionDraft } from './template-draft.js';

const MOST = 6;
const profiles = (['baseline', 'main', 'high'] as const).map((value) => ({ value, label: value }));

type RenditionFieldsProps = {
  readonly renditions: readonly RenditionDraft[];
  readonly onChange: (renditions: readonly RenditionDraft[]) => void;
};

/** A row of fields for each rendition. */
export function RenditionFields({ renditions, onChange }: RenditionFieldsProps) {
  const words = useOperatorTexts().templates;
  const change = (id: number, part: Partial<RenditionDraft>) =>
    onChange(renditions.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const add = () => {
    const id = Math.max(-1, ...renditions.map((one) => one.id)) + 1;
    const fresh = { id, name: '', height: '', videoKbps: '', frameRate: '', profile: 'high' } as const;
    onChange([...renditions, fresh]);
  };
  return (
    <fieldset className="templates__renditions">
      <legend className="field__label">{words.renditions}</legend>
      {renditions.map((one, i) => (
        <RenditionRow
          key={one.id}
          number={i + 1}
          rendition={one}
          onChange={(part) => change(one.id, part)}
          onRemove={
            renditions.length > 1 ? () => onChange(renditions.filter(({ id }) => id !== one.id)) : undefined
          }
        />
      ))}
      {renditions.length < MOST && (
        <Button small icon="plus" onClick={add}>
          {words.add}
        </Button>
      )}
    </fieldset>
  );
}

type RenditionRowProps = {
  readonly number: number;
  readonly rendition: RenditionDraft;
  readonly onChange: (part: Partial<RenditionDraft>) => void;
  readonly onRemove: (() => void) | undefined;
};

function RenditionRow({ number, rendition, onChange, onRemove }: RenditionRowProps) {
  const words = useOperatorTexts().templates;
  const field = (key: 'name' | 'height' | 'videoKbps' | 'frameRate') => ({
    small: true,
    value: rendition[key],
    onChange: ({ target }: { target: { value: string } }) => onChange({ [key]: target.value }),
  });
  return (
    <div role="group" aria-label={words.rendition(number)} className="templates__rendition">
      <TextField label={words.label} required maxLength={24} pattern="[A-Za-z0-9_\-]+" {...field('name')} />
      <TextField label={words.height} required type="number" min={32} max={2160} {...field('height')} />
      <TextField label={words.kbps} required type="number" min={20} max={20_000} {...field('videoKbps')} />
      <TextField
        label={words.frameRate}
        type="number"
        min={1}
        max={60}
        placeholder={words.all}
        {...field('frameRate')}
      />
      <SelectField
        label={words.profile}
        small
        value={rendition.profile}
        options={profiles}
        onChange={(profile) => onChange({ profile })}
      />
      {onRemove && <IconButton small icon="trash" label={words.removeRendition} onClick={onRemove} />}
    </div>
  );
}
