import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { IdentifiedRequest } from '../access/access.js';
import { Limits } from './limits.js';

const UNLIMITED = Symbol('unlimited');

/** For routes that monitors call without pause and that cost next to nothing. */
export const Unlimited = () => SetMetadata(UNLIMITED, true);

/** Counts every REST call: of a student by who they are, of somebody without a token by their address. */
@Injectable()
export class LimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: Limits,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true; // the gateway counts its calls
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<true | undefined>(UNLIMITED, targets)) return true;
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    const { identity } = request;
    if (identity?.kind === 'student' || identity?.kind === 'person') this.limits.call(identity.id);
    if (identity === undefined) this.limits.read(this.limits.addressOf(request));
    return true;
  }
}

/** Bounds how fast one address can fill a roster. A school behind one address still fits in. */
@Injectable()
export class JoinLimit implements CanActivate {
  constructor(private readonly limits: Limits) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    this.limits.join(this.limits.addressOf(request), String(request.params['id']));
    return true;
  }
}
