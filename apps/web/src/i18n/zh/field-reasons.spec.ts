import { fieldReasonParams, type Problem } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { zh } from '../zh.js';

const refusal = (...errors: NonNullable<Problem['errors']>): Problem => ({
  ...{ type: 'about:blank', title: 'Bad Request', status: 400, code: 'validation-failed' },
  ...{ detail: 'The request does not fit: name: Too big.', params: { fields: 'name' }, errors },
});

describe('a request that does not fit, on a Chinese page', () => {
  it.each(Object.entries(fieldReasonParams))('says why: %s', (code, names) => {
    const params = Object.fromEntries(names.map((name, i) => [name, i + 1]));
    const text = zh.problems.refused(refusal({ field: 'name', message: 'Too big.', code, params }));
    expect(text).toMatch(/^请求的内容不合要求：name .*\p{Script=Han}.*。$/u);
    expect(text).not.toMatch(/undefined|Too big/);
  });

  it('names each field with its reason', () => {
    const long = { field: 'name', message: 'Too big.', code: 'too-long', params: { most: 40 } };
    const none = { field: 'role', message: 'Invalid input.', code: 'missing' };
    expect(zh.problems.refused(refusal(long, none))).toBe(
      '请求的内容不合要求：name 最多 40 个字符；role 没有填写。',
    );
  });

  it('names the fields alone where a newer server has another reason', () => {
    const odd = { field: 'name', message: 'Odd.', code: 'odd' };
    expect(zh.problems.refused(refusal(odd))).toBe('这些内容不合要求：name。请改正后再试。');
  });
});
