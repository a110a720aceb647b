import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { MalformedJson, UnsupportedBody } from './body-errors.js';
import { readBody } from './read-body.js';

const KiB = 1024;
/** The longest answer, 5,000 characters of three bytes each, fits twice. */
const DEFAULT_MAX_BYTES = 32 * KiB;
/** 32 KiB arrive in this time over a line of 3 kB/s. */
const DEADLINE_MS = 10_000;

const BODY_LIMIT = Symbol('body limit');

/** Lets a route take a larger body than the 32 KiB of all others. Only for routes with a guard. */
export const TakesBody = (maxBytes: number) => SetMetadata(BODY_LIMIT, maxBytes);

/**
 * Reads the JSON body of a route that takes one, after its guards have let the caller in: nothing is read, and
 * nothing parsed, for an unknown path, a missing token or a route without a body.
 */
@Injectable()
export class JsonBody implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() === 'http' && takesBody(context)) {
      const limit = this.reflector.get<number | undefined>(BODY_LIMIT, context.getHandler());
      const request = context.switchToHttp().getRequest<Request>();
      request.body = await jsonOf(request, limit ?? DEFAULT_MAX_BYTES);
    }
    return next.handle();
  }
}

/** Whether a parameter of the route is marked with `@Body()`; Nest keys them `<kind>:<index>`. */
function takesBody(context: ExecutionContext): boolean {
  const given: unknown = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    context.getClass(),
    context.getHandler().name,
  );
  return Object.keys(given ?? {}).some((key) => key.startsWith(`${String(RouteParamtypes.BODY)}:`));
}

async function jsonOf(request: Request, maxBytes: number): Promise<unknown> {
  const { headers } = request;
  const isThere = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (!isThere) return undefined;
  refuseOtherKinds(headers['content-type'], headers['content-encoding']);
  const bytes = await readBody(request, { maxBytes, deadlineMs: DEADLINE_MS });
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new MalformedJson(error instanceof Error ? error.message : 'it cannot be read');
  }
}

function refuseOtherKinds(type: string | undefined, encoding: string | undefined): void {
  if (type === undefined) throw new UnsupportedBody('The body has no media type');
  const [name = '', ...parameters] = type.toLowerCase().split(';');
  const isJson = /^application\/(?:json|[a-z0-9.-]{1,60}\+json)$/.test(name.trim());
  if (!isJson) throw new UnsupportedBody(`A body of the type ${name.trim().slice(0, 60)} is not read`);
  const charset = parameters.map((one) => one.trim()).find((one) => one.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset))
    throw new UnsupportedBody('JSON is UTF-8');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new UnsupportedBody('A compressed body is not read');
}
