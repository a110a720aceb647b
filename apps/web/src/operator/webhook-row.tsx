import type { Webhook } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../api/explain.js';
import { testWebhook } from '../api/webhooks.js';
import { formatDate } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { useOperatorTexts } from '../i18n/operator-texts.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { failureIn, WebhookDeliveries } from './webhook-deliveries.js';

type WebhookRowProps = {
  readonly webhook: Webhook;
  readonly onEdit: () => void;
  readonly onNewSecret: () => void;
  readonly onDelete: () => void;
};

export function WebhookRow({ webhook, onEdit, onNewSecret, onDelete }: WebhookRowProps) {
  const words = useOperatorTexts().webhooks;
  const [isOpen, setOpen] = useState(false);
  const test = useMutation({ mutationFn: () => testWebhook(webhook.id) });
  return (
    <li className="rows__row">
      <Facts webhook={webhook} />
      <div className="row">
        <Button small icon="signal" disabled={test.isPending} onClick={() => test.mutate()}>
          {test.isPending ? words.testing : words.test}
        </Button>
        <Button small aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.show}
        </Button>
        <Button small onClick={onEdit}>
          {words.change}
        </Button>
        <Button small onClick={onNewSecret}>
          {words.newSecret}
        </Button>
        <Button small look="danger" onClick={onDelete}>
          {words.remove}
        </Button>
      </div>
      <TestResult test={test} />
      {isOpen && <WebhookDeliveries webhook={webhook} />}
    </li>
  );
}

function Facts({ webhook }: { webhook: Webhook }) {
  const { tag } = useLanguage();
  const words = useOperatorTexts().webhooks;
  const { url, enabled, events, asks, waiting, dead, previousSecretUntil } = webhook;
  const what = [...events.map((event) => words.events[event]), ...asks.map((one) => words.questions[one])];
  return (
    <div className="rows__what">
      <span className="rows__title">
        {url}
        <span className={enabled ? 'badge badge--good' : 'badge'}>{enabled ? words.on : words.off}</span>
      </span>
      <span className="small soft">{what.join(' · ')}</span>
      <span className="small soft">{words.counts(waiting, dead)}</span>
      {previousSecretUntil !== null && (
        <span className="small soft">{words.twoSecrets(formatDate(previousSecretUntil, tag))}</span>
      )}
    </div>
  );
}

type Test = {
  readonly data: Awaited<ReturnType<typeof testWebhook>> | undefined;
  readonly error: Error | null;
};

function TestResult({ test: { data, error } }: { test: Test }) {
  const { texts } = useLanguage();
  const words = useOperatorTexts().webhooks;
  if (error) return <Told kind="error">{explain(error, texts)}</Told>;
  if (!data) return null;
  if (data.delivered) return <Told kind="good">{words.arrived(data.status ?? 0, data.tookMs)}</Told>;
  return <Told kind="error">{words.failed(failureIn(words, data))}</Told>;
}

const Told = ({ kind, children }: { kind: 'good' | 'error'; children: string }) => (
  <div className="webhooks__told">
    <Notice kind={kind}>{children}</Notice>
  </div>
);
