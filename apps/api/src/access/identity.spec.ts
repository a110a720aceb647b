import { describe, expect, it } from 'vitest';
import { type AccessLevel, type Identity, mayAccess } from './identity.js';

const staff = (role: 'admin' | 'teacher' | 'author' | 'operator'): Identity => ({
  kind: 'staff',
  id: 'i',
  name: 'n',
  role,
});
const student: Identity = { kind: 'student', id: 'i', name: 'n', sessionId: 's1' };

const person: Identity = { kind: 'person', id: 'i', name: 'n', role: 'student', signInId: 's' };

describe('access', () => {
  const levels: AccessLevel[] = [
    ...(['public', 'person', 'staff-person', 'student'] as const),
    ...(['author', 'teacher', 'operator', 'admin'] as const),
  ];
  it.each([
    ['nobody', undefined, ['public']],
    ['a student of the session', student, ['public', 'student']],
    ['an author', staff('author'), ['public', 'author']],
    ['a teacher', staff('teacher'), ['public', 'author', 'teacher']],
    ['an operator', staff('operator'), ['public', 'operator']],
    ['an admin', staff('admin'), ['public', 'author', 'teacher', 'operator', 'admin']],
    [
      'an admin with an account',
      { ...staff('admin'), signInId: 'i' },
      levels.filter((one) => one !== 'student'),
    ],
    [
      'a token that acts for an admin',
      { ...staff('admin'), tokenId: 't' },
      ['public', 'author', 'teacher', 'operator', 'admin'],
    ],
    ['a student with an account', person, ['public', 'person']],
  ] as [string, Identity | undefined, AccessLevel[]][])('of %s', (_, identity, open) => {
    expect(levels.filter((level) => mayAccess(identity, [level], 's1'))).toEqual(open);
  });

  it('of a student ends at their own session', () => {
    expect(mayAccess(student, ['student'], 's2')).toBe(false);
    expect(mayAccess(student, ['student'], undefined)).toBe(false);
  });

  it('is closed where no rule is', () => {
    expect(mayAccess(staff('admin'), [], 's1')).toBe(false);
  });
});
