import type { DeliveryTemplate } from '@lockstep/contracts';
import { useState } from 'react';
import { useOperatorTexts } from '../i18n/operator-texts.js';
import { Button } from '../ui/button.js';
import { TemplateTrial } from './template-trial.js';

type TemplateRowProps = {
  readonly template: DeliveryTemplate;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
};

export function TemplateRow({ template, onEdit, onDelete }: TemplateRowProps) {
  const words = useOperatorTexts().templates;
  const [isOpen, setOpen] = useState(false);
  const { name, isDefault, renditions, watermark, encoder } = template;
  const made = renditions.map(
    ({ name: label, videoKbps, frameRate }) =>
      `${label} ${videoKbps} kbit/s${frameRate === null ? '' : ` @${frameRate}`}`,
  );
  const more = [encoder === 'auto' ? words.auto : encoder, ...(watermark ? [words.watermark] : [])];
  return (
    <li className="rows__row">
      <div className="rows__what">
        <span className="rows__title">
          {name}
          {isDefault && <span className="badge badge--good">{words.default}</span>}
        </span>
        <span className="small soft">{made.join(' · ')}</span>
        <span className="small soft">{more.join(' · ')}</span>
      </div>
      <div className="row">
        <Button small aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.tryIt}
        </Button>
        <Button small onClick={onEdit}>
          {words.change}
        </Button>
        <Button small look="danger" onClick={onDelete}>
          {words.remove}
        </Button>
      </div>
      {isOpen && <TemplateTrial templateId={template.id} />}
    </li>
  );
}
