import { createHash } from 'node:crypto';
import type { PersonRole, RosterAct, RosterFault, RosterFaultCode } from '@lockstep/contracts';
import type { Place, Roster, RosterClass, RosterEntry } from './reading/roster.js';

/** What there is of that which a roster names. */
export type Known = {
  /** By address. */
  readonly people: ReadonlyMap<string, KnownPerson>;
  /** Classes that are not archived. */
  readonly classes: readonly KnownClass[];
};
export type KnownPerson = { readonly id: string; readonly name: string; readonly role: PersonRole };
export type KnownClass = {
  readonly id: string;
  readonly name: string;
  readonly term: string;
  readonly studentIds: ReadonlySet<string>;
  readonly teacherIds: ReadonlySet<string>;
};

/** Whom an import may reach: one class, where accounts keep their names, or the whole school. */
export type Scope = { readonly classId: string | null };

/** A class that is there, or that the import makes: its place in the plan. */
export type ClassRef = { readonly id: string } | { readonly made: number };

/** One thing that an import does. */
export type PlannedAct = Place & {
  readonly act: RosterAct;
  readonly class: (ClassRef & { readonly name: string; readonly term: string }) | null;
  readonly email: string | null;
  /** The new name of an account. */
  readonly name: string | null;
  readonly before: string | null;
  /** Of a teacher whose class it is above all. */
  readonly isOwner: boolean;
};

export type Plan = {
  readonly acts: readonly PlannedAct[];
  readonly faults: readonly RosterFault[];
  readonly unchanged: number;
  readonly fingerprint: string;
};

type Target = KnownClass & { readonly ref: ClassRef; owner: string | null };

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** Compares a file with the school. Does nothing: what is to be done stands in the plan. */
export function planRoster(roster: Roster, known: Known, scope: Scope): Plan {
  const planner = new Planner(known, scope);
  if (scope.classId === null) for (const one of roster.classes) planner.addClass(one);
  for (const entry of roster.entries) planner.addEntry(entry);
  return planner.finish(roster.faults);
}

class Planner {
  readonly #acts: PlannedAct[] = [];
  readonly #faults: RosterFault[] = [];
  readonly #targets = new Map<string, Target | 'ambiguous'>();
  /** By name: a school has many classes. */
  readonly #classes: ReadonlyMap<string, readonly KnownClass[]>;
  /** Names that the file gives to addresses. */
  readonly #names = new Map<string, string>();
  readonly #made = new Set<string>();
  readonly #seen = new Set<string>();
  #unchanged = 0;
  #madeClasses = 0;

  constructor(
    private readonly known: Known,
    private readonly scope: Scope,
  ) {
    this.#classes = Map.groupBy(known.classes, ({ name }) => folded(name));
  }

