import { DomainError } from '../errors/domain-error.js';

export class WebhookNotFound extends DomainError {
  override readonly name = 'WebhookNotFound';
  readonly kind = 'not-found';
  readonly code = 'webhook-not-found';
  constructor(id: string) {
    super(`There is no webhook with the id ${id}.`);
  }
}

export class TooManyWebhooks extends DomainError {
  override readonly name = 'TooManyWebhooks';
  readonly kind = 'conflict';
  readonly code = 'too-many-webhooks';
  constructor(most: number) {
    super(`There are at most ${String(most)} webhooks: delete one first.`, { params: { most } });
  }
}

export class DeadDeliveryNotFound extends DomainError {
  override readonly name = 'DeadDeliveryNotFound';
  readonly kind = 'not-found';
  readonly code = 'delivery-not-found';
  constructor(id: string) {
    super(`This webhook has no delivery with the id ${id} that was given up.`);
  }
}

export class WebhookAddressRefused extends DomainError {
  override readonly name = 'WebhookAddressRefused';
  readonly kind = 'invalid';
  readonly code = 'webhook-address';
  constructor() {
    super(
      'A webhook goes to a public address and carries no name or password. WEBHOOK_NETWORKS allows networks of your own.',
    );
  }
}
