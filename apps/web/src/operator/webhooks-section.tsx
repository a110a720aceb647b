import type { Webhook, WebhookCreated } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../api/explain.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { changeWebhook, changeWebhookSecret, createWebhook, deleteWebhook } from '../api/webhooks.js';
import { useLanguage } from '../i18n/language.js';
import { useOperatorTexts } from '../i18n/operator-texts.js';
import { Button } from '../ui/button.js';
import { Copyable } from '../ui/copy-button.js';
import { Dialog } from '../ui/dialog.js';
import { Notice } from '../ui/notice.js';
import './webhooks.css';
import { WebhookDialog } from './webhook-dialog.js';
import { WebhookRow } from './webhook-row.js';

type Open =
  | { readonly kind: 'edit'; readonly webhook?: Webhook }
  | { readonly kind: 'delete'; readonly webhook: Webhook };

/** Webhooks: listed, made, tried, and what became of their deliveries. */
export function WebhooksSection() {
  const { texts } = useLanguage();
  const words = useOperatorTexts().webhooks;
  const webhooks = useQuery(queries.webhooks());
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const change = useWebhookChange(close);
  const problem = problemOf(webhooks) ?? (open === null ? change.error : null);
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
      {change.data && <MadeSecret made={change.data} />}
      {webhooks.data?.length === 0 && <p className="empty">{words.none}</p>}
      <ul className="rows">
        {webhooks.data?.map((webhook) => (
          <WebhookRow
            key={webhook.id}
            webhook={webhook}
            onEdit={() => show({ kind: 'edit', webhook })}
            onNewSecret={() => change.mutate(() => changeWebhookSecret(webhook.id))}
            onDelete={() => show({ kind: 'delete', webhook })}
          />
        ))}
      </ul>
      {open?.kind === 'edit' && (
        <WebhookDialog
          webhook={open.webhook}
          error={change.error ? explain(change.error, texts) : undefined}
          onClose={close}
          onSave={(body) => {
            const id = open.webhook?.id;
            change.mutate(() => (id === undefined ? createWebhook(body) : changeWebhook(id, body)));
          }}
        />
      )}
      {open?.kind === 'delete' && (
        <DeleteDialog onClose={close} onDelete={() => change.mutate(() => deleteWebhook(open.webhook.id))} />
      )}
    </>
  );
}

/** Answers with the new secret, where one was made. */
function useWebhookChange(onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (work: () => Promise<Webhook | WebhookCreated | undefined>) =>
      work().then((changed) => (changed && 'secret' in changed ? changed : null)),
    onSuccess: async () => {
      onDone();
      await cache.invalidateQueries({ queryKey: queries.webhooks().queryKey });
    },
  });
}

function MadeSecret({ made }: { made: WebhookCreated }) {
  const { texts } = useLanguage();
  const words = useOperatorTexts().webhooks;
  return (
    <section className="panel" aria-label={words.secret}>
      <Notice kind="wait">{words.once}</Notice>
      <div className="stack">
        <p className="field__label">{words.secret}</p>
        <Copyable value={made.secret} label={texts.common.copy} />
      </div>
    </section>
  );
}

function DeleteDialog({ onClose, onDelete }: { onClose: () => void; onDelete: () => void }) {
  const { texts } = useLanguage();
  const words = useOperatorTexts().webhooks;
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
