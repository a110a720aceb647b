import { Injectable, StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { type FieldError, ValidationFailed } from './domain-error.js';

type Issue = {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
  readonly keys?: unknown;
};

/** Checks a request against the schema of its parameter; every field that does not fit is named. */
@Injectable()
export class ValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues) => new ValidationFailed(issues.flatMap(fieldErrors)) });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (metadata.type !== 'custom') refuseUnstorableText(value, []);
    return (await super.transform(value, metadata)) as T;
  }
}

function fieldErrors(issue: Issue): FieldError[] {
  const path = (issue.path ?? []).map((segment) =>
    typeof segment === 'object' && segment !== null && 'key' in segment
      ? String(segment.key)
      : String(segment),
  );
  // zod reports all unknown keys of an object at once, at the object
  const unknown = Array.isArray(issue.keys) && issue.message.startsWith('Unrecognized') ? issue.keys : [];
  if (unknown.length === 0) return [{ field: path.join('.'), message: issue.message }];
  return unknown.map((key) => ({
    field: [...path, String(key)].join('.'),
    message: 'there is no such field',
  }));
}

/** Far deeper than any request of ours; each level below costs a stack frame here and in the database. */
const MAX_DEPTH = 64;

/** NUL and half surrogate pairs are JSON strings, but no database text and no UTF-8. */
function refuseUnstorableText(value: unknown, path: readonly string[]): void {
  if (typeof value === 'string') {
    if (!value.includes('\0') && value.isWellFormed()) return;
    throw new ValidationFailed([{ field: path.join('.'), message: 'holds characters that are no text' }]);
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return;
  if (path.length > MAX_DEPTH) {
    const field = path.slice(0, 4).join('.');
    throw new ValidationFailed([{ field, message: `is nested more than ${String(MAX_DEPTH)} levels deep` }]);
  }
  for (const [key, member] of Object.entries(value)) {
    refuseUnstorableText(key, [...path, '(key)']);
    refuseUnstorableText(member, [...path, key]);
  }
}
