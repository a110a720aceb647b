import { describe, expect, it } from 'vitest';
import { manifestWithQuery, playlistWithQuery, privateCache } from './personal.js';

describe('a query that a playlist carries on', () => {
  it('stands in every address of a playlist, and in nothing else', () => {
    const playlist = [
      '#EXTM3U',
      '#EXT-X-MAP:URI="r.m0.mp4"',
      '#EXT-X-PART:DURATION=0.2,URI="r.p1.m4s",INDEPENDENT=YES',
      '#EXTINF:1,',
      'r.m1.m4s',
      'media.m3u8?ll=0',
      '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="r.p2.m4s"',
      '',
    ].join('\n');
    expect(playlistWithQuery(playlist, 'token=a~b')).toBe(
      [
        '#EXTM3U',
        '#EXT-X-MAP:URI="r.m0.mp4?token=a~b"',
        '#EXT-X-PART:DURATION=0.2,URI="r.p1.m4s?token=a~b",INDEPENDENT=YES',
        '#EXTINF:1,',
        'r.m1.m4s?token=a~b',
        'media.m3u8?ll=0&token=a~b',
        '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="r.p2.m4s?token=a~b"',
        '',
      ].join('\n'),
    );
  });

  it('stands in the addresses of a manifest, escaped', () => {
    const manifest =
      '<MPD><SegmentTemplate timescale="9" initialization="r.v0.mp4" media="r.vt$Time$.m4s"/>' +
      '<UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-iso:2014" value="time"/></MPD>';
    expect(manifestWithQuery(manifest, 'token=a&b="<')).toBe(
      '<MPD><SegmentTemplate timescale="9" initialization="r.v0.mp4?token=a&amp;b=&quot;&lt;" ' +
        'media="r.vt$Time$.m4s?token=a&amp;b=&quot;&lt;"/>' +
        '<UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-iso:2014" value="time?token=a&amp;b=&quot;&lt;"/></MPD>',
    );
  });

  it('keeps shared caches out', () => {
    expect(privateCache('public, max-age=3600, immutable')).toBe('private, max-age=3600, immutable');
    expect(privateCache('no-store')).toBe('no-store');
  });
});
