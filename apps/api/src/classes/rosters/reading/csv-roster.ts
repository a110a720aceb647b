import { ClassDraft, type RosterFault, type RosterFaultCode } from '@lockstep/contracts';
import { readEmail, readName, wholeName } from './cells.js';
import { readTable, type Row } from './csv-table.js';
import { type Roster, type RosterEntry, RosterFileError } from './roster.js';

type Column = 'email' | 'name' | 'given' | 'family' | 'class' | 'term' | 'role';

/** As heads of tables have them, without spaces, dashes and capitals. */
const columns: Readonly<Record<Column, readonly string[]>> = {
  email: [
    ...['email', 'mail', 'emailaddress', 'studentemail', 'emailadresse', 'mailadresse'],
    ...['邮箱', '电子邮箱', '电子邮件', '邮件', '邮箱地址', '电子邮件地址'],
  ],
  name: [
    ...['name', 'fullname', 'displayname', 'studentname', 'student', 'schüler', 'schülername'],
    ...['姓名', '名字', '学生', '学生姓名'],
  ],
  given: ['givenname', 'firstname', 'forename', 'vorname', 'rufname', '名'],
  family: ['familyname', 'lastname', 'surname', 'nachname', 'familienname', '姓', '姓氏'],
  class: [
    ...['class', 'classname', 'group', 'section', 'course', 'klasse', 'klassenname', 'kurs', 'gruppe'],
    ...['班', '班级', '班级名称', '课程'],
  ],
  term: ['term', 'semester', 'schoolyear', 'schuljahr', 'halbjahr', '学期', '学年'],
  role: ['role', 'rolle', 'funktion', '角色', '身份'],
};

const roles: Readonly<Record<RosterEntry['role'], readonly string[]>> = {
  student: ['student', 'pupil', 'schüler', 'schülerin', '学生'],
  teacher: ['teacher', 'lehrer', 'lehrerin', 'lehrkraft', '教师', '老师'],
};

const folded = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_.:-]/g, '');

const keyOf = <Key extends string>(
  names: Readonly<Record<Key, readonly string[]>>,
  cell: string,
): Key | undefined => (Object.keys(names) as Key[]).find((key) => names[key].includes(folded(cell)));

/**
 * A table of one file, a person a line.
 *
 * @throws RosterFileError when it has no column of addresses, or cannot be read
 */
export function readCsvRoster(bytes: Uint8Array): Roster {
  const table = readTable<Column>(bytes, (name) => keyOf(columns, name));
  if (!table.has('email')) throw new RosterFileError('no-columns', 'email');
  const entries: RosterEntry[] = [];
  const faults: RosterFault[] = [];
  for (const row of table.rows) {
    const read = readRow(row, table.has('class'));
    if ('code' in read) faults.push({ file: null, line: row.line, ...read });
    else entries.push(read);
  }
  return { format: 'csv', classes: [], entries, faults };
}

const fault = (code: RosterFaultCode, value: string) => ({ code, value: value.slice(0, 100) || null });

function readRow(
  { line, cell }: Row<Column>,
  namesClasses: boolean,
): RosterEntry | Pick<RosterFault, 'code' | 'value'> {
  const email = readEmail(cell('email'));
  if ('fault' in email) return fault(email.fault, cell('email'));
  const said = cell('name') || wholeName(cell('given'), cell('family'));
  const name = readName(said);
  if ('fault' in name) return fault(name.fault, said);
  const role = cell('role') === '' ? 'student' : keyOf(roles, cell('role'));
  if (role === undefined) return fault('bad-role', cell('role'));
  if (namesClasses && cell('class') === '') return fault('no-class', '');
  const drafted = ClassDraft.safeParse({ name: cell('class') || 'x', term: cell('term') });
  if (!drafted.success) return fault('bad-class', cell('class'));
  return {
    ...{ file: null, line, role, email: email.value, name: name.value, term: drafted.data.term },
    ...{ className: namesClasses ? drafted.data.name : null, isPrimary: false, leaves: false },
  };
}
