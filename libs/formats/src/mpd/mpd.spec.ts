import { describe, expect, it } from 'vitest';
import { writeMpd, type Mpd, type MpdTrack } from './mpd.js';

const track: MpdTrack = {
  contentType: 'video',
  mimeType: 'video/mp4',
  codecs: 'avc1.42c01e',
  bandwidth: 1_000_000.4,
  width: 640,
  height: 360,
  frameRate: 29.97,
  timescale: 90_000,
  presentationTimeOffset: 180_000,
  initialization: 'r.v0.mp4',
  media: 'r.vt$Time$.m4s',
  segments: [
    { start: 180_000, duration: 90_000 },
    { start: 270_000, duration: 90_090 },
  ],
  availableEarlyMs: 800,
  eventSchemes: ['urn:x'],
};
const mpd: Mpd = {
  availabilityStartMs: 0,
  publishedMs: 5000,
  updateMs: 1000,
  windowMs: 2001,
  longestSegmentMs: 2000,
  bufferMs: 2000,
  latencyMs: { target: 1000, least: 500, most: 4000 },
  clock: 'time',
  periods: [{ id: 'p0', startMs: 2000, tracks: [track] }],
};

describe('a manifest', () => {
  it('describes a live stream and how near to its edge it is played', () => {
    expect(writeMpd(mpd)).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011,http://www.dashif.org/guidelines/low-latency-live-v5"',
        ' type="dynamic" availabilityStartTime="1970-01-01T00:00:00.000Z" publishTime="1970-01-01T00:00:05.000Z" minimumUpdatePeriod="PT1.000S"',
        ' minBufferTime="PT2.000S" timeShiftBufferDepth="PT2.001S" maxSegmentDuration="PT2.000S">',
        '<ServiceDescription id="0"><Latency target="1000" min="500" max="4000"/><PlaybackRate min="0.96" max="1.04"/></ServiceDescription>',
        '<Period id="p0" start="PT2.000S">',
        '<AdaptationSet id="0" contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1">',
        '<InbandEventStream schemeIdUri="urn:x" value=""/>',
        '<SegmentTemplate timescale="90000" presentationTimeOffset="180000" initialization="r.v0.mp4" media="r.vt$Time$.m4s"',
        ' availabilityTimeOffset="0.800" availabilityTimeComplete="false">',
        '<SegmentTimeline><S t="180000" d="90000"/><S t="270000" d="90090"/></SegmentTimeline></SegmentTemplate>',
        '<Representation id="video" codecs="avc1.42c01e" bandwidth="1000001" width="640" height="360" frameRate="30000/1001"/>',
        '</AdaptationSet></Period><UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-iso:2014" value="time"/></MPD>\n',
      ].join(''),
    );
  });

  it('has a representation for each way to receive a track, with segments of its own', () => {
    const { contentType, mimeType, eventSchemes, ...video } = track;
    const others = [{ ...video, id: 'low', bandwidth: 100_000, media: 'low$Time$.m4s' }];
    const tracks = [{ ...video, contentType, mimeType, ...(eventSchemes && { eventSchemes }), others }];
    const text = writeMpd({ ...mpd, periods: [{ id: 'p0', startMs: 0, tracks }] });
    expect(text).toMatch(
      /<AdaptationSet id="0" contentType="video" mimeType="video\/mp4" startWithSAP="1"><InbandEventStream [^>]*\/><Representation id="video" [^>]*><SegmentTemplate .*media="r\.vt\$Time\$\.m4s".*<\/SegmentTemplate><\/Representation><Representation id="low" [^>]*bandwidth="100000"[^>]*><SegmentTemplate .*media="low\$Time\$\.m4s"/,
    );
  });

  it('says where a stream that is over ends, and asks nobody to come again', () => {
    const text = writeMpd({ ...mpd, endMs: 4001 });
    expect(text).toContain('mediaPresentationDuration="PT4.001S"');
    expect(text).toContain('type="static"');
    expect(text).not.toMatch(/minimumUpdatePeriod|timeShiftBufferDepth/);
  });

  it('tells of segments that are equally long in one element, unless there is a gap between them', () => {
    const segments = [0, 10, 20, 35, 45].map((start) => ({ start, duration: 10 }));
    const periods = [{ id: 'p0', startMs: 0, tracks: [{ ...track, segments }] }];
    expect(writeMpd({ ...mpd, periods })).toContain('<S t="0" d="10" r="2"/><S t="35" d="10" r="1"/>');
  });

  it('writes no text as markup', () => {
    const text = writeMpd({ ...mpd, clock: '"><x a="&' });
    expect(text).toContain('value="&quot;&gt;&lt;x a=&quot;&amp;"');
  });
});
