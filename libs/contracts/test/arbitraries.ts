import * as fc from 'fast-check';
import type { AnyLessonEvent, LessonEvent } from '../src/index.js';

/** Few ids, so that events of one random lesson meet: the question that is closed is often the one that is open. */
const id = fc.constantFrom('q1', 'q2', 'deck-a', 'deck-b', 'x');
const text = fc.string({ minLength: 1, maxLength: 40 });
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const durationMs = fc.integer({ min: 1, max: 5000 });
const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((v) => (v === undefined ? {} : { [key]: v }));

/** A fixed part and optional parts, absent rather than undefined. */
function shaped(fixed: Record<string, fc.Arbitrary<unknown>>, ...parts: fc.Arbitrary<object>[]) {
  return fc.tuple(fc.record(fixed), ...parts).map((all) => Object.assign({}, ...all) as LessonEvent);
}

const choices = fc.uniqueArray(fc.record({ id, text }), { selector: (c) => c.id, maxLength: 4 });
const things = fc.array(fc.record({ id, text }), { minLength: 2, maxLength: 4 });
const region = fc.record({ x: fraction, y: fraction, width: fraction, height: fraction });
const media = fc.record({ kind: fc.constantFrom('picture', 'audio', 'video'), id, alt: text });
const task = fc.oneof(
  fc.record({ kind: fc.constant('hotspot'), marks: fc.integer({ min: 1, max: 20 }) }),
  fc.record({
    kind: fc.constant('label'),
    places: fc.array(fc.record({ id, region }), { minLength: 1, maxLength: 3 }),
    options: things,
  }),
  fc.record({ kind: fc.constant('order'), items: things }),
  fc.record({
    kind: fc.constant('survey'),
    items: fc.array(
      fc.oneof(
        fc.record({ id, text, by: fc.constant('scale'), points: fc.integer({ min: 2, max: 10 }), low: text }),
        fc.record({ id, text, by: fc.constantFrom('choice', 'choices'), choices: things }),
        fc.record({ id, text, by: fc.constant('text'), optional: fc.constant(true) }),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  }),
  fc.record({ kind: fc.constant('match'), items: things, options: things }),
  fc.record({ kind: fc.constant('gaps'), segments: fc.array(text, { minLength: 2, maxLength: 4 }) }),
);
const deck = fc.record({ id, slideCount: fc.integer({ min: 0, max: 4 }) });
const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));

export const lessonEvent: fc.Arbitrary<LessonEvent> = fc.oneof(
  shaped({ type: fc.constant('lesson.started'), lessonId: id, title: text }, optional('deck', deck)),
  shaped({ type: fc.constant('lesson.ended'), lessonId: id }),
  shaped(
    { type: fc.constant('slide.shown'), deckId: id, index: fc.integer({ min: 0, max: 3 }) },
    optional('step', fc.integer({ min: 0, max: 2 })),
  ),
  shaped({ type: fc.constant('highlight'), target: fc.option(region) }),
  shaped(
    {
      type: fc.constant('question.opened'),
      questionId: id,
      kind: fc.constantFrom('single', 'multiple', 'short', 'open', 'parts'),
      prompt: text,
    },
    optional('choices', choices),
    optional('windowMs', durationMs),
    optional('spoken', fc.constant(true)),
    optional('tries', fc.integer({ min: 2, max: 5 })),
    optional('task', task),
    optional('media', media),
    optional(
      'choiceMedia',
      fc.dictionary(id, media).map((all) => ({ ...all })),
    ),
    optional('poll', fc.constant(true)),
    optional('points', fc.integer({ min: 1, max: 100 })),
  ),
  shaped({ type: fc.constant('question.closed'), questionId: id }),
  shaped(
    {
      type: fc.constant('class.result'),
      questionId: id,
      counts: fc.dictionary(id, fc.nat({ max: 30 })).map((counts) => ({ ...counts })),
      total: fc.nat({ max: 30 }),
    },
    optional('correct', fc.array(id, { maxLength: 2 })),
    optional('solution', fc.array(text, { maxLength: 3 })),
    optional(
      'words',
      fc.array(fc.record({ text, count: fc.integer({ min: 2, max: 30 }) }), { maxLength: 3 }),
    ),
  ),
  shaped(
    { type: fc.constant('feedback.class'), text },
    optional('questionId', id),
    optional('durationMs', durationMs),
  ),
  shaped({ type: fc.constant('feedback.private'), feedbackId: fc.stringMatching(/^[a-z0-9]{10}$/) }),
  shaped(
    { type: fc.constant('caption'), text: fc.string({ maxLength: 40 }) },
    optional('lang', fc.constantFrom('en', 'zh-Hans')),
    optional('durationMs', durationMs),
  ),
  shaped({ type: fc.constant('teacher.mode'), mode: fc.constantFrom('ai', 'human', 'paused') }),
  shaped({
    type: fc.constant('teacher.control'),
    action: fc.constantFrom('pause', 'resume', 'skip', 'repeat', 'say', 'take-over', 'hand-back'),
  }),
  shaped({ type: fc.constant('marker'), name: text }, optional('data', fc.dictionary(id, scalar))),
);

const future = fc
  .tuple(fc.stringMatching(/^future\.[a-z]{1,8}$/), fc.dictionary(id, fc.jsonValue({ maxDepth: 2 })))
  .map(([type, rest]): AnyLessonEvent => ({
    type: 'unknown',
    originalType: type,
    body: { ...rest, type },
  }));

/** Any event, those of a later version included. */
export const anyLessonEvent = fc.oneof(
  { weight: 12, arbitrary: lessonEvent },
  { weight: 1, arbitrary: future },
);

/** A stretch of a channel: numbered events at growing stream times, several on one frame included. */
export const channel = fc
  .array(fc.tuple(anyLessonEvent, fc.nat({ max: 3000 })), { maxLength: 40 })
  .map((steps) => {
    let ptsMs = 0;
    return steps.map(([event, gap], i) => ({ event, at: { seq: i + 1, ptsMs: (ptsMs += gap) } }));
  });
