import type { FoundStudent } from '@lockstep/contracts';

/** Somebody with an account, or guests of one name. */
export type FoundPerson = {
  readonly key: string;
  readonly name: string;
  readonly personId: string | null;
  readonly students: readonly FoundStudent[];
};

/** In the order in which they were found. */
export function byPerson(found: readonly FoundStudent[]): FoundPerson[] {
  const groups = new Map<string, FoundStudent[]>();
  for (const student of found) {
    const { personId, name } = student;
    const key =
      personId === null ? `guest ${name.trim().normalize('NFC').toLowerCase()}` : `person ${personId}`;
    groups.set(key, [...(groups.get(key) ?? []), student]);
  }
  return [...groups].map(([key, students]) => ({
    ...{ key, students, name: students[0]?.name ?? '', personId: students[0]?.personId ?? null },
  }));
}
