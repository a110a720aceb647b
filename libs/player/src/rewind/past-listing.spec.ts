import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SessionPast } from '@lockstep/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TransportError } from '../transports/transport.js';
import { fetchPast } from './past-listing.js';

let body = '';
let asked = '';
const server = createServer((request, response) => {
  asked = request.url ?? '';
  response.end(body);
});
let url = '';

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live/x/past.json?token=t`;
});
afterAll(async () => {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
});

const { signal } = new AbortController();

it('is what the server says, and is asked for with the time and the token', async () => {
  const past: SessionPast = {
    ...{ startPtsMs: 0, endPtsMs: 2000.5, windowMs: 60_000, openQuestionSeq: null },
    stretches: [{ init: 'i', segments: [{ url: 's', startMs: 0, endMs: 2000.5 }] }],
  };
  body = JSON.stringify(past);
  expect(await fetchPast(url, signal, -300)).toEqual(past);
  expect(asked).toBe('/live/x/past.json?token=t&fromMs=0');
  await fetchPast(url, signal);
  expect(asked).toBe('/live/x/past.json?token=t');
});

/** Bodies that are nearly right, and bodies that are not at all. */
const wrong = fc.oneof(
  fc.string(),
  fc.json(),
  fc
    .record(
      {
        startPtsMs: fc.jsonValue(),
        endPtsMs: fc.option(fc.integer()),
        windowMs: fc.integer(),
        openQuestionSeq: fc.option(fc.integer()),
        stretches: fc.array(
          fc.oneof(
            fc.jsonValue(),
            fc.record({ init: fc.string(), segments: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())) }),
          ),
        ),
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
);

it('refuses every other answer with an error of the transport that names no token', async () => {
  await fc.assert(
    fc.asyncProperty(wrong, async (answer) => {
      body = answer;
      const outcome = await fetchPast(url, signal).catch((error: unknown) => error);
      if (!(outcome instanceof TransportError)) {
        const { stretches } = outcome as SessionPast;
        for (const { segments } of stretches)
          for (const one of segments) expect(one.url).toBeTypeOf('string');
        return;
      }
      expect(outcome.reason).toBe('refused');
      expect(outcome.message).not.toContain('token');
    }),
  );
});
