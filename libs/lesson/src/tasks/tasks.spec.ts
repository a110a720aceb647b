import { type AskStep, type Judgement, MAX_PARTS } from '@lockstep/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lesson } from '../../test/lessons.js';
import { checkLesson, feedbackMediaOf, formatLesson, parseLesson } from '../index.js';
import { readArea, writeArea } from './area-text.js';
import { gapsText, readGaps } from './gaps-text.js';

const read = (...lines: string[]) => parseLesson(lesson(...lines));

function ask(...lines: string[]): AskStep {
  const { script, problems } = read(...lines);
  expect(problems).toEqual([]);
  const [step] = script?.steps ?? [];
  if (step?.kind !== 'ask') throw new Error('no question was read');
  return step;
}

/** The problems of a lesson, `code path:line`. */
function told(...lines: string[]): string[] {
  const { script, problems, places } = read(...lines);
  const checked = script ? checkLesson(script, { places }) : [];
  return [...problems, ...checked].map(({ code, place }) => `${code} ${String(place?.line)}`);
}

/** A question on a picture. */
const picture = (rest: string): string => `{prompt: 'Where?', media: {file: a.png, alt: A body}, ${rest}}`;
/** So many different things of 300 letters, three bytes each. */
const long = (count: number): string =>
  Array.from({ length: count }, (_, i) => String.fromCodePoint(0x4e00 + i).repeat(300)).join(', ');

