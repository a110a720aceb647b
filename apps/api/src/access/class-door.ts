import type { Identity } from './identity.js';

/** Parts of the API, by the first word of their path, whose things may belong to a class. */
export type ClassArea = 'sessions' | 'classes' | 'stream-keys';

/** Who belongs to which class: the right to a session goes with it. */
export abstract class ClassDoor {
  /** False for staff who teach another class than the one it belongs to. What belongs to no class is open to all teachers. */
  abstract mayTeach(caller: Identity | undefined, area: ClassArea, id: string): Promise<boolean>;

  /** Whether a person is on the roster of a class. */
  abstract isStudent(personId: string, classId: string): Promise<boolean>;
}
