import {
  createParamDecorator,
  type CustomDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import type { Request } from 'express';
import type { AccessLevel, Identity } from './identity.js';

export const ACCESS = Symbol('access');

/** What a route is about: with `session`, the parameter `id` of its path names one. */
type Resource = { readonly of: 'session' };

/** Who may call a route, and on which resource. */
export type AccessRule = { readonly level: AccessLevel; readonly of: Resource['of'] | undefined };

/**
 * Who may call this route. A route without it is closed to everybody. docs/access.md lists all of them.
 *
 * @param resource what the caller's right depends on: a student belongs to one session
 */
export function Access(level: 'student', resource: Resource): CustomDecorator<symbol>;
export function Access(level: Exclude<AccessLevel, 'student'>, resource?: Resource): CustomDecorator<symbol>;
export function Access(level: AccessLevel, resource?: Resource): CustomDecorator<symbol> {
  return SetMetadata(ACCESS, { level, of: resource?.of } satisfies AccessRule);
}

export type IdentifiedRequest = Request & { identity?: Identity };

/** Who is asking; undefined only on public routes. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Identity | undefined => {
  return context.switchToHttp().getRequest<IdentifiedRequest>().identity;
});
