import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SessionPast } from '@lockstep/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { TransportError } from '../transports/transport.js';
import { PastFeed, type PastFeedEvents } from './past-feed.js';

let cleanup = new AsyncDisposableStack();
afterEach(async () => {
  await cleanup.disposeAsync();
  cleanup = new AsyncDisposableStack();
});

const SECONDS = 6;
const STRETCH_S = 3;

/** A past of two stretches with a segment a second, each of which holds its own name; two seconds are listed at once. */
async function servePast() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', 'http://localhost');
    asked.push(address.pathname.slice(1));
    if (address.pathname !== '/past.json') return response.end(address.pathname.slice(1));
    const fromMs = Number(address.searchParams.get('fromMs'));
    asked[asked.length - 1] = `from ${fromMs}`;
    const first = Math.ceil((fromMs + 1) / 1000) - 1;
    const listed = [first, first + 1].filter((second) => second >= 0 && second < SECONDS);
    const stretches = [0, 1].map((stretch) => ({
      init: `init-${stretch}`,
      segments: listed
        .filter((second) => Math.floor(second / STRETCH_S) === stretch)
        .map((second) => ({
          url: `segment-${second}`,
          startMs: 1000 * second,
          endMs: 1000 * (second + 1),
        })),
    }));
    const past: SessionPast = {
      ...{ startPtsMs: 0, endPtsMs: 1000 * SECONDS, windowMs: 60_000, openQuestionSeq: null },
      stretches: stretches.filter(({ segments }) => segments.length > 0),
    };
    return response.end(JSON.stringify(past));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanup.defer(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/past.json` };
}

/** What a feed brings, in order, until it has brought the last segment. */
async function fed(url: string, fromMs: number, events: Partial<PastFeedEvents> = {}): Promise<string[]> {
  const told: string[] = [];
  const feed: PastFeed = new PastFeed(
    { url, fromMs, maxBackOffMs: 1 },
    {
      onOpen: () => told.push('open'),
      onBytes: async (bytes) => {
        const name = new TextDecoder().decode(bytes);
        told.push(name);
        await events.onBytes?.(bytes);
        if (name === `segment-${SECONDS - 1}`) feed.stop();
      },
      onLost: ({ reason }) => told.push(reason),
      isFull: () => events.isFull?.() ?? false,
    },
  );
  cleanup.defer(() => feed.stop());
  await feed.run();
  return told;
}

describe('the past of a stream', () => {
  it('comes from the segment before, whose frames may be shown later, in order, each stretch with its init once', async () => {
    const { url, asked } = await servePast();
    const rest = ['segment-1', 'segment-2', 'init-1', 'segment-3', 'segment-4', 'segment-5'];
    expect(await fed(url, 1200)).toEqual(['open', 'init-0', 'segment-0', ...rest]);
    expect(asked.filter((one) => one.startsWith('from'))).toEqual(['from 700', 'from 2000', 'from 4000']);
  });

  it('leaves a damaged segment out, and begins anew behind it with what a decoder needs', async () => {
    const { url } = await servePast();
    const told = await fed(url, 4500, {
      onBytes: (bytes) =>
        new TextDecoder().decode(bytes) === 'segment-4'
          ? Promise.reject(new TransportError('refused', 'no stream'))
          : Promise.resolve(),
    });
    expect(told).toEqual(['open', 'init-1', 'segment-4', 'refused', 'open', 'init-1', 'segment-5']);
  });

  it('fetches nothing while there is enough', async () => {
    const { url, asked } = await servePast();
    let looks = 0;
    const told = await fed(url, 5500, {
      isFull: () => {
        expect(asked.filter((one) => one.startsWith('segment'))).toEqual([]);
        return ++looks < 3;
      },
    });
    expect(told).toEqual(['open', 'init-1', 'segment-5']);
    expect(looks).toBe(3);
  });

  it('fails with what is a fault of the program', async () => {
    const { url } = await servePast();
    const fault = new Error('a fault');
    await expect(fed(url, 0, { onBytes: () => Promise.reject(fault) })).rejects.toBe(fault);
  });
});
