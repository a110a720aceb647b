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

type NoStudent = Exclude<AccessLevel, 'student'>;

/** Who may call a route, and on which resource. */
export type AccessRule = { readonly levels: readonly AccessLevel[]; readonly of: Resource['of'] | undefined };

/**
 * Who may call this route. A route without it is closed to everybody. docs/access.md lists all of them.
 *
 * @param level who; of several, each of them
 * @param resource what the caller's right depends on: a student belongs to one session
 */
export function Access(level: 'student', resource: Resource): CustomDecorator<symbol>;
export function Access(level: NoStudent | readonly NoStudent[], resource?: Resource): CustomDecorator<symbol>;
export function Access(
  level: AccessLevel | readonly AccessLevel[],
  resource?: Resource,
): CustomDecorator<symbol> {
  const levels = typeof level === 'string' ? [level] : level;
  return SetMetadata(ACCESS, { levels, of: resource?.of } satisfies AccessRule);
}

/** Whether everybody may call it. */
export const isPublic = (rule: AccessRule | undefined): boolean => rule?.levels.includes('public') ?? false;

export type IdentifiedRequest = Request & { identity?: Identity };

/** Who is asking; undefined only on public routes. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Identity | undefined => {
  return context.switchToHttp().getRequest<IdentifiedRequest>().identity;
});
