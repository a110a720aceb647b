import fc from 'fast-check';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { readRoster } from './read-roster.js';
import { RosterFileError } from './roster.js';

const utf8 = (text: string): Buffer => Buffer.from(text);
const utf16 = (text: string, mark = '\ufeff'): Buffer => Buffer.from(mark + text, 'utf16le');
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

function zipped(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  return buffer(zip.outputStream);
}

const oneRoster = {
  'manifest.csv': 'propertyName,value\r\noneroster.version,1.1\r\n',
  'users.csv':
    'sourcedId,status,enabledUser,role,givenName,familyName,email\r\n' +
    'u1,active,true,student,Mei,Chen,Mei@school.example\r\n' +
    'u2,active,false,student,Lin,Wu,lin@school.example\r\n' +
    'u3,active,true,teacher,Ms,Li,li@school.example\r\n' +
    'u4,active,true,student,No,Mail,\r\n',
  'academicSessions.csv': 'sourcedId,title\r\nt1,Autumn 2026\r\n',
  'courses.csv': 'sourcedId,title\r\nk1,English\r\n',
  'classes.csv': 'sourcedId,title,courseSourcedId,termSourcedIds\r\nc1,7b,k1,t1\r\nc2,,k1,\r\nc3,,,\r\n',
  'enrollments.csv':
    'sourcedId,status,classSourcedId,userSourcedId,role,primary\r\n' +
    'e1,active,c1,u1,student,false\r\ne2,active,c1,u2,student,false\r\ne3,active,c1,u3,teacher,true\r\n' +
    'e4,tobedeleted,c2,u1,student,false\r\ne5,active,c9,u1,student,false\r\ne6,active,c1,u4,student,\r\n' +
    'e7,active,c1,u1,proctor,\r\n',
};

const reasonOf = (bytes: Uint8Array) =>
  readRoster(bytes).then(
    () => 'read',
    (error: unknown) => (error instanceof RosterFileError ? error.reason : String(error)),
  );

describe('a roster as CSV', () => {
  it('has its columns in any order, in the words and with the separators of its country', async () => {
    const files = [
      'email,name,class,term\nmei@x.example,Mei Chen,7b,Autumn\n',
      'Klasse;Nachname;Vorname;E-Mail-Adresse;Halbjahr\r\n7b;Chen;Mei;MEI@X.example;Autumn\r\n',
      'Term\tClass\tE-mail\tFull name\n"Autumn"\t7b\tmei@x.example\t Mei   Chen \n',
      '\ufeffclass|first name|last name|mail|semester\n7b|Mei|Chen|mei@x.example|Autumn',
    ];
    for (const file of files)
      expect((await readRoster(utf8(file))).entries, file).toMatchObject([
        {
          ...{ email: 'mei@x.example', name: 'Mei Chen', className: '7b', term: 'Autumn' },
          ...{ role: 'student', line: 2 },
        },
      ]);
    const chinese =
      '姓，名，邮箱，班级，角色\n陈，梅，mei@x.example，七班，学生\n李，，li@x.example，七班，教师\n';
    expect((await readRoster(utf8(chinese))).entries).toMatchObject([
      { name: '陈梅', className: '七班', role: 'student' },
      { name: '李', role: 'teacher', line: 3 },
    ]);
  });

  it.each(['UTF-8', 'UTF-16 little', 'UTF-16 big', 'UTF-16 without a mark'])(
    'is read as %s',
    async (name) => {
      const text = '邮箱,姓名\r\nmei@x.example,陈梅\r\n';
      const bytes = {
        'UTF-8': utf8(text),
        'UTF-16 little': utf16(text),
        'UTF-16 big': swapped(utf16(text)),
        'UTF-16 without a mark': utf16(`email,姓名${text.slice(5)}`, ''),
      }[name];
      expect((await readRoster(bytes ?? utf8(''))).entries).toMatchObject([{ name: '陈梅' }]);
    },
  );

  it('says of each line that is left out where it is and why', async () => {
    const lines = [
      'name,email,class,role',
      '"Two\nlines",a@x.example,7b,',
      'No address,,7b,',
      'Bad address,b.x.example,7b,',
      '"=HYPERLINK(""http://evil.example"")",c@x.example,7b,',
      'Formula,@SUM(A1)@x.example,7b,',
      '\u200b,d@x.example,7b,',
      'No class,e@x.example,,',
      'Other role,f@x.example,7b,janitor',
      '',
      'Good,g@x.example,7b,pupil',
    ];
    const { entries, faults } = await readRoster(utf8(lines.join('\n')));
    expect(entries.map(({ line, name }) => [line, name])).toEqual([
      [2, 'Two lines'],
      [12, 'Good'],
    ]);
    expect(faults.map(({ line, code }) => [line, code])).toEqual([
      ...[
        [4, 'no-email'],
        [5, 'bad-email'],
        [6, 'formula'],
        [7, 'formula'],
        [8, 'bad-name'],
      ],
      ...[
        [9, 'no-class'],
        [10, 'bad-role'],
      ],
    ]);
  });

  it('is refused as a whole where nothing of it can be taken', async () => {
    expect(await reasonOf(utf8('name,class\nMei,7b'))).toBe('no-columns');
    expect(await reasonOf(utf8(''))).toBe('no-columns');
    expect(await reasonOf(Buffer.from('email,name\nm@x.example,M\xfcller', 'latin1'))).toBe('encoding');
    expect(await reasonOf(utf8('email,name\na@x.example,"Mei\nb@x.example,Lin'))).toBe('quotes');
    const rows = Array.from({ length: 100_000 }, (_, i) => `s${String(i)}@x.example`);
    expect(await reasonOf(utf8(['email', ...rows].join('\n')))).toBe('too-many-rows');
    expect((await readRoster(utf8(['email', ...rows.slice(0, 30_000)].join('\n')))).entries).toHaveLength(
      30_000,
    );
  });

  const cell = fc.string({ unit: 'binary', maxLength: 20 });
  const separators = fc.constantFrom(',', ';', '\t', '|');

  it('keeps each name and class that was written into it, whatever they contain', async () => {
    const word = fc.stringMatching(/^[A-Za-zÄé陈][A-Za-zÄé陈 ,;|"'.-]{0,18}[a-z]$/);
    const person = fc.record({ name: word, class: word, id: fc.nat() });
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 8 }), separators, async (people, by) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const rows = people.map((one) =>
          [quoted(one.class), `s${String(one.id)}@x.example`, quoted(one.name)].join(by),
        );
        const { entries, faults } = await readRoster(
          utf8([`class${by}email${by}name`, ...rows].join('\r\n')),
        );
        expect(faults).toEqual([]);
        expect(entries.map(({ name, className }) => [name, className])).toEqual(
          people.map((one) => [one.name.replace(/\s+/g, ' '), one.class]),
        );
      }),
    );
  });

  it('ends with a roster or a reason, whatever the bytes are', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some)),
      fc
        .array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 })
        .map((rows) => utf8(['email;name;class', ...rows.map((row) => row.join(';'))].join('\n'))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (some) => {
        const read = await readRoster(some).catch((error: unknown) => error);
        if (read instanceof RosterFileError) return;
        expect(read).toMatchObject({ format: expect.any(String) as string });
      }),
    );
  });
});

