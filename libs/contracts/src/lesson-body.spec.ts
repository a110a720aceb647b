import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyLessonEvent, channel } from '../test/arbitraries.js';
import {
  type AnyLessonEvent,
  decodeEvent,
  decodeSnapshot,
  encodeEvent,
  encodeSnapshot,
  initialLessonState,
  LessonBodyError,
  type LessonState,
  reduce,
} from './index.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const thrownBy = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
};

const events: { name: string; json: string; event: AnyLessonEvent }[] = [
  {
    name: 'lesson.started',
    json: '{"type":"lesson.started","lessonId":"l1","title":"Past tense","deck":{"id":"d1","slideCount":7}}',
    event: {
      type: 'lesson.started',
      lessonId: 'l1',
      title: 'Past tense',
      deck: { id: 'd1', slideCount: 7 },
    },
  },
  {
    name: 'slide.shown',
    json: '{"type":"slide.shown","deckId":"d1","index":2}',
    event: { type: 'slide.shown', deckId: 'd1', index: 2 },
  },
  {
    name: 'highlight taken away',
    json: '{"type":"highlight","target":null}',
    event: { type: 'highlight', target: null },
  },
  {
    name: 'caption in Chinese',
    json: '{"type":"caption","text":"昨天","lang":"zh","durationMs":1500}',
    event: { type: 'caption', text: '昨天', lang: 'zh', durationMs: 1500 },
  },
  {
    name: 'an event of a later version',
    json: '{"type":"poll.started","nested":{"a":[1,null]},"n":0}',
    event: {
      type: 'unknown',
      originalType: 'poll.started',
      body: { type: 'poll.started', nested: { a: [1, null] }, n: 0 },
    },
  },
  {
    name: 'an event whose type is the word unknown',
    json: '{"type":"unknown"}',
    event: { type: 'unknown', originalType: 'unknown', body: { type: 'unknown' } },
  },
];

describe.each(events)('event body: $name', ({ json, event }) => {
  it('reads', () => expect(decodeEvent(utf8(json))).toEqual(event));
  it('writes', () => expect(new TextDecoder().decode(encodeEvent(event))).toBe(json));
});

it('leaves out fields that a known event has only in a later version', () => {
  expect(decodeEvent(utf8('{"type":"lesson.ended","lessonId":"l","mood":"good"}'))).toEqual({
    type: 'lesson.ended',
    lessonId: 'l',
  });
});

it('brings every event back from its bytes, unknown ones included', () => {
  fc.assert(
    fc.property(anyLessonEvent, (event) => {
      expect(decodeEvent(encodeEvent(event))).toEqual(event);
    }),
  );
});

it('brings every state back from its snapshot', () => {
  fc.assert(
    fc.property(channel, (steps) => {
      const state = steps.reduce<LessonState>((s, { event, at }) => reduce(s, event, at), initialLessonState);
      expect(decodeSnapshot(encodeSnapshot(state))).toEqual(state);
    }),
  );
});

it('reads an event by the name that earlier versions gave its type', () => {
  const today = decodeEvent(utf8('{"type":"teacher.hand","action":"take-over"}'));
  expect(today).toEqual({ type: 'teacher.control', action: 'take-over' });
  expect(new TextDecoder().decode(encodeEvent(today))).toBe(
    '{"type":"teacher.control","action":"take-over"}',
  );
});

