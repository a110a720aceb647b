import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { llHls } from './ll-hls.js';

let cleanup = new AsyncDisposableStack();
afterEach(async () => {
  await cleanup.disposeAsync();
  cleanup = new AsyncDisposableStack();
});

type Answers = Readonly<Record<string, string | number>>;

/** Serves these bodies, or refuses with these codes, by path and query; tells what was asked for. */
async function serve(answers: Answers) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push(url);
    const answer = answers[url] ?? 404;
    if (typeof answer === 'number') response.writeHead(answer).end();
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

async function play(url: string): Promise<string[]> {
  const stop = new AbortController();
  cleanup.defer(() => stop.abort());
  const pieces: string[] = [];
  for await (const bytes of llHls.open(url, stop.signal)) pieces.push(new TextDecoder().decode(bytes));
  return pieces;
}

const HEAD = `#EXTM3U
#EXT-X-TARGETDURATION:1
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=6
#EXT-X-MEDIA-SEQUENCE:4
#EXT-X-MAP:URI="i.mp4"
`;
const part = (uri: string, more = '') => `#EXT-X-PART:DURATION=0.2,URI="${uri}"${more}\n`;
const MULTIVARIANT = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nmedia.m3u8\n';

describe('llHls', () => {
  it('waits for each next part with one blocking request, and gives the pieces in their order', async () => {
    const first = part('p1', ',INDEPENDENT=YES');
    const { asked, base } = await serve({
      '/live/x/index.m3u8': MULTIVARIANT,
      '/live/x/media.m3u8': `${HEAD}${first}#EXT-X-PRELOAD-HINT:TYPE=PART,URI="p2"`,
      '/live/x/media.m3u8?_HLS_msn=4&_HLS_part=1&_HLS_skip=YES': `${HEAD}${first}${part('p2')}#EXTINF:0.4,\ns4\n`,
      '/live/x/media.m3u8?_HLS_msn=5&_HLS_part=0&_HLS_skip=YES': `${HEAD}#EXTINF:0.4,\ns4\n${part('p3', ',INDEPENDENT=YES')}#EXT-X-ENDLIST`,
      ...Object.fromEntries(['i.mp4', 'p1', 'p2', 'p3'].map((name) => [`/live/x/${name}`, `<${name}>`])),
    });
    expect(await play(`${base}/live/x/index.m3u8`)).toEqual(['<i.mp4>', '<p1>', '<p2>', '<p3>']);
    expect(asked.filter((url) => url.endsWith('/p2'))).toHaveLength(1); // the hint is the part
  });

  it('plays what the playlist names where the hint was wrong', async () => {
    const { base } = await serve({
      '/media.m3u8': `${HEAD}${part('p1', ',INDEPENDENT=YES')}#EXT-X-PRELOAD-HINT:TYPE=PART,URI="wrong"`,
      '/media.m3u8?_HLS_msn=4&_HLS_part=1&_HLS_skip=YES': `${HEAD}${part('p1')}${part('right')}#EXT-X-ENDLIST`,
      '/i.mp4': 'i',
      '/p1': 'a',
      '/right': 'b',
    });
    expect(await play(`${base}/media.m3u8`)).toEqual(['i', 'a', 'b']);
  });

  it('hands the query of the address on to the playlist of the variant', async () => {
    const { asked, base } = await serve({
      '/index.m3u8?token=t': MULTIVARIANT,
      '/media.m3u8?token=t': `${HEAD}#EXTINF:1,\ns4\n#EXT-X-ENDLIST`,
      '/i.mp4': 'i',
      '/s4': 's',
    });
    expect(await play(`${base}/index.m3u8?token=t`)).toEqual(['i', 's']);
    expect(asked).toContain('/media.m3u8?token=t');
  });

  it.each([
    { name: 'a stream that is not there', answers: {}, reason: 'not-found' },
    { name: 'a server that refuses', answers: { '/media.m3u8': 403 }, reason: 'refused' },
    {
      name: 'a part that is gone already',
      answers: { '/media.m3u8': `${HEAD}${part('p1', ',INDEPENDENT=YES')}`, '/i.mp4': 'i' },
      reason: 'cut',
    },
  ])('says what is wrong with $name, without its query', async ({ answers, reason }) => {
    const { base } = await serve(answers);
    const failed = play(`${base}/media.m3u8`);
    await expect(failed).rejects.toMatchObject({ name: 'TransportError', reason });
  });
});