describe('a OneRoster archive', () => {
  it('has classes with their terms, and who is in them', async () => {
    const { classes, entries, faults, format } = await readRoster(await zipped(oneRoster));
    expect(format).toBe('oneroster');
    expect(classes.map(({ name, term }) => [name, term])).toEqual([
      ['7b', 'Autumn 2026'],
      ['English', ''],
    ]);
    expect(entries).toMatchObject([
      { email: 'mei@school.example', name: 'Mei Chen', className: '7b', term: 'Autumn 2026', leaves: false },
      { email: 'li@school.example', role: 'teacher', isPrimary: true },
      { email: 'mei@school.example', className: 'English', leaves: true },
    ]);
    expect(faults.map(({ file, line, code }) => [file, line, code])).toEqual([
      ['classes.csv', 4, 'bad-class'],
      ['users.csv', 3, 'inactive'],
      ['enrollments.csv', 6, 'unknown-reference'],
      ['users.csv', 5, 'no-email'],
      ['enrollments.csv', 8, 'bad-role'],
    ]);
  });

  it('is refused where a table is missing, it is damaged, or unpacks to more than is taken', async () => {
    const without = Object.fromEntries(Object.entries(oneRoster).filter(([name]) => name !== 'users.csv'));
    expect(await reasonOf(await zipped(without))).toBe('missing-file');
    expect(await reasonOf(await zipped({ 'notes.txt': 'hello' }))).toBe('missing-file');
    const archive = await zipped(oneRoster);
    expect(await reasonOf(archive.subarray(0, archive.length - 30))).toBe('archive');
    const bomb = await zipped({ ...oneRoster, 'users.csv': Buffer.alloc(32 * 1024 * 1024, 'a') });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await reasonOf(bomb)).toBe('too-large');
    const many = Object.fromEntries(Array.from({ length: 200 }, (_one, i) => [`f${String(i)}`, '']));
    expect(await reasonOf(await zipped(many))).toBe('archive');
  });

  it('ends with a roster or a reason, whichever byte of it is another one', async () => {
    const archive = await zipped(oneRoster);
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const other = Buffer.from(archive);
        other[at] = (other[at] ?? 0) ^ by;
        expect(await reasonOf(other)).not.toMatch(/Error/);
      }),
    );
  });
});
