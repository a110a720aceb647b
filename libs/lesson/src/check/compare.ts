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

const hasNumber = (text: string): boolean =>
  /[\p{N}零一二三四五六七八九十半]|\b(?:half|one|two|three|four|five|six|seven|eight|nine|ten)\b/iu.test(
    text,
  );
const hasWord = (text: string): boolean => /\p{L}{2}|\p{Script=Han}/u.test(text);
/** A unit stands behind a number, or a currency before it. */
const hasUnit = (text: string): boolean => /\p{N}\s?(?:[\p{L}%°µΩ])|[€$£¥]/u.test(text);

/** What settings are about, and which accepted answers they can have an effect on. */
const ABOUT: readonly {
  readonly keys: readonly (keyof Compare)[];
  readonly fits: (accepted: string) => boolean;
  readonly message: string;
  readonly remedy: string;
}[] = [
  {
    keys: ['tolerance', 'unit', 'equivalentUnits', 'decimals', 'significantDigits', 'form'],
    fits: hasNumber,
    message: 'is about numbers, and no accepted answer is one.',
    remedy: 'Take it away, or accept a number.',
  },
  {
    keys: ['accents', 'spelling', 'pinyin'],
    fits: hasWord,
    message: 'is about words, and no accepted answer has any.',
    remedy: 'Take it away, or accept a word.',
  },
];

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
  for (const { keys: about, fits, message, remedy } of ABOUT)
    for (const key of about)
      if (compare[key] !== undefined && accept.length > 0 && !accept.some(fits))
        found.push(unused(key, `'${key}' ${message}`, remedy));
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
