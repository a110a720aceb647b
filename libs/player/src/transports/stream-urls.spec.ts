import { describe, expect, it } from 'vitest';
import { streamUrls } from './stream-urls.js';

const page = 'https://school.example/s/demo';

describe('streamUrls', () => {
  it.each([
    ['/live/demo.flv', 'https://school.example/live/demo.flv', 'wss://school.example/live/demo.flv'],
    [
      'http://a.example:81/x.flv?class=economy',
      'http://a.example:81/x.flv?class=economy',
      'ws://a.example:81/x.flv?class=economy',
    ],
    ['wss://a.example/x.flv', 'https://a.example/x.flv', 'wss://a.example/x.flv'],
    ['ws://a.example/x.flv', 'http://a.example/x.flv', 'ws://a.example/x.flv'],
  ])('derives both addresses of %s', (url, http, ws) => {
    expect(streamUrls(url, page)).toEqual({ http, ws });
  });

  it.each(['rtmp://a.example/live/x', 'file:///x.flv', 'http://'])('refuses %s', (url) => {
    expect(() => streamUrls(url, page)).toThrow(TypeError);
  });
});
