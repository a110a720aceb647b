import type { RosterFault } from '@lockstep/contracts';

/** Where something stands: a line, and of an archive also the file. */
export type Place = { readonly file: string | null; readonly line: number };

/** Somebody in a class, as a file says. */
export type RosterEntry = Place & {
  readonly role: 'student' | 'teacher';
  /** In lower case. */
  readonly email: string;
  /** null: the file does not say it. */
  readonly name: string | null;
  /** null: a file that names no classes, for one class. */
  readonly className: string | null;
  readonly term: string;
  /** Of a teacher: that the class is theirs above all. */
  readonly isPrimary: boolean;
  /** They leave the class. */
  readonly leaves: boolean;
};

export type RosterClass = Place & { readonly name: string; readonly term: string };

/** What a file says, without regard to what there is. */
export type Roster = {
  readonly format: 'csv' | 'oneroster';
  readonly classes: readonly RosterClass[];
  readonly entries: readonly RosterEntry[];
  readonly faults: readonly RosterFault[];
};

export type UnreadableReason =
  | 'encoding'
  | 'no-columns'
  | 'quotes'
  | 'archive'
  | 'missing-file'
  | 'too-many-rows'
  | 'too-large'
  | 'too-long';

/** A file of which nothing can be taken. */
export class RosterFileError extends Error {
  constructor(
    readonly reason: UnreadableReason,
    readonly value: string,
  ) {
    super(`${reason}: ${value}`);
  }
}
