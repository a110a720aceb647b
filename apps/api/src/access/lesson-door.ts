import { LessonLevel } from '@lockstep/contracts';
import type { Identity } from './identity.js';

/** Parts of the API, by the first word of their path, whose things belong to a lesson. */
export type LessonArea = 'lessons' | 'compiles';

/** Who may do what with a lesson. */
export abstract class LessonDoor {
  /** Undefined for what is not there, or belongs to no lesson. */
  abstract levelOf(caller: Identity, area: LessonArea, id: string): Promise<LessonLevel | undefined>;

  /** For what is made of a lesson. @throws LessonNotShared */
  abstract require(caller: Identity, lessonId: string, needed: LessonLevel): Promise<void>;
}

const order = LessonLevel.options;

export const isEnough = (level: LessonLevel, needed: LessonLevel): boolean =>
  order.indexOf(level) >= order.indexOf(needed);

/** Changes that are made of a lesson, not to it. */
const needs: Readonly<Record<string, LessonLevel>> = {
  'POST previews': 'view',
  'POST judge-preview': 'view',
  'POST copies': 'copy',
  'GET package': 'copy',
  'GET questions': 'copy',
  'PUT sharing': 'own',
  'DELETE ': 'own',
};

/**
 * What a call on a lesson, or on a compile job of one, needs.
 *
 * @param path of the route: `/api/lessons/:id` with what follows
 */
export function neededFor(method: string, path: string): LessonLevel {
  const [, , area, , part = ''] = path.split('/');
  const isReading = method === 'GET' || method === 'HEAD';
  const named = area === 'lessons' ? needs[`${isReading ? 'GET' : method} ${part}`] : undefined;
  return named ?? (isReading ? 'view' : 'edit');
}
