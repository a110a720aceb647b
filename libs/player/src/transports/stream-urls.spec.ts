import { describe, expect, it } from 'vitest';
import { streamUrls } from './stream-urls.js';

const page = 'https://school.example/s/demo';

describe('streamUrls', () => {
  it.each([
    ['/live/demo.flv', 's', 'school.example/live/demo', ''],
    ['/live/demo/index.m3u8', 's', 'school.example/live/demo', ''],
    ['http://a.example:81/x.flv?class=economy', '', 'a.example:81/x', '?class=economy'],
    ['wss://a.example/x.flv', 's', 'a.example/x', ''],
    ['ws://a.example/x.flv', '', 'a.example/x', ''],
  ])('derives all addresses of %s', (url, s, place, query) => {
    expect(streamUrls(url, page)).toEqual({
      flv: `http${s}://${place}.flv${query}`,
      'ws-flv': `ws${s}://${place}.flv${query}`,
      'll-hls': `http${s}://${place}/index.m3u8${query}`,
      hls: `http${s}://${place}/index.m3u8${query}`,
      dash: `http${s}://${place}/manifest.mpd${query}`,
    });
  });

  it('derives nothing from a name that says nothing of the others', () => {
    expect(streamUrls('/x', page)).toEqual({
      flv: 'https://school.example/x',
      'ws-flv': 'wss://school.example/x',
    });
    const hls = 'https://cdn.example/a/b.m3u8';
    expect(streamUrls(hls, page)).toEqual({ 'll-hls': hls, hls });
  });

  it.each(['rtmp://a.example/live/x', 'file:///x.flv', 'http://'])('refuses %s', (url) => {
    expect(() => streamUrls(url, page)).toThrow(TypeError);
  });
});
