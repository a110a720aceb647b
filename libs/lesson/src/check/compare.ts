import type { AskStep, Compare } from '@lockstep/contracts';
import type { StepFinding } from './lesson-facts.js';

type Finding = Omit<StepFinding, 'stepIndex'>;

const unused = (key: string, message: string, remedy: string): Finding => ({
  severity: 'warning',
  code: 'unused',
  message,
  remedy,
  path: ['compare', key],
});

const ofNumbers = [
  'tolerance',
  'unit',
  'equivalentUnits',
  'decimals',
  'significantDigits',
  'form',
] as const satisfies readonly (keyof Compare)[];
const ofWords = ['accents', 'spelling', 'pinyin'] as const satisfies readonly (keyof Compare)[];

const hasNumber = (text: string): boolean =>
  /[\p{N}零一二三四五六七八九十半]|\b(?:half|one|two|three|four|five|six|seven|eight|nine|ten)\b/iu.test(
    text,
  );
const hasWord = (text: string): boolean => /\p{L}{2}|\p{Script=Han}/u.test(text);
/** A unit stands behind a number, or a currency before it. */
const hasUnit = (text: string): boolean => /\p{N}\s?(?:[\p{L}%°µΩ])|[€$£¥]/u.test(text);

/** Settings of the comparison that can have no effect on the answers of a question. */
export function checkCompare({ accept, compare, rubric, grammar }: AskStep, byChoice: boolean): Finding[] {
  const keys = Object.keys(compare);
  const [first] = keys;
  if (first === undefined) return [];
  if (byChoice || rubric.length > 0 || grammar) {
    const message = 'Only answers that are compared with accepted ones follow these settings.';
    return [
      {
        ...unused(first, message, 'Take compare away, or write the right answers under accept.'),
        path: ['compare'],
      },
    ];
  }
  const found: Finding[] = [];
  for (const key of ofNumbers)
    if (compare[key] !== undefined && accept.length > 0 && !accept.some(hasNumber))
      found.push(
        unused(
          key,
          `'${key}' is about numbers, and no accepted answer is one.`,
          'Take it away, or accept a number.',
        ),
      );
  for (const key of ofWords)
    if (compare[key] !== undefined && accept.length > 0 && !accept.some(hasWord))
      found.push(
        unused(
          key,
          `'${key}' is about words, and no accepted answer has any.`,
          'Take it away, or accept a word.',
        ),
      );
  if (compare.unit === 'required' && accept.some(hasNumber) && !accept.some(hasUnit))
    found.push(
      unused(
        'unit',
        'A unit is required, and no accepted answer has one.',
        'Write the unit behind the number: 5 km.',
      ),
    );
  return found;
}
