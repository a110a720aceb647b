import type { DeliveryTemplate, DeliveryTemplateCreate } from '@lockstep/contracts';
import { type SubmitEvent, useState } from 'react';
import { useLanguage } from '../i18n/language.js';
import { useOperatorTexts } from '../i18n/operator-texts.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { CheckField, Field, SelectField, TextArea, TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { RenditionFields } from './rendition-fields.js';
import { draftOf, readDraft, type TemplateDraft } from './template-draft.js';

/** A file: it takes the place of the image; null: none any more; undefined: as it is. */
export type ImageChange = File | null | undefined;

type TemplateDialogProps = {
  /** undefined: a new one. */
  readonly template: DeliveryTemplate | undefined;
  readonly error: string | undefined;
  readonly isSaving: boolean;
  readonly onClose: () => void;
  readonly onSave: (body: DeliveryTemplateCreate, image: ImageChange) => void;
};

const corners = ['none', 'top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
const encoders = ['auto', 'x264', 'nvenc', 'qsv', 'vaapi'] as const;

export function TemplateDialog({ template, error, isSaving, onClose, onSave }: TemplateDialogProps) {
  const words = useOperatorTexts().templates;
  const { common } = useLanguage().texts;
  const [draft, setDraft] = useState(() => draftOf(template));
  const [image, setImage] = useState<ImageChange>();
  const [unreadable, setUnreadable] = useState<'crop' | 'blur'>();
  const change = (part: Partial<TemplateDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const read = readDraft(draft);
    setUnreadable('unreadable' in read ? read.unreadable : undefined);
    if ('body' in read) onSave(read.body, image);
  };
  return (
    <Dialog title={template ? words.edit : words.create} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        {error !== undefined && <Notice kind="error">{error}</Notice>}
        <TextField
          label={words.name}
          required
          autoFocus
          maxLength={60}
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <RenditionFields renditions={draft.renditions} onChange={(renditions) => change({ renditions })} />
        <SelectField
          label={words.encoder}
          value={draft.encoder}
          options={encoders.map((value) => ({ value, label: value === 'auto' ? words.auto : value }))}
          onChange={(encoder) => change({ encoder })}
        />
        <WatermarkFields
          draft={draft}
          hasImage={image === undefined ? (template?.hasImage ?? false) : image !== null}
          onChange={change}
          onImage={setImage}
        />
        <RegionFields draft={draft} unreadable={unreadable} onChange={change} />
        <p className="small soft">{words.sourceStays}</p>
        <CheckField
          label={words.isDefault}
          checked={draft.isDefault}
          onChange={(isDefault) => change({ isDefault })}
        />
        <div className="row">
          <Button type="submit" look="primary" disabled={isSaving}>
            {words.save}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type RegionFieldsProps = {
  readonly draft: TemplateDraft;
  /** Which field holds no part of a frame. */
  readonly unreadable: 'crop' | 'blur' | undefined;
  readonly onChange: (part: Partial<TemplateDraft>) => void;
};

function RegionFields({ draft, unreadable, onChange }: RegionFieldsProps) {
  const words = useOperatorTexts().templates;
  return (
    <>
      <TextField
        label={words.crop}
        hint={words.region}
        error={unreadable === 'crop' ? words.badRegion : undefined}
        value={draft.crop}
        onChange={(event) => onChange({ crop: event.target.value })}
      />
      <TextArea
        label={words.blur}
        hint={words.regions}
        error={unreadable === 'blur' ? words.badRegion : undefined}
        rows={2}
        value={draft.blur}
        onChange={(event) => onChange({ blur: event.target.value })}
      />
    </>
  );
}

type WatermarkFieldsProps = {
  readonly draft: TemplateDraft;
  readonly hasImage: boolean;
  readonly onChange: (part: Partial<TemplateDraft>) => void;
  readonly onImage: (image: ImageChange) => void;
};

function WatermarkFields({ draft, hasImage, onChange, onImage }: WatermarkFieldsProps) {
  const words = useOperatorTexts().templates;
  const labels = { none: words.noWatermark, ...words.corners };
  return (
    <>
      <SelectField
        label={words.watermark}
        value={draft.corner}
        options={corners.map((value) => ({ value, label: labels[value] }))}
        onChange={(corner) => onChange({ corner })}
      />
      {draft.corner !== 'none' && (
        <>
          <TextField
            label={words.text}
            maxLength={100}
            value={draft.text}
            onChange={(event) => onChange({ text: event.target.value })}
          />
          <CheckField
            label={words.showsTime}
            checked={draft.showsTime}
            onChange={(showsTime) => onChange({ showsTime })}
          />
          <Field label={words.image} hint={hasImage ? words.hasImage : undefined}>
            {(wiring) => (
              <input
                type="file"
                accept="image/png,image/jpeg,image/webp"
                onChange={(event) => onImage(event.target.files?.[0])}
                {...wiring}
              />
            )}
          </Field>
          {hasImage && (
            <Button small onClick={() => onImage(null)}>
              {words.noImage}
            </Button>
          )}
        </>
      )}
    </>
  );
}
