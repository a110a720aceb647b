import { describe, expect, it } from 'vitest';
import { en } from './en.js';
import { preferredLanguage } from './language.js';
import { zh } from './zh.js';

/** Every text of a dictionary by its path; functions are called with their own parameter names' worth of ones. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const text: unknown = Reflect.apply(
      value,
      undefined,
      Array.from({ length: value.length }, () => 1),
    );
    return [[path, String(text)]];
  }
  if (typeof value !== 'object' || value === null) return [[path, '']];
  return Object.entries(value).flatMap(([key, inner]) =>
    textsOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

describe('the dictionaries', () => {
  it('say something for the same keys', () => {
    const [english, chinese] = [textsOf(en), textsOf(zh)];
    expect(chinese.map(([path]) => path).sort()).toEqual(english.map(([path]) => path).sort());
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('are not left in English', () => {
    // Problems are translated by their codes; a page says those that it does not know in the words of the server.
    const byCode = ['problems.refused', 'problems.ofField'];
    const sameOnPurpose = new Set(['teacher.mode.ai', ...byCode]);
    const english = new Map(textsOf(en));
    const untranslated = textsOf(zh).filter(
      ([path, text]) => english.get(path) === text && !sameOnPurpose.has(path) && /[a-z]{2}/.test(text),
    );
    expect(untranslated).toEqual([]);
  });
});

describe('the language of a page', () => {
  it('is the one that was chosen', () => {
    expect(preferredLanguage('zh', ['en-GB'])).toBe('zh');
  });

  it("is else the first of the browser's that we speak", () => {
    expect(preferredLanguage(null, ['de-AT', 'zh-TW', 'en'])).toBe('zh');
    expect(preferredLanguage('klingon', ['en-AU', 'zh'])).toBe('en');
  });

  it('is English for everybody else', () => {
    expect(preferredLanguage(null, ['de', 'fr'])).toBe('en');
    expect(preferredLanguage(null, [])).toBe('en');
  });
});
