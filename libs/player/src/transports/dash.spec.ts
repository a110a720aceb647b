import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AUDIO_TRACK_ID, mediaSegment, VIDEO_TRACK_ID } from '@lockstep/formats';
import { afterEach, describe, expect, it } from 'vitest';
import { dash } from './dash.js';

let cleanup = new AsyncDisposableStack();
afterEach(async () => {
  await cleanup.disposeAsync();
  cleanup = new AsyncDisposableStack();
});

type Answer = string | Uint8Array | ((response: ServerResponse) => void);

/** Answers each path with these, one after the other, the last one again and again; tells what was asked for. */
async function serve(answers: Readonly<Record<string, Answer | readonly Answer[]>>) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const before = asked.filter((one) => one === url).length;
    asked.push(url);
    const given = answers[url];
    const list = Array.isArray(given)
      ? (given as readonly Answer[])
      : given === undefined
        ? []
        : [given as Answer];
    const answer = list[Math.min(before, list.length - 1)];
    if (answer === undefined) response.writeHead(404).end();
    else if (typeof answer === 'function') answer(response);
    else response.end(answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanup.defer(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  return { asked, base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

type Track = 'v' | 'a';
/** A chunk of frames of 100 ticks each, shown 40 ticks after they are decoded. */
const chunk = (track: Track, at: number, frames = 2): Uint8Array =>
  mediaSegment({
    sequenceNumber: 1,
    tracks: [
      {
        trackId: track === 'v' ? VIDEO_TRACK_ID : AUDIO_TRACK_ID,
        baseMediaDecodeTime: at,
        samples: Array.from({ length: frames }, () => ({
          data: Uint8Array.of(at % 256),
          durationTicks: 100,
          compositionOffset: track === 'v' ? 40 : 0,
        })),
      },
    ],
  });

const set = (track: Track, period: number, times: readonly number[]): string =>
  `<AdaptationSet contentType="${track === 'v' ? 'video' : 'audio'}"><SegmentTemplate timescale="1000" initialization="${track}${period}.mp4" media="${track}${period}t$Time$"><SegmentTimeline>${times.map((t) => `<S t="${t}" d="200"/>`).join('')}</SegmentTimeline></SegmentTemplate></AdaptationSet>`;
const mpd = (periods: readonly string[], type = 'dynamic'): string =>
  `<MPD type="${type}">${periods.map((sets) => `<Period>${sets}</Period>`).join('')}</MPD>`;

const INITS = { '/x/v0.mp4': 'V', '/x/a0.mp4': 'A', '/x/v1.mp4': 'W', '/x/a1.mp4': 'B' } as const;

/** The pieces that come, as text or as the letter and time of a chunk. */
async function play(url: string): Promise<string[]> {
  const stop = new AbortController();
  cleanup.defer(() => stop.abort());
  const pieces: string[] = [];
  const known = [0, 200, 400, 600, 800, 1000].flatMap((at) =>
    (['v', 'a'] as const).map((track) => ({ name: `${track}${at}`, bytes: chunk(track, at) })),
  );
  for await (const piece of dash.open(url, stop.signal)) {
    const same = known.find(({ bytes }) => Buffer.compare(bytes, piece) === 0);
    pieces.push(same?.name ?? new TextDecoder().decode(piece));
  }
  return pieces;
}

describe('dash', () => {
  it('begins with the newest segment, and asks for each next one at the time where that ends, without the manifest', async () => {
    const { asked, base } = await serve({
      '/x/manifest.mpd': [
        mpd([set('v', 0, [40, 240]) + set('a', 0, [0, 200])]),
        mpd([set('v', 0, [240]) + set('a', 0, [200])], 'static'),
      ],
      ...INITS,
      '/x/v0t240': Buffer.concat([chunk('v', 200), chunk('v', 400)]),
      '/x/a0t200': Buffer.concat([chunk('a', 200), chunk('a', 400)]),
      '/x/v0t640': chunk('v', 600),
      '/x/a0t600': chunk('a', 600),
    });
    expect(await play(`${base}/x/manifest.mpd`)).toEqual([
      'VA',
      'v200',
      'a200',
      'v400',
      'a400',
      'v600',
      'a600',
    ]);
    expect(asked.indexOf('/x/v0t840')).toBeGreaterThan(asked.indexOf('/x/v0t640'));
    expect(asked.filter((url) => url.endsWith('.mpd')).length).toBeLessThanOrEqual(3);
  });

  it('gives a chunk on before its segment is whole', async () => {
    let finish: (() => void) | undefined;
    const { base } = await serve({
      '/x/manifest.mpd': [mpd([set('v', 0, [40])]), mpd([set('v', 0, [40])], 'static')],
      ...INITS,
      '/x/v0t40': (response) => {
        response.write(Buffer.concat([chunk('v', 0), chunk('v', 200).subarray(0, 30)]));
        finish = () => response.end(chunk('v', 200).subarray(30));
      },
    });
    const stop = new AbortController();
    const pieces = dash.open(`${base}/x/manifest.mpd`, stop.signal);
    expect((await pieces.next()).value).toEqual(new TextEncoder().encode('V'));
    expect((await pieces.next()).value).toEqual(chunk('v', 0));
    finish?.();
    expect((await pieces.next()).value).toEqual(chunk('v', 200));
    stop.abort();
  });

  it('reads in the manifest when the next segment begins at another time, and where the next period begins', async () => {
    const first = set('v', 0, [40]);
    const { base } = await serve({
      '/x/manifest.mpd': [
        mpd([first]),
        mpd([set('v', 0, [40, 640])]),
        mpd([set('v', 0, [640]), set('v', 1, [840])]),
        mpd([set('v', 1, [840])], 'static'),
      ],
      ...INITS,
      '/x/v0t40': chunk('v', 0),
      '/x/v0t640': chunk('v', 600),
      '/x/v1t840': chunk('v', 800),
    });
    expect(await play(`${base}/x/manifest.mpd`)).toEqual(['V', 'v0', 'v600', 'W', 'v800']);
  });

  it('takes the token of the page along, and keeps it out of messages', async () => {
    const { asked, base } = await serve({
      '/x/manifest.mpd?token=secret': mpd([set('v', 0, [40])]),
      '/x/v0.mp4?token=secret': 'V',
    });
    await expect(play(`${base}/x/manifest.mpd?token=secret`)).rejects.toThrow(
      expect.objectContaining({ reason: 'cut', message: expect.not.stringContaining('secret') }),
    );
    expect(asked).toContain('/x/v0t40?token=secret');
  });

  it.each([
    ['a stream that is not there', {}, 'not-found'],
    [
      'a server that refuses',
      { '/x/manifest.mpd': (response: ServerResponse) => void response.writeHead(503).end() },
      'refused',
    ],
    ['a manifest without segments', { '/x/manifest.mpd': mpd([]) }, 'refused'],
    ['a listed segment that is not there', { '/x/manifest.mpd': mpd([set('v', 0, [40])]), ...INITS }, 'cut'],
    [
      'a segment without frames',
      { '/x/manifest.mpd': mpd([set('v', 0, [40])]), ...INITS, '/x/v0t40': '' },
      'cut',
    ],
    [
      'a segment that breaks off',
      {
        '/x/manifest.mpd': mpd([set('v', 0, [40])]),
        ...INITS,
        '/x/v0t40': (response: ServerResponse) =>
          void response.write(chunk('v', 0), () => response.destroy()),
      },
      'cut',
    ],
  ])('tells of %s', async (_, answers, reason) => {
    const { base } = await serve(answers);
    await expect(play(`${base}/x/manifest.mpd`)).rejects.toThrow(expect.objectContaining({ reason }));
  });
});
