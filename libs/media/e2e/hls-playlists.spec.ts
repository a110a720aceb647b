import HLS, { type types } from 'hls-parser';
import { Parser, type ParsedPlaylist } from 'm3u8-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { testHeaders } from './support/access-units.js';
import { recorded, type Recorded } from './support/flv-fixture.js';
import { looped, PackagedRoom } from './support/packaged-room.js';

let film: Recorded;
beforeAll(async () => {
  film = await recorded({ seconds: 4, bFrames: 2, size: '160x90' });
});

/** Read by two foreign parsers, of which neither has anything to say. */
function judged(text: string): { strict: types.MediaPlaylist; parsed: ParsedPlaylist } {
  HLS.setOptions({ strictMode: true });
  const strict = HLS.parse(text) as types.MediaPlaylist;
  const parser = new Parser();
  const warnings: string[] = [];
  parser.on('warn', ({ message }) => warnings.push(message));
  parser.push(text);
  parser.end();
  expect(warnings).toEqual([]);
  return { strict, parsed: parser.manifest };
}

describe('a media playlist', () => {
  it('is right after every frame, to two foreign parsers', async () => {
    await using room = await PackagedRoom.open();
    room.publish(film.headers);
    const frames = [...looped(film, 2)];
    room.push(frames.slice(0, 20));
    let sequence = 0;
    for (const frame of frames.slice(20)) {
      room.push([frame]);
      if (frame.kind === 'audio') continue;
      const response = await room.get('media.m3u8');
      const { strict } = judged(await response.text());
      expect(strict.mediaSequenceBase).toBeGreaterThanOrEqual(sequence);
      sequence = strict.mediaSequenceBase ?? NaN;
    }
    const { strict, parsed } = judged(await room.text('media.m3u8'));
    expect(strict.targetDuration).toBe(2);
    expect(strict.partTargetDuration).toBeCloseTo(0.202);
    expect(strict.lowLatencyCompatibility).toMatchObject({ canBlockReload: true, canSkipUntil: 12 });
    expect(
      parsed.segments.every(({ map, dateTimeObject }) => map !== undefined && dateTimeObject !== undefined),
    ).toBe(true);
    expect(room.errors).toEqual([]);
  });

  it('leaves out of a delta what the client has, and nothing else', async () => {
    await using room = await PackagedRoom.open();
    room.publish(film.headers);
    room.push([...looped(film, 1)]);
    await room.text('index.m3u8');
    room.push([...looped(film, 9)].slice(film.frames.length));
    const whole = await room.text('media.m3u8');
    const delta = await room.text('media.m3u8?_HLS_skip=YES');
    const { strict, parsed } = judged(delta);
    const skipped = strict.skip ?? 0;
    expect(skipped).toBeGreaterThan(10);
    expect(parsed.skip?.skippedSegments).toBe(skipped);
    const urisOf = (text: string): string[] => text.split('\n').filter((line) => line.endsWith('.m4s'));
    expect(urisOf(delta)).toEqual(urisOf(whole).slice(skipped));
    expect(strict.mediaSequenceBase).toBe(judged(whole).strict.mediaSequenceBase);
  });

  it('has whole segments alone for players without low latency', async () => {
    await using room = await PackagedRoom.open();
    room.publish(film.headers);
    room.push([...looped(film, 1)]);
    await room.text('index.m3u8');
    room.push([...looped(film, 2)].slice(film.frames.length));
    const multivariant = await room.text('index.m3u8?ll=0');
    expect(multivariant).toContain('media.m3u8?ll=0');
    const text = await room.text('media.m3u8?ll=0');
    expect(text).not.toMatch(/PART|PRELOAD/);
    expect(text).toContain('#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES\n');
    expect(text).not.toContain('_HLS');
    const { strict } = judged(text);
    expect(strict.segments.length).toBeGreaterThan(1);
    for (const { uri } of strict.segments) expect((await room.get(uri)).status).toBe(200);
    const next = (strict.mediaSequenceBase ?? NaN) + strict.segments.length;
    const waiting = room.text(`media.m3u8?ll=0&_HLS_msn=${next}`);
    room.push([...looped(film, 3)].slice(2 * film.frames.length));
    expect(judged(await waiting).strict.segments.length).toBeGreaterThan(strict.segments.length);
  });

  it('tells of another publication and another picture, keeps its numbers, and ends', async () => {
    await using room = await PackagedRoom.open({ limits: { windowMs: 4000 } });
    room.publish(film.headers);
    room.push([...looped(film, 1)]);
    const before = judged(await room.text('media.m3u8')).strict;
    room.publish(film.headers);
    room.push([...looped(film, 1)]);
    room.publish(testHeaders());
    room.push([...looped(film, 2)]);
    const { strict, parsed } = judged(await room.text('media.m3u8'));
    expect(strict.mediaSequenceBase).toBeGreaterThan(before.mediaSequenceBase ?? NaN);
    expect(
      (strict.discontinuitySequenceBase ?? 0) +
        parsed.segments.filter(({ discontinuity }) => discontinuity).length,
    ).toBe(2);
    room.stream.end('the lesson is over');
    expect(judged(await room.text('media.m3u8')).parsed.endList).toBe(true);
  });

  it('names the codecs, the size and the rate', async () => {
    await using room = await PackagedRoom.open();
    room.publish(film.headers);
    room.push([...looped(film, 1)]);
    await room.text('index.m3u8');
    room.push([...looped(film, 2)].slice(film.frames.length));
    const { variants } = HLS.parse(await room.text('index.m3u8')) as types.MasterPlaylist;
    expect(variants).toHaveLength(1);
    expect(variants[0]).toMatchObject({
      uri: 'media.m3u8',
      resolution: { width: 160, height: 90 },
      frameRate: 25,
    });
    expect(variants[0]?.codecs).toMatch(/^avc1\.[0-9a-f]{6},mp4a\.40\.2$/);
    expect(variants[0]?.bandwidth).toBeGreaterThan(variants[0]?.averageBandwidth ?? NaN);
  });
});
