import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import type { AccessLevel, Identity } from './identity.js';

export const ACCESS = Symbol('access');

/** Who may call this route. A route without it is closed to everybody. */
export const Access = (...levels: AccessLevel[]) => SetMetadata(ACCESS, levels);

export type IdentifiedRequest = Request & { identity?: Identity };

/** Who is asking; undefined only on public routes. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Identity | undefined => {
  return context.switchToHttp().getRequest<IdentifiedRequest>().identity;
});