describe('a question', () => {
  it.each<[string, string, Partial<AskStep>]>([
    [
      'in order',
      "{prompt: 'Order', order: [one, two, three]}",
      {
        answer: 'order',
        task: { kind: 'order', items: ['one', 'two', 'three'].map((text) => ({ id: text, text })) },
      },
    ],
    [
      'in order, as choices',
      "{prompt: 'Order', answer: order, choices: [a, b, c], right: [b, a, c]}",
      {
        answer: 'order',
        task: { kind: 'order', items: ['b', 'a', 'c'].map((text) => ({ id: text, text })) },
      },
    ],
    [
      'of pairs',
      "{prompt: 'Match', match: {cat: mew, dog: bark, fox: bark}, extra: [7]}",
      {
        answer: 'match',
        task: {
          kind: 'match',
          items: [
            { id: 'cat', text: 'cat', option: 'mew' },
            { id: 'dog', text: 'dog', option: 'bark' },
            { id: 'fox', text: 'fox', option: 'bark' },
          ],
          options: ['mew', 'bark', '7'].map((text) => ({ id: text, text })),
        },
      },
    ],
    [
      'with gaps',
      "{prompt: 'Fill in', gaps: 'Water boils at [100] °C, freezes at [0|zero].'}",
      {
        answer: 'gaps',
        task: {
          kind: 'gaps',
          segments: ['Water boils at ', ' °C, freezes at ', '.'],
          gaps: [{ accept: ['100'] }, { accept: ['0', 'zero'] }],
        },
      },
    ],
    [
      'that is true',
      "{prompt: 'The sun is a star.', right: true}",
      {
        answer: 'truefalse',
        choices: [
          { id: 'true', text: 'True', right: true },
          { id: 'false', text: 'False', right: false },
        ],
      },
    ],
    [
      'of a number',
      "{prompt: 'Pi?', accept: 3.14, tolerance: 0.01}",
      { answer: 'number', accept: ['3.14'], compare: { tolerance: 0.01 } },
    ],
    [
      'of a range',
      "{prompt: 'Guess', accept: [1..5]}",
      { answer: 'number', accept: [], compare: { range: [1, 5] } },
    ],
    [
      'of several things as one form',
      "{prompt: 'Before you go.', survey: [{ask: 'How was it?', scale: 5, low: boring, high: exciting}, {ask: Best part?, choices: [film, 7]}, {ask: More of?, choices: [film, talk], several: true, optional: true}, 2025?, {ask: Else?, optional: true}]}",
      {
        answer: 'survey',
        windowMs: 120_000,
        task: {
          kind: 'survey',
          items: [
            {
              id: 'how-was-it',
              text: 'How was it?',
              by: 'scale',
              points: 5,
              low: 'boring',
              high: 'exciting',
            },
            {
              id: 'best-part',
              text: 'Best part?',
              by: 'choice',
              choices: ['film', '7'].map((text) => ({ id: text, text })),
            },
            {
              ...{ id: 'more-of', text: 'More of?', by: 'choices', optional: true },
              choices: ['film', 'talk'].map((text) => ({ id: text, text })),
            },
            { id: '2025', text: '2025?', by: 'text' },
            { id: 'else', text: 'Else?', by: 'text', optional: true },
          ],
        },
      },
    ],
    ['worth points', "{prompt: 'Pi?', accept: 3.14, points: 2}", { answer: 'short', points: 2 }],
    ['of how sure', "{prompt: 'Pi?', accept: 3, confidence: true}", { confidence: true }],
    [
      'without a right answer',
      "{prompt: 'How?', answer: poll, choices: [good, bad], several: true}",
      { answer: 'poll', several: true },
    ],
    [
      'with something to say to one answer',
      "{prompt: 'Past of go?', accept: [went, {answer: did go, say: 'Rather: went.', credit: 50%}]}",
      {
        answer: 'short',
        accept: ['went', 'did go'],
        feedback: [{ answer: 'did go', say: 'Rather: went.', credit: 0.5 }],
      },
    ],
    [
      'of a place on a picture',
      "{prompt: 'Where?', media: {file: a.png, alt: A body, size: [800, 400]}, hotspot: {heart: {circle: [400, 200, 40]}, lung: {rect: [10%, 20%, 20%, 25.5%], right: false}}}",
      {
        answer: 'hotspot',
        media: { file: 'a.png', alt: 'A body', size: [800, 400] },
        task: {
          kind: 'hotspot',
          areas: [
            {
              ...{ id: 'heart', text: 'heart', right: true, round: true },
              region: { x: 0.45, y: 0.4, width: 0.1, height: 0.2 },
            },
            { id: 'lung', text: 'lung', right: false, region: { x: 0.1, y: 0.2, width: 0.2, height: 0.255 } },
          ],
          marks: 1,
          outlined: false,
        },
      },
    ],
    [
      'of several outlined places',
      "{prompt: 'Where?', media: {file: a.png, alt: A map}, hotspot: {Nile: {oval: [0%, 0%, 50%, 50%]}, Rhine: {rect: [50%, 50%, 50%, 50%]}}, marks: 2, outlined: true}",
      { task: expect.objectContaining({ marks: 2, outlined: true }) as never },
    ],
    [
      'of labels on a picture',
      "{prompt: 'Label', media: {file: a.png, alt: A plant}, label: {root: [30%, 98%], leaf: {rect: [10%, 10%, 20%, 10%], name: top left}}, extra: [stem]}",
      {
        answer: 'label',
        task: {
          kind: 'label',
          places: [
            { id: '1', option: 'root', region: { x: 0.2, y: 0.9, width: 0.2, height: 0.1 } },
            {
              id: '2',
              option: 'leaf',
              name: 'top left',
              region: { x: 0.1, y: 0.1, width: 0.2, height: 0.1 },
            },
          ],
          options: ['root', 'leaf', 'stem'].map((text) => ({ id: text, text })),
        },
      },
    ],
    [
      'with a recording, and pictures beside its choices',
      "{prompt: 'Which bird?', media: {file: s.mp3, alt: A bird sings}, choices: [{id: a, text: Robin, media: {file: r.jpg, alt: A robin}}, {id: b, text: Wren}], right: a}",
      {
        media: { file: 's.mp3', alt: 'A bird sings' },
        choices: [
          { id: 'a', text: 'Robin', right: true, media: { file: 'r.jpg', alt: 'A robin' } },
          { id: 'b', text: 'Wren', right: false },
        ],
      },
    ],
  ])('%s is read, and written as it was', (_, text, expected) => {
    const step = ask(`- ask: ${text}`);
    expect(step).toMatchObject(expected);
    const { script } = parseLesson(lesson(`- ask: ${text}`));
    const written = script ? formatLesson(script) : '';
    expect(parseLesson(written).script?.steps).toEqual([step]);
  });

  it('that is true is written in the language of the lesson', () => {
    const { script } = parseLesson(
      'title: t\nlanguage: zh-CN\nsteps:\n  - ask: {prompt: 太阳是恒星。, right: true}\n',
    );
    expect(script?.steps[0]).toMatchObject({ choices: [{ text: '对' }, { text: '错' }] });
  });

  it.each([
    ["{prompt: 'Order', order: [one, one]}", 'double-choice 3'],
    ["{prompt: 'Order', order: [one]}", 'too-small 3'],
    ["{prompt: 'Order', answer: order, choices: [a, b], right: [a, c]}", 'no-right-answer 3'],
    ["{prompt: 'Match', match: {cat: mew}}", 'few-choices 3'],
    ["{prompt: 'Match', match: {cat: mew}, extra: [mew]}", 'double-choice 3'],
    ["{prompt: 'Fill in', gaps: 'No gap here.'}", 'bad-gaps 3'],
    ["{prompt: 'Fill in', gaps: 'A [gap without an end.'}", 'bad-gaps 3'],
    ["{prompt: 'Fill in', gaps: 'A [] gap.'}", 'bad-gaps 3'],
    ["{prompt: 'True?', answer: truefalse}", 'no-right-answer 3'],
    ["{prompt: 'How?', answer: poll, choices: [good]}", 'few-choices 3'],
    ["{prompt: 'How?', answer: poll, choices: [good, bad], points: 1}", 'unused 3'],
    ["{prompt: 'Match', answer: match}", 'no-right-answer 3'],
    ["{prompt: 'Well?', answer: survey}", 'bad-survey 3'],
    ["{prompt: 'Well?', survey: [{ask: How?, scale: 5, choices: [a, b]}]}", 'bad-survey 3'],
    ["{prompt: 'Well?', survey: [{ask: How?, high: good}]}", 'bad-survey 3'],
    ["{prompt: 'Well?', survey: [{ask: How?, several: true}]}", 'bad-survey 3'],
    ["{prompt: 'Well?', survey: [{ask: How?, choices: [a]}]}", 'few-choices 3'],
    ["{prompt: 'Well?', survey: [{ask: How?, choices: [a, a]}]}", 'double-choice 3'],
    ["{prompt: 'Well?', survey: [{ask: How?, scale: 11}]}", 'too-big 3'],
    ["{prompt: 'Well?', survey: [{ask: How?, scale: many}]}", 'wrong-kind 3'],
    ["{prompt: 'Well?', survey: [How?], points: 2}", 'unused 3'],
    ["{prompt: 'Well?', survey: [How?], window: 3s}", 'short-window 3'],
    ["{prompt: 'Pi?', answer: number, accept: pie}", 'no-right-answer 3'],
    ["{prompt: 'Pi?', accept: 3, shuffle: true}", 'unused 3'],
    ["{prompt: 'Where?', hotspot: {a: {rect: [1%, 1%, 5%, 5%]}}}", 'no-picture 3'],
    [
      "{prompt: 'Where?', media: {file: a.mp3, alt: x}, hotspot: {a: {rect: [1%, 1%, 5%, 5%]}}}",
      'no-picture 3',
    ],
    [picture('hotspot: {a: {rect: [90%, 1%, 20%, 5%]}}'), 'bad-area 3'],
    [picture('hotspot: {a: {circle: [5%, 50%, 10%]}}'), 'bad-area 3'],
    [picture('hotspot: {a: {circle: [5, 50, 10]}}'), 'bad-area 3'],
    [picture('hotspot: {a: {}}'), 'bad-area 3'],
    [picture('hotspot: {a: {rect: [1%, 1%, 0%, 5%]}}'), 'bad-area 3'],
    [picture('hotspot: {a: {rect: [1%, 1%, 9%, 5%], right: false}}'), 'no-right-answer 3'],
    [picture('hotspot: {a: {rect: [1%, 1%, 9%, 5%]}}, marks: 2'), 'no-right-answer 3'],
    [picture('hotspot: {a: {rect: [1%, 1%, 9%, 5%]}}, outlined: true'), 'few-choices 3'],
    [picture('label: {a: [10%, 10%]}'), 'few-choices 3'],
    [picture('label: {a: [10%, 10%]}, extra: [a]'), 'double-choice 3'],
    [picture('label: {a: [10, 10]}, extra: [b]'), 'bad-area 3'],
    ["{prompt: 'Which?', media: {file: a.png}, accept: 3}", 'missing 3'],
    ["{prompt: 'Which?', media: {file: a.bmp, alt: x}, accept: 3}", 'media-kind 3'],
    [`{prompt: 'Order', window: 30min, order: [${long(20)}]}`, 'task-too-large 3'],
    ["{prompt: 'Pi?', accept: [3, {answer: 4, credit: 0%}]}", 'wrong 3'],
  ])('%s is told: %s', (text, expected) => {
    expect(told(`- ask: ${text}`)).toContain(expected);
  });

  it('without a right choice is told of polls', () => {
    const { script } = read("- ask: {prompt: 'How do you feel today?', choices: [good, bad]}");
    expect((script ? checkLesson(script) : []).map(({ remedy }) => remedy).join()).toContain('answer: poll');
  });
});

