import { Injectable } from '@nestjs/common';
import type { WebhookPayload } from '@lockstep/contracts';
import { Settings } from '../config/settings.js';
import { mayBeAllowed, Networks } from '../http/networks.js';
import { type Answer, post, PostFailed } from './post.js';
import { signedHeaders } from './signature.js';
import type { Webhook } from './webhook.entity.js';
import { WebhookAddressRefused } from './webhook-errors.js';

/** What became of one try. */
export type Outcome = {
  readonly status: number | null;
  readonly failure: PostFailed['failure'] | null;
};

const DELIVERY_MS = 10_000;

/** Sends signed bodies to the addresses of webhooks. Neither address nor body is written to the log. */
@Injectable()
export class Sender {
  readonly #networks: Networks;

  constructor(settings: Settings) {
    this.#networks = new Networks(settings.get('WEBHOOK_NETWORKS'));
  }

  /** @throws WebhookAddressRefused for what would never be sent to */
  check(url: string): void {
    if (!mayBeAllowed(new URL(url), this.#networks)) throw new WebhookAddressRefused();
  }

  /** One try. Never rejects. */
  async deliver(webhook: Webhook, id: string, payload: WebhookPayload): Promise<Outcome> {
    try {
      const { status } = await this.post(webhook, id, payload, { timeoutMs: DELIVERY_MS });
      if (status >= 200 && status < 300) return { status, failure: null };
      return { status, failure: status >= 300 && status < 400 ? 'redirected' : 'status' };
    } catch (error) {
      return { status: null, failure: error instanceof PostFailed ? error.failure : 'unreachable' };
    }
  }

  /** @throws PostFailed */
  post(
    webhook: Webhook,
    id: string,
    payload: WebhookPayload,
    limits: { readonly timeoutMs: number; readonly answerBytes?: number },
  ): Promise<Answer> {
    const body = JSON.stringify(payload);
    const headers = signedHeaders(id, body, secretsOf(webhook));
    return post({ url: webhook.url, headers, body, networks: this.#networks, ...limits });
  }
}

function secretsOf({ secret, previousSecret, previousUntil }: Webhook): string[] {
  const isBoth = previousSecret !== null && (previousUntil?.getTime() ?? 0) > Date.now();
  return isBoth ? [secret, previousSecret] : [secret];
}
