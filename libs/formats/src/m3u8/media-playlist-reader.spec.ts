import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapTag, mediaPlaylistHead, partTag, preloadHintTag, segmentLines } from './media-playlist.js';
import { readFirstVariant, readMediaPlaylist, readRangedFile } from './media-playlist-reader.js';
import { multivariantPlaylist } from './multivariant-playlist.js';
import { readAttributes } from './tag-reader.js';

const LIVE = `#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:2
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.60000,CAN-SKIP-UNTIL=12.00000
#EXT-X-PART-INF:PART-TARGET=0.20000
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-SKIP:SKIPPED-SEGMENTS=3
#EXT-X-MAP:URI="i.mp4"
#EXTINF:1.00000,
s10.m4s
# a remark
#EXT-X-PART:DURATION=0.20000,URI="p1.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.20000,URI="p2.m4s?a=b,c"
#EXTINF:0.40000,
s11.m4s
#EXT-X-DISCONTINUITY
#EXT-X-MAP:URI="j.mp4"
#EXT-X-PART:DURATION=0.20000,URI="p3.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.20000,GAP=YES,URI="lost.m4s"
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="p4.m4s"
`;

describe('readMediaPlaylist', () => {
  it('reads a delta update of a live stream with parts', () => {
    expect(readMediaPlaylist(LIVE)).toEqual({
      targetDurationMs: 2000,
      canBlockReload: true,
      canSkip: true,
      segments: [
        { msn: 10, uri: 's10.m4s', map: 'i.mp4', parts: [] },
        {
          msn: 11,
          uri: 's11.m4s',
          map: 'i.mp4',
          parts: [
            { uri: 'p1.m4s', isIndependent: true },
            { uri: 'p2.m4s?a=b,c', isIndependent: false },
          ],
        },
        { msn: 12, uri: undefined, map: 'j.mp4', parts: [{ uri: 'p3.m4s', isIndependent: true }] },
      ],
      hint: 'p4.m4s',
      hasEnded: false,
    });
  });

  it('reads Windows line ends and the end of a list', () => {
    expect(
      readMediaPlaylist('#EXTM3U\r\n#EXT-X-TARGETDURATION:1\r\n#EXTINF:1,\r\na\r\n#EXT-X-ENDLIST'),
    ).toEqual({
      targetDurationMs: 1000,
      canBlockReload: false,
      canSkip: false,
      segments: [{ msn: 0, uri: 'a', map: undefined, parts: [] }],
      hint: undefined,
      hasEnded: true,
    });
  });

  it.each([
    ['<html>', 'bad-signature'],
    ['#EXTM3U8', 'bad-signature'],
    ['#EXTM3U\n', 'bad-value'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:two', 'bad-value'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-PART:DURATION=1', 'bad-value'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-PART:URI="a', 'bad-value'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-PART:URI="a",BYTERANGE="9@0"', 'unsupported'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-BYTERANGE:9@0', 'unsupported'],
  ])('refuses %j', (text, reason) => {
    expect(() => readMediaPlaylist(text)).toThrow(expect.objectContaining({ reason }));
  });

  it('reads back what is written', () => {
    const uri = fc.stringMatching(/^[a-z0-9._-]{1,12}$/);
    const segment = fc.record({ uri, parts: fc.array(fc.record({ uri, isIndependent: fc.boolean() })) });
    fc.assert(
      fc.property(fc.array(segment), uri, fc.nat(), (segments, other, msn) => {
        const text = [
          ...mediaPlaylistHead({
            targetDurationMs: 2000,
            mediaSequence: msn,
            discontinuitySequence: 0,
            hasIndependentSegments: true,
            lowLatency: { partTargetMs: 200, canSkipUntilMs: 12_000 },
          }),
          mapTag(other),
          ...segments.flatMap(({ uri: address, parts }) => [
            ...parts.map((part) => partTag(part.uri, 200, part.isIndependent)),
            ...segmentLines(1000, address),
          ]),
          preloadHintTag(other),
        ].join('\n');
        expect(readMediaPlaylist(text)).toMatchObject({
          segments: segments.map((one, index) => ({ ...one, msn: msn + index, map: other })),
          hint: other,
        });
      }),
    );
  });

  it('throws nothing but ParseError, whatever the text', () => {
    const line = fc.oneof(fc.string(), fc.constantFrom(...LIVE.split('\n')));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        try {
          readMediaPlaylist(['#EXTM3U', ...lines].join('\n'));
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
    );
  });
});

describe('readFirstVariant', () => {
  it('finds the address behind the first variant', () => {
    const variant = (uri: string) => ({ uri, bandwidth: 1, codecs: [] });
    expect(readFirstVariant(multivariantPlaylist([variant('a.m3u8'), variant('b.m3u8')]))).toBe('a.m3u8');
    expect(readFirstVariant(LIVE)).toBeUndefined();
  });
});

describe('readAttributes', () => {
  it('reads a long list in a time that grows with its length', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => `A${index}="x"`).join(',');
    expect(readAttributes(many, 0).size).toBe(50_000);
  });
});

describe('readRangedFile', () => {
  const listed = (segment: string, end = '#EXT-X-ENDLIST\n') =>
    `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MAP:URI="../a.mp4?t=1",BYTERANGE="9@0"\n${segment}${end}`;
  const range = '#EXTINF:1.0,\n#EXT-X-BYTERANGE:5@9\n../a.mp4?t=1\n';

  it('names the one file of which a playlist lists ranges', () => {
    expect(readRangedFile(listed(range + range))).toBe('../a.mp4?t=1');
  });

  it.each([
    ['has no end', listed(range, '')],
    ['lists another file', listed(range + range.replace('a.mp4', 'b.mp4'))],
    ['lists whole files', listed('#EXTINF:1.0,\n../a.mp4?t=1\n')],
    ['lists nothing', '#EXTM3U\n#EXT-X-ENDLIST\n'],
  ])('knows none for a playlist that %s', (_, text) => {
    expect(readRangedFile(text)).toBeUndefined();
  });

  it('throws nothing but ParseError, whatever it reads', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          readRangedFile(listed(text));
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
    );
  });
});