describe('a survey', () => {
  it.each([
    ['survey: [What?, {ask: How?, scale: 5, choices: [a, b]}]', 'scale: 5', 'bad-survey'],
    ['survey: [What?, {ask: How?, choices: [aa, bb, aa]}]', 'aa]', 'double-choice'],
    ['survey: [What?, {ask: How?, choices: [aa]}]', '[aa]', 'few-choices'],
  ])('%s is told where it is', (text, at, code) => {
    const line = `- ask: {prompt: Well?, ${text}}`;
    const [problem] = read(line).problems;
    expect(problem).toMatchObject({ code, place: { line: 3 } });
    const column = line.indexOf(at) + '  '.length + 1;
    const keys = at.startsWith('scale') ? 'scale: '.length : 0;
    expect([column, column + keys]).toContain(problem?.place?.column);
  });
});

describe('a text with gaps', () => {
  const plain = fc.string({ maxLength: 30 });
  const answer = fc
    .string({ minLength: 1, maxLength: 12 })
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const task = fc
    .array(fc.tuple(plain, fc.array(answer, { minLength: 1, maxLength: 3 })), {
      minLength: 1,
      maxLength: MAX_PARTS,
    })
    .chain((gaps) => plain.map((end) => ({ gaps, end })))
    .map(({ gaps, end }) => ({
      kind: 'gaps' as const,
      segments: [...gaps.map(([before]) => before), end],
      gaps: gaps.map(([, accept]) => ({ accept })),
    }));

  it('is written and read again, whatever signs are in it', () => {
    fc.assert(
      fc.property(task, (written) => {
        expect(gapsText.read(gapsText.write(written), () => undefined)).toEqual(written);
      }),
    );
  });

  it('is read or told, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('[', ']', '|', '\\', 'a', ' ') }), (text) => {
        const result = readGaps(text);
        expect('segments' in result ? result.gaps.length > 0 : result.message).toBeTruthy();
      }),
    );
  });
});

