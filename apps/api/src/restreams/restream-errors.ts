import { DomainError } from '../errors/domain-error.js';

export class RestreamNotFound extends DomainError {
  override readonly name = 'RestreamNotFound';
  readonly kind = 'not-found';
  readonly code = 'restream-not-found';
  constructor() {
    super('There is no such restream here.');
  }
}

export class TooManyRestreams extends DomainError {
  override readonly name = 'TooManyRestreams';
  readonly kind = 'conflict';
  readonly code = 'too-many-restreams';
  constructor(most: number) {
    super(`There are at most ${String(most)} restreams here: delete one first.`, { params: { most } });
  }
}

export class RestreamAddressRefused extends DomainError {
  override readonly name = 'RestreamAddressRefused';
  readonly kind = 'invalid';
  readonly code = 'restream-address';
  constructor() {
    super('A restream goes to a public address. WEBHOOK_NETWORKS allows networks of your own.');
  }
}
