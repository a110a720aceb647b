import type { Webhook, WebhookDelivery } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { explain } from '../api/explain.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { replayDeliveries } from '../api/webhooks.js';
import { formatDate } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { type OperatorTexts, useOperatorTexts } from '../i18n/operator-texts.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';

const looks = { waiting: 'badge badge--wait', delivered: 'badge badge--good', dead: 'badge badge--live' };

/** Why something did not arrive. */
export function failureIn(
  words: OperatorTexts['webhooks'],
  { failure, status }: Pick<WebhookDelivery, 'failure' | 'status'>,
): string {
  if (failure === null) return '';
  return failure === 'status' ? words.failures.status(status ?? 0) : words.failures[failure];
}

export function WebhookDeliveries({ webhook }: { webhook: Webhook }) {
  const { texts } = useLanguage();
  const words = useOperatorTexts().webhooks;
  const cache = useQueryClient();
  const deliveries = useQuery(queries.deliveries(webhook.id));
  const replay = useMutation({
    mutationFn: (deliveryId: string | undefined) => replayDeliveries(webhook.id, deliveryId),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.webhooks().queryKey }),
  });
  const problem = replay.error ?? problemOf(deliveries);
  return (
    <section className="webhooks__deliveries" aria-label={words.deliveries}>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {webhook.dropped > 0 && <Notice kind="wait">{words.dropped(webhook.dropped)}</Notice>}
      {deliveries.data?.length === 0 && <p className="soft small">{words.noDeliveries}</p>}
      {webhook.dead > 0 && (
        <div className="row">
          <Button small icon="retry" onClick={() => replay.mutate(undefined)}>
            {words.replayAll}
          </Button>
        </div>
      )}
      <ul className="webhooks__list">
        {deliveries.data?.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} onReplay={() => replay.mutate(delivery.id)} />
        ))}
      </ul>
    </section>
  );
}

function DeliveryRow({ delivery, onReplay }: { delivery: WebhookDelivery; onReplay: () => void }) {
  const { tag } = useLanguage();
  const words = useOperatorTexts().webhooks;
  const { payload, state, attempts, nextAt, sessionId } = delivery;
  const names: Readonly<Record<string, string>> = words.events;
  const facts = [
    formatDate(payload.timestamp, tag),
    sessionId,
    words.tries(attempts),
    nextAt !== null && attempts > 0 && words.nextTry(formatDate(nextAt, tag)),
    failureIn(words, delivery),
  ];
  return (
    <li className="webhooks__delivery">
      <div className="rows__what">
        <span>
          {names[payload.type] ?? payload.type} <span className={looks[state]}>{words.state[state]}</span>
        </span>
        <span className="small soft">{facts.filter(Boolean).join(' · ')}</span>
      </div>
      {state === 'dead' && (
        <Button small onClick={onReplay}>
          {words.replay}
        </Button>
      )}
    </li>
  );
}
