import { DomainError } from '../errors/domain-error.js';

export class ViewerNotFound extends DomainError {
  override readonly name = 'ViewerNotFound';
  readonly kind = 'not-found';
  readonly code = 'viewer-not-found';
  constructor(id: string) {
    super(`No viewer with the id ${id} watches this session now.`);
  }
}

export class BanNotFound extends DomainError {
  override readonly name = 'BanNotFound';
  readonly kind = 'not-found';
  readonly code = 'ban-not-found';
  constructor(id: string) {
    super(`This session has no ban with the id ${id}.`);
  }
}

export class TooManyBans extends DomainError {
  override readonly name = 'TooManyBans';
  readonly kind = 'conflict';
  readonly code = 'too-many-bans';
  constructor(most: number) {
    super(`A session has at most ${String(most)} bans: delete those that it needs no more.`, {
      params: { most },
    });
  }
}
