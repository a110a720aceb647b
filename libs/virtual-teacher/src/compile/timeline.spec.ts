import { LessonScript } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import type { CompiledLesson, LessonClip } from './compiled-lesson.js';
import { timelineOf } from './timeline.js';

const clip = (name: string, cells: number, marks: LessonClip['marks'] = []): LessonClip => ({
  ...{ id: name, cells, marks, text: name, idle: 'idle', speech: null },
  captions: [{ fromMs: 80, toMs: cells * 320 - 200, text: name }],
});

const script = LessonScript.parse({
  title: 'T',
  steps: [
    { id: 'a', kind: 'say', text: 'One. Two.' },
    { id: 'q', kind: 'ask', answer: 'short', prompt: 'What?', accept: ['x'], windowMs: 5000 },
    { id: 'p', kind: 'pause', ms: 900 },
    { id: 'w', kind: 'wait' },
    { id: 'z', kind: 'say', text: 'End.' },
  ],
});
const compiled: CompiledLesson = {
  ...{ format: 1, title: 'T', language: 'en', idle: 'idle', idles: { idle: 30 } },
  steps: [
    { id: 'a', kind: 'say', clips: [clip('one', 3, [{ picture: 5, mark: 'slide 2' }]), clip('two', 4)] },
    { id: 'q', kind: 'ask', prompt: [clip('what', 2)], hints: [], replies: { nothing: [clip('nobody', 2)] } },
    { id: 'p', kind: 'pause' },
    { id: 'w', kind: 'wait' },
    { id: 'z', kind: 'say', clips: [clip('end', 1, [{ picture: 0, mark: 'marker end' }])] },
  ],
};
const timeline = timelineOf(script, compiled);

describe('the timeline of a compiled lesson', () => {
  it('has every piece where a student meets it who lets all questions run out', () => {
    expect(timeline.pieces.map(({ kind, startMs, cells }) => `${kind} ${startMs / 320}+${cells}`)).toEqual([
      ...['say 0+3', 'say 3+4', 'prompt 7+2', 'window 9+16', 'feedback 25+2'],
      ...['pause 27+3', 'wait 30+16', 'say 46+1'],
    ]);
    expect(timeline.durationMs).toBe(47 * 320);
  });

  it('places marks on their frames and captions on their words', () => {
    expect(timeline.marks).toEqual([
      { atMs: 200, mark: 'slide 2', stepId: 'a' },
      { atMs: 46 * 320, mark: 'marker end', stepId: 'z' },
    ]);
    expect(timeline.captions[1]).toEqual({ fromMs: 3 * 320 + 80, toMs: 7 * 320 - 200, text: 'two' });
  });

  it('is refused for another script', () => {
    expect(() => timelineOf({ ...script, steps: script.steps.toReversed() }, compiled)).toThrow(
      'not of this script',
    );
  });
});
