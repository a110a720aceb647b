import type { FieldReason } from '@lockstep/contracts';

/** What zod reports about an invalid value, as far as it is passed on. */
export type Issue = {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
  readonly code?: string;
  readonly input?: unknown;
  readonly expected?: unknown;
  readonly origin?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly values?: unknown;
  readonly keys?: unknown;
};

/** zod's words for a value that is not there. */
const NOT_THERE = /received undefined$/;

/** The reason in an issue of zod, for pages that say it in another language. */
export function reasonOf(issue: Issue): FieldReason {
  const { code, message, origin } = issue;
  switch (code) {
    case 'invalid_type':
      if (NOT_THERE.test(message)) return { code: 'missing' };
      return { code: 'wrong-type', params: { expected: String(issue.expected) } };
    case 'too_small': {
      const least = Number(issue.minimum);
      if (origin === 'string' && least === 1) return { code: 'empty' };
      if (origin === 'string') return { code: 'too-short', params: { least } };
      return { code: isCounted(origin) ? 'too-few' : 'too-small', params: { least } };
    }
    case 'too_big': {
      const most = Number(issue.maximum);
      if (origin === 'string') return { code: 'too-long', params: { most } };
      return { code: isCounted(origin) ? 'too-many' : 'too-big', params: { most } };
    }
    case 'invalid_value': {
      const known = Array.isArray(issue.values) ? issue.values.map(String).join(', ') : '';
      return { code: 'unknown-value', params: { known } };
    }
    case 'unrecognized_keys':
      return { code: 'unknown-field' };
    default:
      return { code: 'wrong-form' };
  }
}

const isCounted = (origin: unknown): boolean => ['array', 'set', 'map', 'file'].includes(String(origin));
