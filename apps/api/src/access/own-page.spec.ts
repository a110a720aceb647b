import { describe, expect, it } from 'vitest';
import { pageOriginOf } from './own-page.js';

const host = 'class.school.example';

describe('the page that a request comes from', () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, 'own'],
    [{ 'sec-fetch-site': 'none' }, 'own'],
    [{ 'sec-fetch-site': 'same-site' }, 'foreign'],
    [{ 'sec-fetch-site': 'cross-site', origin: `https://${host}` }, 'foreign'],
    [{ origin: `https://${host}` }, 'own'],
    [{ origin: `https://${host}.evil.example` }, 'foreign'],
    [{ origin: 'https://other.school.example' }, 'foreign'],
    [{ origin: `https://${host}:8443` }, 'foreign'],
    [{ origin: 'null' }, 'foreign'],
    [{ origin: '' }, 'foreign'],
    [{}, 'unknown'],
  ] as const)('%j: %s', (headers, origin) => {
    expect(pageOriginOf({ host, ...headers }, undefined)).toBe(origin);
  });

  it('is own behind a proxy that changes the host, by the public address', () => {
    const headers = { host: '10.0.0.7:3000', origin: `https://${host}` };
    expect(pageOriginOf(headers, `https://${host}`)).toBe('own');
    expect(pageOriginOf(headers, undefined)).toBe('foreign');
    expect(pageOriginOf({ ...headers, origin: `http://${host}` }, `https://${host}`)).toBe('foreign');
  });
});