describe('media of a question', () => {
  const found = (line: string, sizeBytes?: number): string[] => {
    const { script, places } = read(line);
    const file = (path: string) =>
      path === 'a.png' ? { ...(sizeBytes !== undefined && { sizeBytes }) } : undefined;
    if (!script) throw new Error('the test writes a wrong lesson');
    return checkLesson(script, { places, file }).map(
      ({ code, place }) => `${code} ${String(place?.line)}:${String(place?.column)}`,
    );
  };

  it('are told where they are missing, and where they are too large', () => {
    const line = "- ask: {prompt: 'Which?', media: {file: a.png, alt: A body}, accept: 3}";
    expect(found(line, 1000)).toEqual([]);
    expect(found(line, 5_000_000)).toEqual(['media-too-large 3:43']);
    expect(found(line.replace('a.png', 'b.png'))).toEqual(['no-such-file 3:43']);
  });
});

describe('media of feedback', () => {
  const line =
    "- ask: {prompt: 'Past of go?', accept: [went, {answer: did go, media: {file: a.png, alt: 1}}], wrong: {goed: {say: No., media: {file: a.png, alt: 2}}}, tries: 2, show: {right: {file: a.png, alt: 3}, wrong: {file: a.png, alt: 4}}}";
  it.each<[string, Partial<Judgement>, boolean, string | undefined]>([
    ['of an accepted answer', { verdict: 'right', feedback: 0 }, false, '1'],
    ['of a mistake, whatever the try', { verdict: 'wrong', mistake: 'known:0' }, true, '2'],
    ['of a right answer', { verdict: 'right' }, true, '3'],
    ['of a wrong answer after the last try', { verdict: 'wrong', mistake: 'other-answer' }, false, '4'],
    ['not of a wrong answer before it', { verdict: 'wrong' }, true, undefined],
    ['not of what has none', { verdict: 'partly' }, false, undefined],
    ['not of what is not reviewed', { verdict: 'unclear' }, false, undefined],
  ])('are shown: that %s', (_, judged, mayTryAgain, alt) => {
    const judgement = { verdict: 'unclear', mistake: null, ...judged } as const;
    expect(feedbackMediaOf(ask(line), judgement, mayTryAgain)?.alt).toBe(alt);
  });

  it('are told, each at its place, where they are missing or say nothing in words', () => {
    const { script, places } = read(line);
    const found = script ? checkLesson(script, { places, file: () => undefined }) : [];
    const missing = found.filter(({ code }) => code === 'no-such-file');
    const columns = [...line.matchAll(/a\.png/g)].map(({ index }) => index + '  '.length + 1);
    expect(missing.map(({ place }) => place?.column)).toEqual(columns);
    for (const alt of ['1', '2', '3', '4'])
      expect(told(line.replace(`, alt: ${alt}}`, '}'))).toContain('missing 3');
  });
});

describe('an area of a picture', () => {
  const percent = fc.integer({ min: 0, max: 1_000_000 }).map((n) => `${String(n / 10_000)}%`);
  const shape = fc.oneof(
    fc.record({ rect: fc.tuple(percent, percent, percent, percent) }),
    fc.record({ oval: fc.tuple(percent, percent, percent, percent) }),
    fc.record({ circle: fc.tuple(percent, percent, percent) }),
  );
  const pixels = fc.record({ circle: fc.tuple(fc.nat(900), fc.nat(900), fc.nat(300)) });

  it('is read and written again, or told', () => {
    fc.assert(
      fc.property(fc.oneof(shape, pixels), (text) => {
        const area = readArea(text, [1000, 700]);
        if (!('region' in area)) return area.remedy !== '';
        expect(readArea(writeArea(area), undefined)).toEqual(area);
        const { x, y, width, height } = area.region;
        return x >= 0 && y >= 0 && x + width <= 1.00001 && y + height <= 1.00001;
      }),
    );
  });

  it('is as round as its picture makes it', () => {
    expect(readArea({ circle: [500, 350, 70] }, [1000, 700])).toEqual({
      region: { x: 0.43, y: 0.4, width: 0.14, height: 0.2 },
      round: true,
    });
  });
});
