import { LessonScript } from '@lockstep/contracts';
import fc from 'fast-check';

/** Words of both scripts, and everything that YAML or narration could take for something else. */
const atoms = [
  ...[
    'Hello',
    'went',
    'go',
    'the',
    'Mr.',
    '3.5',
    'e.g.',
    'What?',
    'Yes!',
    'end.',
    'a:',
    ': b',
    '# no',
    '- x',
    '"quoted"',
    "it's",
  ],
  ...[
    '你好',
    '我们今天学习分数。',
    '好吗？',
    '“引号”',
    '…',
    '—',
    '&',
    '100%',
    'null',
    'true',
    '012',
    '1e3',
    '~',
    '@x',
    '`y`',
    '|',
    '>',
  ],
  ...[
    '\\{',
    '\\*',
    '\\[',
    '[你好](nee how)',
    '*went*',
    '{slide 2}',
    '{slide next}',
    '{highlight went}',
    '{pause 500}',
    '{marker half}',
  ],
];

export const narration = fc
  .tuple(
    fc.constantFrom('Hello', '你好', 'Go.', '*Now*', '{slide 1} See'),
    fc.array(fc.constantFrom(...atoms), { maxLength: 30 }),
  )
  .map(([first, rest]) => [first, ...rest].join(' '));

const shortText = fc
  .array(fc.constantFrom(...atoms.slice(0, -10), 'true', '3', '-', '{', '[a]', '*'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(' ').trim());
const id = fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/);
const replies = fc.record(
  { right: narration, partly: narration, wrong: narration, nothing: narration },
  { requiredKeys: [] },
);
const media = fc.record({ file: fc.constantFrom('a.png', 'a b.mp3', '12.mp4'), alt: shortText });
const mistake = fc.record(
  { answer: shortText, because: shortText, media },
  { requiredKeys: ['answer', 'because'] },
);
const ms = fc.integer({ min: 3000, max: 3_600_000 });

const say = narration.map((text) => ({ kind: 'say', text }) as const);
const play = fc.record({
  kind: fc.constant('play' as const),
  clip: fc.constantFrom('welcome.mp4', 'clips/a b.mp4', 'null', '12'),
  cues: fc.array(
    fc.record({
      atMs: fc.integer({ min: 0, max: 7_200_000 }),
      mark: fc.constantFrom('slide 2', 'highlight none'),
    }),
    { maxLength: 3 },
  ),
});
const ask = fc
  .record({
    kind: fc.constant('ask' as const),
    answer: fc.constantFrom('single', 'multiple', 'short', 'open', 'spoken'),
    prompt: narration,
    choices: fc.uniqueArray(fc.record({ id, text: shortText, right: fc.boolean() }), {
      maxLength: 4,
      selector: (choice) => choice.id,
    }),
    // an answer may be there twice
    accept: fc
      .tuple(fc.array(shortText, { maxLength: 3 }), fc.boolean())
      .map(([answers, again]) => (again ? [...answers, ...answers] : answers)),
    wrong: fc.uniqueArray(mistake, {
      maxLength: 3,
      selector: (one) => one.answer,
    }),
    rubric: fc.array(
      fc.record({ point: shortText, any: fc.array(shortText, { maxLength: 3 }), required: fc.boolean() }),
      { maxLength: 3 },
    ),
    grammar: fc.boolean(),
    hints: fc.array(shortText, { maxLength: 3 }),
    tries: fc.integer({ min: 1, max: 5 }),
    windowMs: fc.option(ms),
    endsEarly: fc.boolean(),
    say: replies,
    show: fc.option(fc.record({ right: media, wrong: media }, { requiredKeys: ['right'] })),
    acceptedMedia: fc.option(media),
  })
  // A wrong choice is called by its id.
  .map(({ show, acceptedMedia, ...step }) => ({
    ...step,
    ...(show && { show }),
    feedback: acceptedMedia
      ? [...new Set(step.accept)].map((answer) => ({ answer, media: acceptedMedia }))
      : [],
    wrong: step.wrong.filter(({ answer }) => step.choices.every((choice) => choice.text !== answer)),
  }));
const pause = fc
  .integer({ min: 100, max: 600_000 })
  .map((length) => ({ kind: 'pause', ms: length }) as const);
const wait = fc
  .option(shortText, { nil: undefined })
  .map((prompt) => (prompt === undefined ? { kind: 'wait' } : { kind: 'wait', prompt }));
const share = fc.double({ min: 0, max: 1, noNaN: true });
const branch = fc.record({
  kind: fc.constant('branch' as const),
  question: id,
  on: fc.constantFrom('class', 'student'),
  cases: fc.array(
    fc.record({ rightAtLeast: share, rightBelow: share, goto: id }, { requiredKeys: ['goto'] }),
    { minLength: 1, maxLength: 3 },
  ),
});

const steps = fc
  .array(fc.tuple(id, fc.oneof(say, say, play, ask, branch, pause, wait)), { minLength: 1, maxLength: 8 })
  .map((pairs) => pairs.map(([name, step], i) => ({ id: `${name.slice(0, 8)}-${String(i)}`, ...step })));

/** Any script that a text can be written for. */
export const script = fc
  .record(
    {
      title: shortText,
      language: fc.constantFrom('en', 'zh-CN', 'de'),
      voice: fc.constantFrom('slt', 'rms'),
      avatar: fc.constantFrom('nora', 'slide', { idle: 'idle.mp4', talking: 'talking.mp4' }),
      slides: fc.oneof(fc.constant('slides.md'), fc.constant(['1.png', '2.png'])),
      brain: fc.constantFrom('offline', 'openai'),
      regions: fc.constantFrom({}, { '2': { door: [0.1, 0.2, 0.3, 0.4] } }),
      steps,
    },
    { requiredKeys: ['title', 'steps'] },
  )
  .map((value) => LessonScript.parse(value));

/** The smallest lesson, with these lines as its steps. */
export const lesson = (...lines: string[]): string =>
  ['title: A lesson', 'steps:', ...lines.map((line) => `  ${line}`), ''].join('\n');
