import type { AskStep } from '@lockstep/contracts';
import { plainText } from '@lockstep/lesson';
import { finding, type Finding, type Remark } from '../finding.js';
import { normalise, wordsOf } from '../text/normalise.js';
import { numbersIn, onlyNumber, type WrittenNumber } from '../text/number.js';
import { clausesOf, isDenied } from './clauses.js';

type Key = { readonly number: WrittenNumber; readonly written: string };

/** The key of a question that asks for a number; undefined when an accepted answer is anything else. */
export function numberKeys(question: AskStep): readonly Key[] | undefined {
  const keys = question.accept.map((written) => ({ written, number: onlyNumber(normalise(written)) }));
  if (keys.length === 0) return undefined;
  return keys.every((key): key is Key => key.number !== undefined) ? keys : undefined;
}

const same = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** `0.33` is one third as far as it was written. */
function rounded(value: number, form: string, key: number): boolean {
  const decimals = /[.,](\d{2,})$/.exec(form)?.[1]?.length;
  return decimals !== undefined && Math.abs(value - key) <= 0.5 * 10 ** -decimals && !Number.isInteger(key);
}

type Match = 'same' | 'other-reading' | 'other-unit' | 'wrong-unit' | undefined;

function matches(given: WrittenNumber, key: WrittenNumber): Match {
  const asked = key.unit;
  const unit = given.unit;
  if (unit === undefined || asked === undefined || unit.name === asked.name) {
    // the unit was left to the question: "75" for "75 %"
    const bareKey = unit === undefined && asked?.quantity === 'share' ? key.value / asked.factor : key.value;
    if (
      [key.value, bareKey].some(
        (value) => same(given.value, value) || rounded(given.value, given.form, value),
      )
    ) {
      return 'same';
    }
    return given.orElse !== undefined && [key.value, bareKey].some((v) => same(given.orElse ?? NaN, v))
      ? 'other-reading'
      : undefined;
  }
  if (unit.quantity === asked.quantity && same(given.value * unit.factor, key.value * asked.factor))
    return 'other-unit';
  return same(given.value, key.value) || same(given.orElse ?? NaN, key.value) ? 'wrong-unit' : undefined;
}

/** Words after which the result stands, and nothing that led to it. */
const conclusion =
  /^.*(?:=|≈|->|=>|\bso\b|\bis\b|\bequals?\b|\bmakes?\b|\bgives?\b|\bare\b|等于|所以|就是|是)/su;

/** Numbers that are the answer: not the ones ruled out, and of a calculation only its result. */
function results(text: string): readonly WrittenNumber[] {
  const all = clausesOf(numbersIn(text).text).flatMap((clause) => {
    const { text: plain, numbers } = numbersIn(clause);
    return numbers.filter(({ index }) => {
      const before = wordsOf(plain.slice(0, index));
      return !isDenied(before, before.length);
    });
  });
  if (all.length < 2) return all;
  const concluded = numbersIn(numbersIn(text).text.replace(conclusion, '')).numbers;
  return concluded.length === 1 ? concluded : all;
}

/** The digits as they were written: 75 for `75 %`. */
const digitsOf = ({ value, unit }: WrittenNumber): number =>
  unit?.quantity === 'share' ? value / unit.factor : value;

/** A common mistake counts by its form: `2/8` is the mistake, `1/4` is another one though it is as much. */
function isMistake(given: WrittenNumber, mistake: WrittenNumber): boolean {
  if (given.unit !== undefined && given.unit.name !== mistake.unit?.name) return false;
  if (/[/]/.test(mistake.form + given.form)) return mistake.form === given.form;
  return same(digitsOf(mistake), digitsOf(given));
}

function knownMistake(given: WrittenNumber, question: AskStep): Remark | undefined {
  const index = question.wrong.findIndex(({ answer }) => {
    const mistake = onlyNumber(normalise(answer));
    return mistake !== undefined && isMistake(given, mistake);
  });
  const because = question.wrong[index]?.because;
  return because === undefined ? undefined : { kind: 'known', index, because };
}

/** Asked how many sixths a half is, "one half" is as much as the answer, and none. */
function repeatsQuestion(given: WrittenNumber, keys: readonly Key[], { prompt }: AskStep): boolean {
  if (keys.some(({ number }) => number.form === given.form)) return false;
  return numbersIn(normalise(plainText(prompt))).numbers.some(
    ({ form, unit }) => form === given.form && unit?.name === given.unit?.name,
  );
}

/** Judges a number by its value, however it is written; `keys` are those of {@link numberKeys}. */
export function judgeNumber(question: AskStep, keys: readonly Key[], answer: string): Finding {
  const model = keys[0]?.written ?? null;
  const numbers = results(normalise(answer));
  const [given] = numbers;
  if (given === undefined) return finding('wrong', 0.6, [{ kind: 'other-answer' }], { model });
  const found = numbers.map((number) =>
    keys.map((key) => matches(number, key.number)).find((m) => m !== undefined),
  );
  if (numbers.length > 1 && new Set(numbers.map(({ value }) => value)).size > 1) {
    if (found.every((match) => match === undefined))
      return finding('wrong', 0.7, [{ kind: 'other-answer' }], { model });
    return finding('unclear', 0.5, [{ kind: 'two-answers' }], { model });
  }
  const mistake = knownMistake(given, question);
  if (mistake !== undefined) return finding('wrong', 0.95, [mistake], { model });
  const unit = keys.find(({ number }) => number.unit !== undefined)?.number.unit?.name ?? '';
  switch (found[0]) {
    case 'same':
      if (repeatsQuestion(given, keys, question)) {
        return finding('wrong', 0.8, [{ kind: 'repeats-question' }], { model });
      }
      return finding('right', 0.99, [], { model });
    case 'other-reading':
      return finding('unclear', 0.5, [{ kind: 'near-miss' }], { model });
    case 'other-unit':
    case 'wrong-unit':
      return finding('partly', 0.75, [{ kind: 'unit', unit }], { model });
    default:
      return finding('wrong', 0.95, [{ kind: 'other-answer' }], { model });
  }
}