describe.each([
  { body: Uint8Array.of(0x7b, 0xff, 0x7d), reason: 'not-utf8', path: '' },
  { body: utf8('{"type":'), reason: 'not-json', path: '' },
  { body: utf8(''), reason: 'not-json', path: '' },
  { body: utf8('[]'), reason: 'not-an-object', path: '' },
  { body: utf8('null'), reason: 'not-an-object', path: '' },
  { body: utf8('{"kind":"slide.shown"}'), reason: 'no-type', path: 'type' },
  { body: utf8('{"type":7}'), reason: 'no-type', path: 'type' },
  { body: utf8('{"type":"slide.shown","deckId":"d","index":-1}'), reason: 'invalid-field', path: 'index' },
  {
    body: utf8(
      '{"type":"question.opened","questionId":"q","kind":"single","prompt":"?","choices":[{"id":"a b","text":"x"}]}',
    ),
    reason: 'invalid-field',
    path: 'choices.0.id',
  },
])('a body that is no event: $reason at "$path"', ({ body, reason, path }) => {
  it('is refused with its reason and place', () => {
    const error = thrownBy(() => decodeEvent(body));
    expect(error).toBeInstanceOf(LessonBodyError);
    expect(error).toMatchObject({ reason, path });
  });
});

it('refuses to write an event or a snapshot that nobody could read', () => {
  expect(thrownBy(() => encodeEvent({ type: 'slide.shown', deckId: 'no spaces', index: 0 }))).toMatchObject({
    reason: 'invalid-field',
    path: 'deckId',
  });
  const state = { ...initialLessonState, feedbackDue: ['a b'] };
  expect(thrownBy(() => encodeSnapshot(state))).toMatchObject({ path: 'feedbackDue.0' });
});

it('throws nothing but LessonBodyError, whatever the bytes', () => {
  const json = fc.json().map(utf8);
  const typed = fc
    .tuple(fc.constantFrom(...events.map((e) => e.event.type)), fc.dictionary(fc.string(), fc.jsonValue()))
    .map(([type, rest]) => utf8(JSON.stringify({ ...rest, type })));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), json, typed), (bytes) => {
      for (const decode of [decodeEvent, decodeSnapshot]) {
        const error = thrownBy(() => decode(bytes));
        if (error !== undefined) expect(error).toBeInstanceOf(LessonBodyError);
      }
    }),
  );
});

describe('snapshot body', () => {
  it('is empty but for phase and mode before the lesson', () => {
    expect(new TextDecoder().decode(encodeSnapshot(initialLessonState))).toBe(
      '{"phase":"waiting","mode":"ai"}',
    );
  });

  it('reads fields that are absent as nothing shown', () => {
    expect(decodeSnapshot(utf8('{"phase":"running","mode":"human","mood":1}'))).toEqual({
      ...initialLessonState,
      phase: 'running',
      mode: 'human',
    });
  });

  it('stays under 1 KiB with slide, question, caption and result of an ordinary lesson', () => {
    const question = {
      type: 'question.opened',
      questionId: 'past-of-walk',
      kind: 'single',
      prompt: 'Which sentence says that it happened yesterday and is over now?',
      choices: [
        'I walk to school.',
        'I walked to school.',
        'I am walking to school.',
        'I will walk to school.',
      ].map((text, i) => ({ id: `c${String(i)}`, text })),
      windowMs: 30_000,
    } as const;
    const counts = { c0: 3, c1: 21, c2: 4, c3: 2 };
    const story: AnyLessonEvent[] = [
      {
        type: 'lesson.started',
        lessonId: 'lesson-1',
        title: 'Yesterday: the past tense',
        deck: { id: 'dk_8f3a2b1c9d0e', slideCount: 24 },
      },
      { type: 'slide.shown', deckId: 'dk_8f3a2b1c9d0e', index: 17, step: 2 },
      { type: 'highlight', target: { x: 0.125, y: 0.25, width: 0.5, height: 0.125 } },
      question,
      {
        type: 'caption',
        text: 'Which of these happened yesterday and is over now?',
        lang: 'en',
        durationMs: 4000,
      },
      { type: 'class.result', questionId: 'past-of-walk', counts, total: 30, correct: ['c1'] },
    ];
    const state = story.reduce<LessonState>(
      (s, event, i) => reduce(s, event, { seq: i + 1, ptsMs: 3_600_000.5 + i * 40 }),
      initialLessonState,
    );
    expect(encodeSnapshot(state).byteLength).toBeLessThan(1024);
  });
});