  addClass(one: RosterClass): void {
    if (this.#target(one.name, one.term, one) === 'ambiguous') this.#refuse(one, 'ambiguous-class', one.name);
  }

  addEntry(entry: RosterEntry): void {
    const before = this.#acts.length;
    const fault = this.#fault(entry);
    if (fault !== undefined) this.#refuse(entry, fault, valueOf(fault, entry));
    else if (this.#acts.length === before) this.#unchanged++;
  }

  finish(faults: readonly RosterFault[]): Plan {
    const acts = this.#acts;
    const sum = createHash('sha256');
    for (const act of acts) sum.update(JSON.stringify({ ...act, file: null, line: 0 }));
    return {
      acts,
      faults: [...faults, ...this.#faults].sort(byPlace),
      unchanged: this.#unchanged,
      fingerprint: sum.digest('hex'),
    };
  }

  /** Plans what a line does, or says why nothing. */
  #fault(entry: RosterEntry): RosterFaultCode | undefined {
    const person = this.known.people.get(entry.email);
    const isTeacher = entry.role === 'teacher';
    const mayTeach = person !== undefined && ['teacher', 'admin'].includes(person.role);
    if (isTeacher && !mayTeach) return 'unknown-teacher';
    if (!isTeacher && person !== undefined && person.role !== 'student') return 'staff-account';
    const named = this.#names.get(entry.email);
    if (entry.name !== null && named !== undefined && named !== entry.name) return 'other-name';
    if (entry.name !== null) this.#names.set(entry.email, entry.name);
    const target = this.#targetOf(entry);
    if (typeof target === 'string') return target;
    const key = JSON.stringify([target.ref, entry.email, entry.role]);
    if (this.#seen.has(key)) return 'repeated';
    this.#seen.add(key);
    if (isTeacher) this.#teach(entry, target, person);
    else this.#enrol(entry, target, person);
    return undefined;
  }

  #targetOf(entry: RosterEntry): Target | RosterFaultCode {
    const { className, term } = entry;
    const [own] = this.scope.classId === null ? [] : this.known.classes;
    if (own === undefined && className === null) return 'no-class';
    if (own && className !== null && folded(className) !== folded(own.name)) return 'other-class';
    const target = this.#target(className ?? own?.name ?? '', own ? own.term : term, entry);
    return target === 'ambiguous' ? 'ambiguous-class' : target;
  }

  /** A file without terms means the class of this name, whichever term it is of. */
  #target(name: string, term: string, place: Place): Target | 'ambiguous' {
    const key = JSON.stringify([folded(name), folded(term)]);
    const found = this.#targets.get(key);
    if (found !== undefined) return found;
    const alike = (this.#classes.get(folded(name)) ?? []).filter(
      (one) => term === '' || folded(one.term) === folded(term),
    );
    const target = alike.length > 1 ? 'ambiguous' : this.#targetFor(alike[0], name, term, place);
    this.#targets.set(key, target);
    return target;
  }

  #targetFor(one: KnownClass | undefined, name: string, term: string, place: Place): Target {
    if (one) return { ...one, ref: { id: one.id }, owner: '' };
    const ref = { made: this.#madeClasses++ };
    this.#plan(place, 'class-created', { class: { ...ref, name, term } });
    return { ...{ id: '', name, term, ref, owner: null }, studentIds: new Set(), teacherIds: new Set() };
  }

  #teach(entry: RosterEntry, target: Target, person: KnownPerson | undefined): void {
    if (entry.leaves || (person && target.teacherIds.has(person.id))) return;
    const isOwner = target.owner === null; // the first of a new class
    if (isOwner) target.owner = entry.email;
    this.#plan(entry, 'teacher-added', { class: classOf(target), email: entry.email, isOwner });
  }

  #enrol(entry: RosterEntry, target: Target, person: KnownPerson | undefined): void {
    const { email } = entry;
    const isIn = person !== undefined && target.studentIds.has(person.id);
    if (entry.leaves) {
      if (isIn) this.#plan(entry, 'student-removed', { class: classOf(target), email, name: person.name });
      return;
    }
    if (person === undefined) this.#makeAccount(entry);
    else if (this.scope.classId === null) this.#rename(entry, person);
    if (!isIn) {
      const name = person?.name ?? entry.name ?? localPart(email);
      this.#plan(entry, 'student-added', { class: classOf(target), email, name });
    }
  }

  #makeAccount(entry: RosterEntry): void {
    if (this.#made.has(entry.email)) return;
    this.#made.add(entry.email);
    this.#plan(entry, 'account-created', { email: entry.email, name: entry.name ?? localPart(entry.email) });
  }

  #rename(entry: RosterEntry, person: KnownPerson): void {
    if (entry.name === null || entry.name === person.name || this.#made.has(entry.email)) return;
    this.#made.add(entry.email);
    this.#plan(entry, 'account-renamed', { email: entry.email, name: entry.name, before: person.name });
  }

  #plan({ file, line }: Place, act: RosterAct, said: Partial<PlannedAct>): void {
    const nothing = { class: null, email: null, name: null, before: null, isOwner: false };
    this.#acts.push({ file, line, act, ...nothing, ...said });
  }

  #refuse({ file, line }: Place, code: RosterFaultCode, value: string | null): void {
    this.#faults.push({ file, line, code, value });
  }
}

const classOf = ({ ref, name, term }: Target) => ({ ...ref, name, term });
const localPart = (email: string): string => email.split('@')[0] ?? email;

function valueOf(fault: RosterFaultCode, { className, email, name }: RosterEntry): string | null {
  if (fault === 'no-class') return null;
  if (fault === 'other-class' || fault === 'ambiguous-class') return className;
  return fault === 'other-name' ? name : email;
}

const byPlace = (a: Place, b: Place): number => (a.file ?? '').localeCompare(b.file ?? '') || a.line - b.line;
