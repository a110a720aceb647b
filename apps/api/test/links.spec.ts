import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linksOf } from '../src/links.js';
import { TestServer } from './support/server.js';

const addressesIn = (value: unknown): string[] => {
  if (typeof value === 'string') return value.startsWith('http') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(addressesIn) : [];
};

describe.each(['false', 'true'])('the links of a start with DEMO=%s', (DEMO) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({ settings: { DEMO, SHIPPED_LESSONS: 'false' } });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it('name sessions that exist, and no others', async () => {
    const links = await linksOf(server.application);
    const ids = addressesIn(links).flatMap((address) => /\/[st]\/([^/]+)$/.exec(address)?.[1] ?? []);
    expect([...new Set(ids)].sort()).toEqual(DEMO === 'true' ? ['demo', 'studio'] : []);
    for (const id of ids) {
      expect((await fetch(`${server.web}/api/sessions/${id}/lobby`)).status, id).toBe(200);
    }
    const { student, teacher, film, studio } = links;
    if (DEMO === 'false') expect([student, teacher, film, studio]).toEqual([null, null, null, null]);
  });
});
