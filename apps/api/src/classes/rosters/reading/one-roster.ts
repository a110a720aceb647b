import { ClassDraft, type RosterFault, type RosterFaultCode } from '@lockstep/contracts';
import { readEmail, readName, wholeName } from './cells.js';
import { readTable, type Row, type Table } from './csv-table.js';
import { type Roster, type RosterClass, type RosterEntry, RosterFileError } from './roster.js';
import { unzip } from './unzip.js';

/** OneRoster CSV 1.1 and 1.2. Organisations and courses are needed for the names of classes that have none. */
const tables = ['users', 'classes', 'enrollments', 'academicSessions', 'courses', 'orgs'] as const;
type Name = (typeof tables)[number];
const needed: readonly Name[] = ['users', 'classes', 'enrollments'];

type Named = { readonly row: Row<string>; readonly name: string; readonly term: string };
type Read = {
  readonly rows: Readonly<Record<Name, Table<string>['rows']>>;
  readonly fault: (file: Name, row: Row<string>, code: RosterFaultCode, value: string) => void;
};

const fileOf = (name: Name): string => `${name}.csv`;
/** An export of changes marks what is gone. */
const isGone = ({ cell }: Row<string>): boolean => cell('status').toLowerCase() === 'tobedeleted';

/**
 * A OneRoster archive: its classes with their terms, and who is in them.
 *
 * @throws RosterFileError when it is damaged, holds too much, or lacks a table
 */
export async function readOneRoster(archive: Buffer): Promise<Roster> {
  const wanted = ['manifest', ...tables].map((name) => `${name}.csv`.toLowerCase());
  const files = await unzip(archive, wanted);
  if (!files.has('manifest.csv')) throw new RosterFileError('missing-file', 'manifest.csv');
  const missing = needed.find((name) => !files.has(fileOf(name).toLowerCase()));
  if (missing !== undefined) throw new RosterFileError('missing-file', fileOf(missing));
  const faults: RosterFault[] = [];
  const rowsOf = (name: Name) => {
    const bytes = files.get(fileOf(name).toLowerCase());
    return bytes ? readTable(bytes, (cell) => cell.trim().toLowerCase()).rows : [];
  };
  const read: Read = {
    rows: Object.fromEntries(tables.map((name) => [name, rowsOf(name)])) as Read['rows'],
    fault: (file, { line }, code, value) =>
      void faults.push({ file: fileOf(file), line, code, value: value.slice(0, 100) || null }),
  };
  const classes = classesOf(read);
  const entries = entriesOf(read, classes);
  const there: RosterClass[] = [...classes.values()]
    .filter(({ row }) => !isGone(row))
    .map(({ row, name, term }) => ({ file: fileOf('classes'), line: row.line, name, term }));
  return { format: 'oneroster', classes: there, entries, faults };
}

const byId = (rows: readonly Row<string>[]): Map<string, Row<string>> =>
  new Map(rows.map((row) => [row.cell('sourcedid'), row]));

function classesOf({ rows, fault }: Read): Map<string, Named> {
  const terms = byId(rows.academicSessions);
  const courses = byId(rows.courses);
  const classes = new Map<string, Named>();
  for (const row of rows.classes) {
    const { cell } = row;
    const course = courses.get(cell('coursesourcedid'));
    const title = cell('title') || cell('classcode') || (course?.cell('title') ?? '');
    const term = cell('termsourcedids')
      .split(',')
      .map((id) => terms.get(id.trim())?.cell('title') ?? '')
      .filter((name) => name !== '')
      .join(', ');
    const { data } = ClassDraft.safeParse({ name: title, term: term.slice(0, 60) });
    if (data === undefined) fault('classes', row, 'bad-class', title);
    else classes.set(cell('sourcedid'), { row, ...data });
  }
  return classes;
}

function entriesOf({ rows, fault }: Read, classes: ReadonlyMap<string, Named>): RosterEntry[] {
  const users = byId(rows.users);
  const people = new Map<string, Pick<RosterEntry, 'email' | 'name'> | undefined>();
  const personOf = (id: string) => {
    const row = users.get(id);
    if (row && !people.has(id)) people.set(id, readUser(row, fault)); // a fault of theirs is told once
    return people.get(id);
  };
  return rows.enrollments.flatMap((row): RosterEntry[] => {
    const { cell, line } = row;
    const role = cell('role').toLowerCase();
    if (role !== 'student' && role !== 'teacher') {
      fault('enrollments', row, 'bad-role', cell('role'));
      return [];
    }
    const [classId, userId] = [cell('classsourcedid'), cell('usersourcedid')];
    const named = classes.get(classId);
    if (!named || !users.has(userId)) {
      fault('enrollments', row, 'unknown-reference', named ? userId : classId);
      return [];
    }
    const person = personOf(userId);
    if (!person) return [];
    const leaves = isGone(row) || isGone(named.row);
    return [
      {
        ...{ file: fileOf('enrollments'), line, role, ...person, leaves },
        ...{ className: named.name, term: named.term },
        isPrimary: cell('primary').toLowerCase() === 'true',
      },
    ];
  });
}

function readUser(row: Row<string>, fault: Read['fault']): Pick<RosterEntry, 'email' | 'name'> | undefined {
  const { cell } = row;
  const refuse = (code: RosterFaultCode, value: string) => void fault('users', row, code, value);
  if (isGone(row) || cell('enableduser').toLowerCase() === 'false')
    return (refuse('inactive', cell('email')), undefined);
  const email = readEmail(cell('email'));
  if ('fault' in email) return (refuse(email.fault, cell('email')), undefined);
  const given = cell('preferredgivenname') || cell('preferredfirstname') || cell('givenname');
  const said = wholeName(given, cell('familyname'));
  const name = readName(said);
  if ('fault' in name) return (refuse(name.fault, said), undefined);
  return { email: email.value, name: name.value };
}
