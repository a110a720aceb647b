import { Injectable } from '@nestjs/common';
import { Semaphore } from '@lockstep/async';
import type { WebhookQuestion } from '@lockstep/contracts';
import * as z from 'zod';
import { newId } from '../access/secret.js';
import { type Answerer, BeforeHooks, type Question } from '../streaming/before-hooks.js';
import { Sender } from './sender.js';
import type { Webhook } from './webhook.entity.js';
import { WebhookRegister } from './webhook-register.js';

const PATIENCE_MS = 2000;
const ANSWER_BYTES = 4096;
const LONGEST_REASON = 200;
/** Requests under way; who must wait longer for a place than for an answer has none. */
const AT_ONCE = 32;
const REFUSED = 'Another system refused this.';
const UNANSWERED = 'The system that decides about this did not answer.';

const Refusal = z.object({ reason: z.string().min(1) });

/** Asks webhooks whether something may happen. One that refuses is enough. */
@Injectable()
export class BeforeWebhooks implements Answerer {
  readonly #places = new Semaphore(AT_ONCE);

  constructor(
    hooks: BeforeHooks,
    private readonly register: WebhookRegister,
    private readonly sender: Sender,
  ) {
    hooks.use(this);
  }

  isAsked(action: WebhookQuestion): boolean {
    return this.register.askedFor(action).length > 0;
  }

  async refusalOf(question: Question): Promise<string | undefined> {
    const asked = this.register.askedFor(question.action);
    const answers = await Promise.all(asked.map((webhook) => this.#ask(webhook, question)));
    return answers.find((answer) => answer !== undefined);
  }

  /** Never rejects. */
  async #ask(webhook: Webhook, { action, ...data }: Question): Promise<string | undefined> {
    const onFailure = webhook.onFailure === 'refuse' ? UNANSWERED : undefined;
    const payload = { type: `before.${action}`, timestamp: new Date().toISOString(), data };
    const untilMs = Date.now() + PATIENCE_MS;
    if (this.#places.waiting >= AT_ONCE) return onFailure;
    return this.#places.run(async () => {
      const timeoutMs = untilMs - Date.now();
      if (timeoutMs <= 0) return onFailure;
      try {
        const limits = { timeoutMs, answerBytes: ANSWER_BYTES };
        const { status, body } = await this.sender.post(webhook, newId(), payload, limits);
        if (status >= 200 && status < 300) return undefined;
        return status === 403 ? reasonIn(body) : onFailure;
      } catch {
        return onFailure; // whatever it was, the webhook says what follows from it
      }
    });
  }
}

/** What another system says to people: text of one line, not too long. */
function reasonIn(body: string): string {
  try {
    const { reason } = Refusal.parse(JSON.parse(body));
    return reason
      .replaceAll(/\p{C}+/gu, ' ')
      .slice(0, LONGEST_REASON)
      .toWellFormed();
  } catch {
    return REFUSED; // a refusal needs no reason
  }
}
