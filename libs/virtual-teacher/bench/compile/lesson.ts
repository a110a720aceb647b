import type { LessonScript } from '@lockstep/contracts';

const SUBJECTS = [
  'The teacher',
  'My brother',
  'A careful reader',
  'The whole class',
  'Every student',
  'A small bird',
];
const VERBS = ['walked to', 'looked at', 'talked about', 'waited near', 'remembered', 'painted'];
const OBJECTS = ['the old bridge', 'a yellow house', 'the long river', 'an open window', 'the quiet garden'];
const ENDS = [
  'before the rain came',
  'and told us about it in the evening',
  'because the morning was warm',
  'while the others were still asleep',
];

/** A sentence of teaching that is said nowhere else: about four seconds. */
export function sentence(index: number): string {
  const pick = (list: readonly string[], by: number): string =>
    list[Math.floor(index / by) % list.length] ?? '';
  const verb = pick(VERBS, 6);
  const number = 100 + index;
  return `${pick(SUBJECTS, 1)} ${verb} ${pick(OBJECTS, 2)} number ${number} {highlight ${verb.split(' ')[0]}} *yesterday*, ${pick(ENDS, 3)}.`;
}

/** A lesson of about so many sentences, five in each step. @param first number of its first sentence */
export function lesson(sentences: number, first = 0): LessonScript {
  const texts = Array.from({ length: sentences }, (_, index) => sentence(first + index));
  const steps = Array.from({ length: Math.ceil(sentences / 5) }, (_, index) => ({
    ...{ id: `say-${index + 1}`, kind: 'say' as const },
    text: texts.slice(index * 5, index * 5 + 5).join(' '),
  }));
  return {
    ...{
      title: 'A long lesson',
      language: 'en',
      voice: 'slt',
      avatar: 'nora',
      regions: {},
      brain: 'offline',
    },
    steps,
  };
}
