import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeTag } from './attribute-list.js';
import {
  dateRangeTag,
  dateTimeTag,
  mapTag,
  mediaPlaylistHead,
  partTag,
  preloadHintTag,
  renditionReportTag,
  segmentLines,
} from './media-playlist.js';
import { multivariantPlaylist } from './multivariant-playlist.js';

describe('a media playlist', () => {
  it('says what a low-latency server does before its segments', () => {
    expect(
      mediaPlaylistHead({
        targetDurationMs: 2000,
        mediaSequence: 7,
        discontinuitySequence: 2,
        hasIndependentSegments: true,
        lowLatency: { partTargetMs: 202, canSkipUntilMs: 12_000 },
        skippedSegments: 3,
      }),
    ).toEqual([
      '#EXTM3U',
      '#EXT-X-VERSION:9',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-TARGETDURATION:2',
      '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.60600,HOLD-BACK=6.00000,CAN-SKIP-UNTIL=12.00000',
      '#EXT-X-PART-INF:PART-TARGET=0.20200',
      '#EXT-X-MEDIA-SEQUENCE:7',
      '#EXT-X-DISCONTINUITY-SEQUENCE:2',
      '#EXT-X-SKIP:SKIPPED-SEGMENTS=3',
    ]);
  });

  it('says less without low latency', () => {
    const head = {
      targetDurationMs: 1500,
      mediaSequence: 0,
      discontinuitySequence: 0,
      hasIndependentSegments: false,
    };
    expect(mediaPlaylistHead(head)).toEqual([
      '#EXTM3U',
      '#EXT-X-VERSION:6',
      '#EXT-X-TARGETDURATION:2',
      '#EXT-X-MEDIA-SEQUENCE:0',
    ]);
    expect(mediaPlaylistHead({ ...head, canBlockReload: true })[3]).toBe(
      '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES',
    );
  });

  it('lists segments, parts and what is to come', () => {
    expect(segmentLines(1001.5, 'a.m4s')).toEqual(['#EXTINF:1.00150,', 'a.m4s']);
    expect(partTag('p1.m4s', 200, true)).toBe('#EXT-X-PART:DURATION=0.20000,URI="p1.m4s",INDEPENDENT=YES');
    expect(partTag('p2.m4s', 40, false)).toBe('#EXT-X-PART:DURATION=0.04000,URI="p2.m4s"');
    expect(preloadHintTag('p3.m4s')).toBe('#EXT-X-PRELOAD-HINT:TYPE=PART,URI="p3.m4s"');
    expect(mapTag('i.mp4')).toBe('#EXT-X-MAP:URI="i.mp4"');
    expect(dateTimeTag(0)).toBe('#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:00.000Z');
    expect(renditionReportTag({ uri: 'b.m3u8', lastMsn: 4, lastPart: 2 })).toBe(
      '#EXT-X-RENDITION-REPORT:URI="b.m3u8",LAST-MSN=4,LAST-PART=2',
    );
    expect(dateRangeTag({ id: 'q1', class: 'question', startMs: 1500, durationMs: 30_000 })).toBe(
      '#EXT-X-DATERANGE:ID="q1",CLASS="question",START-DATE="1970-01-01T00:00:01.500Z",DURATION=30.00000',
    );
  });
});

describe('a multivariant playlist', () => {
  it('tells of a variant what it knows', () => {
    expect(
      multivariantPlaylist([
        {
          uri: 'media.m3u8',
          bandwidth: 1_000_000.2,
          averageBandwidth: 900_000,
          codecs: ['avc1.42c01e', 'mp4a.40.2'],
          width: 640,
          height: 360,
          frameRate: 25,
        },
        { uri: 'audio.m3u8', bandwidth: 64_000, codecs: [] },
      ]),
    ).toBe(`#EXTM3U
#EXT-X-VERSION:6
#EXT-X-STREAM-INF:BANDWIDTH=1000001,AVERAGE-BANDWIDTH=900000,CODECS="avc1.42c01e,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=25.000
media.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=64000
audio.m3u8
`);
  });
});

describe('an attribute list', () => {
  it.each([
    [{ A: Number.NaN }],
    [{ A: Infinity }],
    [{ A: 'two words' }],
    [{ A: '' }],
    [{ A: { quoted: 'a"b' } }],
  ])('refuses what its kind of value cannot hold: %j', (attributes) => {
    expect(() => writeTag('#EXT-X-TEST', attributes)).toThrow(RangeError);
  });

  it('never lets a value end its string or its line', () => {
    fc.assert(
      fc.property(fc.string(), (quoted) => {
        let line: string;
        try {
          line = writeTag('#EXT-X-TEST', { A: { quoted }, B: 1 });
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(line).toBe(`#EXT-X-TEST:A="${quoted}",B=1`);
        expect(line.match(/"/g)).toHaveLength(2);
        expect(line.split(/[\r\n]/)).toHaveLength(1);
      }),
    );
  });
});
