import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ValidationFailed } from '../../errors/domain-error.js';
import { hashPassword, isPassword } from './password-hash.js';
import { refuseWeak } from './password-rules.js';

const owner = { name: 'Mei Zhang', email: 'mei.zhang@school.example' };

describe('a stored password', () => {
  it('is argon2id with its cost and a salt of its own, and takes the password alone', async () => {
    const [one, two] = [await hashPassword('three-quiet-boats'), await hashPassword('three-quiet-boats')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await isPassword('three-quiet-boats', one)).toBe(true);
    expect(await isPassword('three-quiet-boat', one)).toBe(false);
    expect(await isPassword('', one)).toBe(false);
  });

  it('is read at the cost that it was stored with', async () => {
    // printf password | argon2 somesalt -id -t 2 -m 8 -p 1 -l 32, of the reference implementation
    const stored = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
    expect(await isPassword('password', stored)).toBe(true);
  });

  it('is the same on every keyboard', async () => {
    const stored = await hashPassword('caf\u00e9-au-lait');
    expect(await isPassword('cafe\u0301-au-lait', stored)).toBe(true);
  });

  it('that is not there is never given, and costs the same work', async () => {
    expect(await isPassword('anything', null)).toBe(false);
  });
});

const reasonFor = (password: string): string | undefined => {
  try {
    refuseWeak(password, owner, 'password');
    return undefined;
  } catch (error) {
    if (error instanceof ValidationFailed) return error.errors[0]?.code;
    throw error;
  }
};

describe('a new password', () => {
  it.each([
    ...['password123', 'Password!!1', 'P@ssw0rd2026', '1234567890', '0987654321', 'abcdefghij', 'aaaaaaaaaa'],
    ...[
      'qwertyuiop',
      'QwertyUiop1',
      'letmein2024!',
      '13800138000',
      'iloveyou123',
      'ababababab',
      'Welcome2026!',
    ],
  ])('that is tried first is refused: %s', (password) => {
    expect(reasonFor(password)).toBe('common-password');
  });

  it.each(['mei.zhang2026', 'zhangzhang12', 'ZHANG-school-1', 'meizhang@school'])(
    'that is made of its owner is refused: %s',
    (password) => {
      expect(reasonFor(password)).toBe('password-like-name');
    },
  );

  it.each([
    'three-quiet-boats',
    'green kettle on monday',
    '学校后面有一条小河很安静',
    'xK4#mPq9!rTz',
    'passwordless-bicycle',
  ])('of other words is taken: %s', (password) => {
    expect(reasonFor(password)).toBeUndefined();
  });

  it('whatever it is made of is taken or refused with a reason', () => {
    const reasons = [undefined, 'common-password', 'password-like-name'];
    const passwords = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(passwords, (password) => {
        expect(reasons).toContain(reasonFor(password));
      }),
    );
  });
});
