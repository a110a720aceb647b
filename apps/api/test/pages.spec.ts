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

  it.each([
    ['/s/demo', '</api/sessions/demo/lobby>; rel=preload; as=fetch; crossorigin=anonymous'],
    ['/s/x%0d%0ay', null],
    ['/s/demo/more', null],
    ['/t/demo', null],
    ['/', null],
  ])('names what a student asks first, so that it need not wait for the scripts (%s)', async (path, link) => {
    expect((await fetch(`${server.web}${path}`)).headers.get('link')).toBe(link);
  });

  it('may be framed by others where no staff token is kept', async () => {
    expect((await policyOf('/s/demo')).join()).not.toContain('frame-ancestors');
    for (const path of ['/', '/t/demo', '/keys', '/lessons/abc'])
      expect(await policyOf(path)).toContain("frame-ancestors 'self'");
  });
});

describe('what a student loads', () => {
  const linked = async (path: string) => {
    const html = await (await fetch(`${server.web}${path}`)).text();
    return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address = '']) => address);
  };
  const ask = (path: string, encoding: string) =>
    fetch(`${server.web}${path}`, { headers: { 'accept-encoding': encoding } });

  it('is named by the document, so that nothing waits for another file to name it', async () => {
    const addresses = await linked('/s/demo');
    // what only the class needs, beside what all pages share
    const ofClass = /\/class-(?!main-)[^/]+\.js$/;
    expect(addresses.filter((address) => ofClass.test(address))).toHaveLength(1);
    expect(addresses.some((address) => address.endsWith('.css'))).toBe(true);
    expect((await linked('/')).filter((address) => ofClass.test(address))).toEqual([]);
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])(
    'comes as %s when the browser takes that, and never has to be asked for again',
    async (accepted, sent) => {
      for (const address of await linked('/s/demo')) {
        const response = await ask(address, accepted);
        const bytes = Number(response.headers.get('content-length'));
        expect(response.status, address).toBe(200);
        expect(response.headers.get('cache-control'), address).toContain('immutable');
        if (bytes > 2000) expect(response.headers.get('content-encoding'), address).toBe(sent);
        expect(response.headers.get('vary'), address).toContain('Accept-Encoding');
        await response.body?.cancel();
      }
    },
  );

  it('is the document of the moment, compressed too', async () => {
    const response = await ask('/s/demo', 'br');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(await response.text()).toContain('<div id="root">');
  });

  it('is the player of other pages, compressed and open to all', async () => {
    const response = await ask('/sdk/lockstep-player.js', 'gzip');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('content-type')).toContain('javascript');
    await response.body?.cancel();
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
  ])('is 404 when it cannot be a page: %s', async (path) => {
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
