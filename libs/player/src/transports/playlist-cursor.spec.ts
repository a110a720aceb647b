import type { ListedMedia, ListedSegment } from '@lockstep/formats';
import { describe, expect, it } from 'vitest';
import { PlaylistCursor } from './playlist-cursor.js';

const part = (uri: string, isIndependent = false) => ({ uri, isIndependent });
const segment = (msn: number, change: Partial<ListedSegment> = {}): ListedSegment => ({
  msn,
  uri: `s${msn}`,
  map: 'i1',
  parts: [],
  ...change,
});
const playlist = (...segments: ListedSegment[]): ListedMedia => ({
  targetDurationMs: 2000,
  canBlockReload: true,
  canSkip: true,
  segments,
  hint: undefined,
  hasEnded: false,
});
const open = (msn: number, ...parts: ReturnType<typeof part>[]) => segment(msn, { uri: undefined, parts });

describe('PlaylistCursor', () => {
  it('begins with the newest segment that can be decoded alone, and gives each part once', () => {
    const cursor = new PlaylistCursor();
    expect(cursor.awaited).toBeUndefined();
    expect(cursor.advance(playlist(segment(6), open(7, part('a', true), part('b'))))).toEqual([
      'i1',
      'a',
      'b',
    ]);
    expect(cursor.awaited).toEqual({ msn: 7, part: 2 });
    expect(cursor.advance(playlist(segment(6), open(7, part('a', true), part('b'))))).toEqual([]);
    const ended = segment(7, { parts: [part('a', true), part('b'), part('c')] });
    expect(cursor.advance(playlist(ended, open(8, part('d', true))))).toEqual(['c', 'd']);
    expect(cursor.awaited).toEqual({ msn: 8, part: 1 });
  });

  it('begins one segment earlier where the newest has nothing to begin with', () => {
    const before = segment(6, { parts: [part('x', true), part('y')] });
    expect(new PlaylistCursor().advance(playlist(before, open(7, part('a'))))).toEqual(['i1', 'x', 'y', 'a']);
    expect(new PlaylistCursor().advance(playlist(open(7)))).toEqual([]);
  });

  it('takes whole segments where no parts are listed', () => {
    const cursor = new PlaylistCursor();
    expect(cursor.advance(playlist(segment(5), segment(6)))).toEqual(['i1', 's6']);
    expect(cursor.advance(playlist(segment(6), segment(7), segment(8)))).toEqual(['s7', 's8']);
  });

  it('leaves out the rest of a segment whose parts are not listed any more', () => {
    const cursor = new PlaylistCursor();
    cursor.advance(playlist(open(7, part('a', true))));
    expect(cursor.advance(playlist(segment(7), segment(8), open(9, part('z', true))))).toEqual(['s8', 'z']);
  });

  it('gives another initialization before what needs it', () => {
    const cursor = new PlaylistCursor();
    cursor.advance(playlist(open(7, part('a', true))));
    const next = { ...open(8, part('b', true)), map: 'i2' };
    expect(cursor.advance(playlist(segment(7, { parts: [part('a', true)] }), next))).toEqual(['i2', 'b']);
  });

  it('begins again where segments are gone that it wanted', () => {
    const cursor = new PlaylistCursor();
    cursor.advance(playlist(open(7, part('a', true))));
    expect(cursor.advance(playlist(segment(20), open(21, part('m', true))))).toEqual(['m']);
    expect(cursor.awaited).toEqual({ msn: 21, part: 1 });
  });
});
