import type { DeliveryTemplate, DeliveryTemplateCreate } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../api/explain.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import {
  changeTemplate,
  createTemplate,
  deleteTemplate,
  deleteTemplateImage,
  sendTemplateImage,
} from '../api/templates.js';
import { useLanguage } from '../i18n/language.js';
import { useOperatorTexts } from '../i18n/operator-texts.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Notice } from '../ui/notice.js';
import { RestreamsPanel } from './restreams-panel.js';
import { TemplateDialog, type ImageChange } from './template-dialog.js';
import { TemplateRow } from './template-row.js';
import './templates.css';

type Open =
  | { readonly kind: 'edit'; readonly template?: DeliveryTemplate }
  | { readonly kind: 'delete'; readonly template: DeliveryTemplate };

/** Templates of renditions: listed, made, changed while classes are live, and tried on a file. */
export function TemplatesSection() {
  const { texts } = useLanguage();
  const words = useOperatorTexts().templates;
  const templates = useQuery(queries.templates());
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const change = useTemplateChange(close);
  const problem = problemOf(templates) ?? (open === null ? change.error : null);
  const show = (next: Open) => {
    change.reset();
    setOpen(next);
  };
  return (
    <>
      <div className="panel__head">
        <h1>{words.title}</h1>
        <Button look="primary" icon="plus" onClick={() => show({ kind: 'edit' })}>
          {words.create}
        </Button>
      </div>
      <p className="soft">{words.hint}</p>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {templates.data?.length === 0 && <p className="empty">{words.none}</p>}
      <ul className="rows">
        {templates.data?.map((template) => (
          <TemplateRow
            key={template.id}
            template={template}
            onEdit={() => show({ kind: 'edit', template })}
            onDelete={() => show({ kind: 'delete', template })}
          />
        ))}
      </ul>
      <EncoderList />
      <RestreamsPanel />
      {open?.kind === 'edit' && (
        <TemplateDialog
          template={open.template}
          error={change.error ? explain(change.error, texts) : undefined}
          isSaving={change.isPending}
          onClose={close}
          onSave={(body, image) => change.mutate(() => saveTemplate(open.template?.id, body, image))}
        />
      )}
      {open?.kind === 'delete' && (
        <DeleteDialog
          onClose={close}
          onDelete={() => change.mutate(() => deleteTemplate(open.template.id))}
        />
      )}
    </>
  );
}

async function saveTemplate(
  id: string | undefined,
  body: DeliveryTemplateCreate,
  image: ImageChange,
): Promise<void> {
  const saved = await (id === undefined ? createTemplate(body) : changeTemplate(id, body));
  if (image) await sendTemplateImage(saved.id, image);
  else if (image === null && saved.hasImage) await deleteTemplateImage(saved.id);
}

function useTemplateChange(onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (work: () => Promise<void>) => work(),
    onSuccess: onDone,
    // an image may be refused where the rest was saved
    onSettled: () => cache.invalidateQueries({ queryKey: queries.templates().queryKey }),
  });
}

function EncoderList() {
  const words = useOperatorTexts().templates;
  const encoders = useQuery(queries.encoders());
  if (!encoders.data) return null;
  return (
    <section className="panel stack" aria-label={words.encoders}>
      <h2>{words.encoders}</h2>
      <dl className="templates__encoders">
        {encoders.data.map(({ encoder, works, reason }) => (
          <div key={encoder} className="row">
            <dt>{encoder}</dt>
            <dd>
              <span className={works ? 'badge badge--good' : 'badge'}>
                {works ? words.works : words.worksNot}
              </span>{' '}
              {reason !== null && <span className="small soft">{reason}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function DeleteDialog({ onClose, onDelete }: { onClose: () => void; onDelete: () => void }) {
  const { texts } = useLanguage();
  const words = useOperatorTexts().templates;
  return (
    <Dialog title={words.removeTitle} onClose={onClose}>
      <p>{words.removeBody}</p>
      <div className="row">
        <Button look="danger" onClick={onDelete}>
          {words.remove}
        </Button>
        <Button look="quiet" autoFocus onClick={onClose}>
          {texts.common.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
