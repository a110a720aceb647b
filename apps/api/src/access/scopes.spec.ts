import { describe, expect, it } from 'vitest';
import { isInScope, scopeOf } from './scopes.js';

const token = (...scopes: Parameters<typeof isInScope>[1][]) =>
  ({
    kind: 'staff',
    id: 'i',
    name: 'n',
    role: 'admin',
    scopes: scopes.filter((one) => one !== undefined),
  }) as const;

describe('the scope that a call needs', () => {
  it.each([
    ['GET', '/api/lessons/l1/script', 'lessons:read'],
    ['PUT', '/api/lessons/l1/script', 'lessons:write'],
    ['HEAD', '/api/sessions', 'sessions:read'],
    ['DELETE', '/api/stream-keys/k1', 'streams:write'],
    ['POST', '/api/people', 'people:write'],
    ['GET', '/api/me', undefined],
    ['GET', '/api/constructor', undefined],
    ['GET', '/lessons', undefined],
    ['GET', '/', undefined],
  ])('%s %s: %s', (method, path, scope) => {
    expect(scopeOf(method, path)).toBe(scope);
  });
});

describe('a token with scopes', () => {
  it('may do what they say, and writing includes reading', () => {
    expect(isInScope(token('lessons:read'), 'lessons:read')).toBe(true);
    expect(isInScope(token('lessons:write'), 'lessons:read')).toBe(true);
    expect(isInScope(token('lessons:read'), 'lessons:write')).toBe(false);
    expect(isInScope(token('lessons:write'), 'sessions:read')).toBe(false);
  });

  it('may do nothing that has no scope', () => {
    expect(isInScope(token('people:write'), undefined)).toBe(false);
  });
});
