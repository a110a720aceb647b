import type { EntityManager } from 'typeorm';
import { Person } from '../../accounts/people/person.entity.js';

/** What a person makes is theirs; what a program makes, or the server itself, belongs to the school. */
export async function firstAudience(manager: EntityManager, ownerId: string | null): Promise<'none' | null> {
  if (ownerId === null) return null;
  return (await manager.existsBy(Person, { id: ownerId })) ? 'none' : null;
}
