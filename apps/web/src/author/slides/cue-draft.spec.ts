import { Cue } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { type CueDraft, cueTypes, newAction, sortDrafts, toCueDraft, toCues } from './cue-draft.js';
import { slideAt } from './cues-editor.js';

const slideCue = (time: string, index: number): CueDraft => ({
  key: `${time}/${index}`,
  time,
  action: { type: 'slide.shown', index },
});

describe('cues that were typed', () => {
  it('are saved by time, whatever the order of the rows', () => {
    expect(toCues([slideCue('1:00', 2), slideCue('0:05.5', 1)])).toEqual([
      { type: 'slide.shown', index: 1, atMs: 5500 },
      { type: 'slide.shown', index: 2, atMs: 60_000 },
    ]);
  });

  it('are not saved while a time cannot be read', () => {
    expect(toCues([slideCue('0:05', 1), slideCue('soon', 2)])).toBeNull();
  });

  it('keep the row that is being written at the end', () => {
    const rows = sortDrafts([slideCue('', 3), slideCue('0:09', 2), slideCue('0:01', 1)]);
    expect(rows.map(({ time }) => time)).toEqual(['0:01', '0:09', '']);
  });

  it('are what they were after they have been opened for writing', () => {
    const cue: Cue = { type: 'caption', text: 'Hello', durationMs: 2000, atMs: 1080 };
    expect(toCues([toCueDraft(cue)])).toEqual([cue]);
  });

  it('start as something the server takes once their texts are filled in', () => {
    for (const type of cueTypes) {
      const action = newAction(type, 'q1');
      const filled =
        'text' in action ? { ...action, text: 'x' } : 'name' in action ? { ...action, name: 'x' } : action;
      expect(Cue.safeParse({ ...filled, atMs: 0 }).error?.issues ?? []).toEqual([]);
    }
  });
});

describe('the slide that a highlight is drawn on', () => {
  const slides = [0, 1, 2].map((index) => ({
    index,
    title: null,
    url: `/${index}`,
    mediaType: 'image/png',
    width: 16,
    height: 9,
  }));
  const at = (time: string): CueDraft => ({ key: 'h', time, action: { type: 'highlight', target: null } });
  const cues = [slideCue('0:20', 2), slideCue('0:10', 1)];

  it('is the last one shown by then, and the first before any', () => {
    expect(slideAt(at('0:05'), cues, slides)?.index).toBe(0);
    expect(slideAt(at('0:10'), cues, slides)?.index).toBe(1);
    expect(slideAt(at('0:25'), cues, slides)?.index).toBe(2);
  });

  it('does not exist in a lesson without slides', () => {
    expect(slideAt(at('0:05'), [], [])).toBeUndefined();
  });
});
