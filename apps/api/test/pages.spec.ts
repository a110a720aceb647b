import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from './support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const policyOf = async (path: string) =>
  (await fetch(`${server.web}${path}`)).headers.get('content-security-policy')?.split('; ') ?? [];

describe('the pages', () => {
  it.each(['/', '/keys', '/lessons/abc', '/s/demo', '/t/demo'])(
    'run no script but those of the server (%s)',
    async (path) => {
      const policy = await policyOf(path);
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("object-src 'none'");
    },
  );

  it('may be framed by others where no staff token is kept', async () => {
    expect((await policyOf('/s/demo')).join()).not.toContain('frame-ancestors');
    for (const path of ['/', '/t/demo', '/keys', '/lessons/abc'])
      expect(await policyOf(path)).toContain("frame-ancestors 'self'");
  });
});

describe('an address that the server does not know', () => {
  it.each(['/nowhere', '/reports/2026/', '/s/demo/more', '/t', '/author/abc/def', '/api-notes', '/s/b.2'])(
    'is a page when it may be one: %s',
    async (path) => {
      const response = await fetch(`${server.web}${path}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    },
  );

  it.each([
    '/api/nowhere',
    '/api',
    '/assets/index-old.js',
    '/health/nowhere',
    '/live/nobody.flv',
    '/sdk/nowhere.js',
    '/logo.png',
    '/.env',
    '/welcome/nowhere.webp',
  ])('is 404 when it is none: %s', async (path) => {
    const response = await fetch(`${server.web}${path}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type') ?? '').not.toContain('text/html');
  });

  it('is not changed by a page', async () => {
    expect((await fetch(`${server.web}/nowhere`, { method: 'POST' })).status).toBe(404);
  });
});

it('the JSON Schema of lessons is there for every editor', async () => {
  const response = await fetch(`${server.web}/lesson.schema.json`);
  expect(response.headers.get('content-type')).toContain('application/schema+json');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(await response.json()).toMatchObject({ title: 'Lockstep lesson', required: ['title', 'steps'] });
});
