import type { Scope } from '@lockstep/contracts';
import type { Identity } from './identity.js';

type Area = 'lessons' | 'sessions' | 'streams' | 'people';

/** The part of the API that a path belongs to, by what comes after `/api`. What is not here takes no token with scopes. */
const areas: Readonly<Record<string, Area>> = {
  lessons: 'lessons',
  compiles: 'lessons',
  previews: 'lessons',
  sessions: 'sessions',
  recordings: 'sessions',
  'session-reviews': 'sessions',
  'review-work': 'sessions',
  'lesson-analytics': 'sessions',
  corrections: 'sessions',
  'stream-keys': 'streams',
  'signing-keys': 'streams',
  webhooks: 'streams',
  restreams: 'streams',
  templates: 'streams',
  'dry-runs': 'streams',
  encoders: 'streams',
  'media-files': 'streams',
  'publisher-refusals': 'streams',
  classes: 'people',
  'roster-imports': 'people',
  tokens: 'people',
  people: 'people',
  erasures: 'people',
  invitations: 'people',
  audit: 'people',
};

const READING = new Set(['GET', 'HEAD']);

/**
 * The scope that a call needs, by its method and path; undefined for a path of no area.
 *
 * @param path without a query
 */
export function scopeOf(method: string, path: string): Scope | undefined {
  const [, root, first = ''] = path.split('/');
  const area = root === 'api' && Object.hasOwn(areas, first) ? areas[first] : undefined;
  return area && `${area}:${READING.has(method) ? 'read' : 'write'}`;
}

/** Whether the scopes of a caller, if there are any, allow what needs `scope`; writing includes reading. */
export function isInScope(identity: Identity, scope: Scope | undefined): boolean {
  if (identity.kind !== 'staff' || identity.scopes === undefined) return true;
  if (scope === undefined) return false;
  return identity.scopes.some((own) => own === scope || own === scope.replace(':read', ':write'));
}
