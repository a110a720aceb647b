import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MpdSegment, writeMpd } from './mpd.js';
import { readMpd } from './mpd-reader.js';

const LIVE = `<?xml version="1.0"?>
<!-- <MPD type="static"> is what it becomes -->
<d:MPD xmlns:d="urn:mpeg:dash:schema:mpd:2011" type="dynamic">
 <d:Period id='one &amp; &#50;'>
  <d:AdaptationSet mimeType="video/mp4">
   <d:SegmentTemplate timescale="90000" initialization="v.mp4?a=1&amp;b=2" media="v$Time$.m4s">
    <d:SegmentTimeline><d:S t="100" d="10" r="1" /><d:S d="5"/></d:SegmentTimeline>
   </d:SegmentTemplate>
   <d:Representation id="a > b"/>
   <d:Representation id="c"/>
  </d:AdaptationSet>
  <d:AdaptationSet contentType="audio">
   <d:Representation id="d"><d:SegmentTemplate initialization="a.mp4" media="a$Time$.m4s">
    <d:SegmentTimeline><d:S d="7"/></d:SegmentTimeline></d:SegmentTemplate></d:Representation>
   <d:Representation id="e"><d:SegmentTemplate initialization="b.mp4" media="b$Time$.m4s">
    <d:SegmentTimeline><d:S d="8"/></d:SegmentTimeline></d:SegmentTemplate></d:Representation>
  </d:AdaptationSet>
  <d:AdaptationSet contentType="text"><d:Representation id="f"/></d:AdaptationSet>
 </d:Period>
</d:MPD>`;

const timeline = (segments: string): string =>
  `<MPD><Period><AdaptationSet contentType="video"><SegmentTemplate initialization="i" media="$Time$"><SegmentTimeline>${segments}</SegmentTimeline></SegmentTemplate></AdaptationSet></Period></MPD>`;

describe('readMpd', () => {
  it('reads the first representation of audio and video, wherever its template stands', () => {
    expect(readMpd(LIVE)).toEqual({
      hasEnded: false,
      periods: [
        {
          id: 'one & 2',
          tracks: [
            {
              contentType: 'video',
              timescale: 90_000,
              initialization: 'v.mp4?a=1&b=2',
              media: 'v$Time$.m4s',
              segments: [
                { start: 100, duration: 10 },
                { start: 110, duration: 10 },
                { start: 120, duration: 5 },
              ],
            },
            {
              contentType: 'audio',
              timescale: 1,
              initialization: 'a.mp4',
              media: 'a$Time$.m4s',
              segments: [{ start: 0, duration: 7 }],
            },
          ],
        },
      ],
    });
  });

  it('reads what is written, live and over', () => {
    const segment = fc.tuple(fc.nat(1e6), fc.integer({ min: 1, max: 1e6 }));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1 }), fc.boolean(), fc.string(), (gaps, hasEnded, id) => {
        let at = 0;
        const segments = gaps.map(([gap, duration]): MpdSegment => {
          const start = at + gap;
          at = start + duration;
          return { start, duration };
        });
        const own = {
          contentType: 'video',
          timescale: 1000,
          initialization: `${id}"<&>'`,
          media: '$Time$',
        } as const;
        const text = writeMpd({
          availabilityStartMs: 0,
          publishedMs: 0,
          updateMs: 0,
          windowMs: 0,
          longestSegmentMs: 0,
          bufferMs: 0,
          latencyMs: { target: 0, least: 0, most: 0 },
          clock: '',
          ...(hasEnded && { endMs: at }),
          periods: [
            {
              id: 'p',
              startMs: 0,
              tracks: [
                {
                  ...own,
                  segments,
                  mimeType: '',
                  codecs: '',
                  bandwidth: 1,
                  presentationTimeOffset: 0,
                  availableEarlyMs: 0,
                },
              ],
            },
          ],
        });
        expect(readMpd(text)).toEqual({ hasEnded, periods: [{ id: 'p', tracks: [{ ...own, segments }] }] });
      }),
    );
  });

  it.each([
    ['no XML', 'nothing', 'bad-signature'],
    ['another document', '<svg/>', 'bad-signature'],
    ['a comment without an end', '<!-- <MPD>', 'bad-signature'],
    ['numbered segments', timeline('').replace('$Time$', '$Number$'), 'unsupported'],
    ['no segments', timeline(''), 'unsupported'],
    ['segments without end', timeline('<S t="0" d="1" r="-1"/>'), 'unsupported'],
    ['a segment without duration', timeline('<S t="0"/>'), 'bad-value'],
    ['a timescale of nothing', timeline('<S d="1"/>').replace('media', 'timescale="0" media'), 'bad-value'],
    ['segments beyond number', timeline('<S d="1" r="999999999"/>'), 'too-large'],
    ['a document beyond size', `<MPD>${' '.repeat(9e6)}</MPD>`, 'too-large'],
  ])('refuses %s', (_, text, reason) => {
    expect(() => readMpd(text)).toThrow(expect.objectContaining({ name: 'ParseError', reason }));
  });

  it('throws ParseError or nothing, whatever the text, also where tags never end', () => {
    const words = [
      '<MPD',
      '<Period',
      '<AdaptationSet',
      '<S ',
      '<!--',
      '-->',
      '<?',
      '>',
      '/>',
      '"',
      "'",
      ' t=',
      '&#x41;',
      'a',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 60 });
    fc.assert(
      fc.property(text, (pieces) => {
        try {
          readMpd(pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
    );
    for (const piece of ['<!--', '<MPD ', '<MPD a="', '<?', '<MPD a='])
      expect(() => readMpd(piece.repeat(1e6))).toThrow(ParseError);
  });
});
