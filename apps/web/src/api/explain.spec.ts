import { problemParams } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { en } from '../i18n/en.js';
import { zh } from '../i18n/zh.js';
import { explain } from './explain.js';
import { RefusedError, UnreachableError } from './http.js';

const refused = (code: string, params?: Record<string, string | number>) =>
  new RefusedError({
    ...{ type: 'about:blank', title: 'Conflict', status: 409, detail: 'The words of the server.', code },
    ...(params && { params }),
  });

describe('a refusal', () => {
  it.each(Object.entries(problemParams))(
    'with the code %s is in Chinese on a Chinese page',
    (code, names) => {
      const params = Object.fromEntries(names.map((name) => [name, `value-of-${name}`]));
      const text = explain(refused(code, params), zh);
      expect(text).toMatch(/^[^a-z]*\p{Script=Han}/u);
      expect(text).toMatch(/。$/);
      expect(text).not.toContain('undefined');
    },
  );

  it('carries its values', () => {
    expect(explain(refused('already-published', { version: 7 }), zh)).toContain('版本 7');
    expect(explain(refused('illegal-transition', { status: 'ended', action: 'start' }), zh)).toBe(
      '课堂的状态是“已结束”，不能开始。',
    );
  });

  it.each([refused('of-a-newer-server'), refused('already-published'), refused('toString')])(
    'that the page has no text for, or no values, is in the words of the server (%#)',
    (error) => {
      expect(explain(error, zh)).toBe('The words of the server.');
    },
  );

  it('is in the words of the server on an English page', () => {
    expect(explain(refused('no-room'), en)).toBe('The words of the server.');
  });
});

it('what is no refusal is told in the language of the page', () => {
  expect(explain(new UnreachableError(), zh)).toBe(zh.common.unreachable);
  expect(explain(new Error('x'), zh)).toBe(zh.common.crashed);
});
