import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ACCESS, type IdentifiedRequest } from '../access/access.js';
import { Forbidden, Unauthenticated } from '../access/access-errors.js';
import { type AccessLevel, type Identity, mayAccess } from '../access/identity.js';
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
    const levels =
      this.reflector.getAllAndOverride<AccessLevel[] | undefined>(ACCESS, [
        context.getHandler(),
        context.getClass(),
      ]) ?? [];
    const identity = await this.#identify(request, levels.includes('public'));
    if (identity !== undefined) request.identity = identity;
    const sessionId = request.params['id'];
    if (mayAccess(request.identity, levels, typeof sessionId === 'string' ? sessionId : undefined))
      return true;
    if (request.identity === undefined) throw new Unauthenticated('token-missing');
    throw new Forbidden(levels);
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

/** RFC 6750, 2.1; the scheme's name in any case. Throws {@link Unauthenticated} for another scheme. */
function bearerToken(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const match = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(header.trim());
  if (!match?.[1]) throw new Unauthenticated('token-invalid');
  return match[1];
}
