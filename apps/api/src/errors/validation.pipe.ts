import { Injectable, StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { type FieldError, MAX_TOLD, ValidationFailed } from './domain-error.js';
import { type Issue, reasonOf } from './field-reason.js';
import { refuseUnstorable } from './unstorable.js';

/** Checks a request against the schema of its parameter; fields that do not fit are named. */
@Injectable()
export class ValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: refusalOf });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (metadata.type !== 'custom') refuseUnstorable(value);
    return await super.transform(value, metadata);
  }
}

/** Describes no more issues than are reported, however many there are. */
function refusalOf(issues: readonly Issue[]): ValidationFailed {
  const told: FieldError[] = [];
  let count = 0;
  for (const issue of issues) {
    const unknown = unknownKeys(issue);
    count += Math.max(1, unknown.length);
    if (told.length < MAX_TOLD) told.push(...fieldErrors(issue, unknown.slice(0, MAX_TOLD - told.length)));
  }
  return new ValidationFailed(told, count);
}

/** zod reports all unknown keys of an object at once, at the object. */
const unknownKeys = ({ keys, message }: Issue): readonly unknown[] =>
  Array.isArray(keys) && message.startsWith('Unrecognized') ? keys : [];

function fieldErrors(issue: Issue, unknown: readonly unknown[]): FieldError[] {
  const { path = [], message } = issue;
  const names = path.map((segment) =>
    typeof segment === 'object' && segment !== null && 'key' in segment
      ? String(segment.key)
      : String(segment),
  );
  if (unknown.length === 0) return [{ ...reasonOf(issue), field: names.join('.'), message }];
  return unknown.map((key) => ({
    code: 'unknown-field',
    field: [...names, String(key)].join('.'),
    message: 'there is no such field',
  }));
}
