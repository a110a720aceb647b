import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ACCESS, type AccessRule, type IdentifiedRequest } from '../access/access.js';
import { Forbidden, Unauthenticated } from '../access/access-errors.js';
import { type Identity, mayAccess } from '../access/identity.js';
import { Limits } from '../limits/limits.js';
import { TokensService } from './tokens.service.js';

/** Stands before every route of the REST API. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokensService,
    private readonly limits: Limits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true; // the gateway asks for the token when a socket connects
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const identity = await this.#identify(request, rule?.level === 'public');
    if (identity !== undefined) request.identity = identity;
    if (rule !== undefined && mayAccess(request.identity, [rule.level], resourceOf(rule, request)))
      return true;
    if (request.identity === undefined) throw new Unauthenticated('token-missing');
    throw new Forbidden(rule === undefined ? [] : [rule.level]);
  }

  /** A page may still send a token of yesterday: where everybody may come in, it makes nobody of its bearer, not a refusal. */
  async #identify(request: IdentifiedRequest, isPublic: boolean): Promise<Identity | undefined> {
    try {
      const token = bearerToken(request.headers.authorization);
      if (token === undefined) return undefined;
      return await this.tokens.identifyFrom(this.limits.addressOf(request), token);
    } catch (error) {
      if (isPublic && error instanceof Unauthenticated) return undefined;
      throw error;
    }
  }
}

/** The session that the route is about, where its rule names one. */
function resourceOf({ of }: AccessRule, { params }: IdentifiedRequest): string | undefined {
  const id = of === undefined ? undefined : params['id'];
  return typeof id === 'string' ? id : undefined;
}

/** RFC 6750, 2.1; the scheme's name in any case. @throws Unauthenticated for another scheme */
function bearerToken(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const match = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(header.trim());
  if (!match?.[1]) throw new Unauthenticated('token-invalid');
  return match[1];
}
