import { Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import type { ExecutionContext } from '@nestjs/common';
import { DomainError } from '../errors/domain-error.js';

export class TooManyJoins extends DomainError {
  override readonly name = 'TooManyJoins';
  readonly kind = 'too-many';
  readonly code = 'too-many-joins';
  constructor(override readonly retryAfterMs: number) {
    super('Too many students joined from this address in the last minute; try again soon.');
  }
}

/** Bounds how fast one address can fill a roster. A classroom behind one address still fits in. */
@Injectable()
export class JoinThrottle extends ThrottlerGuard {
  protected override throwThrottlingException(
    _: ExecutionContext,
    detail: ThrottlerLimitDetail,
  ): Promise<void> {
    return Promise.reject(new TooManyJoins(detail.timeToBlockExpire * 1000));
  }
}
