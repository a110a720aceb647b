import type { AskStep } from '@lockstep/contracts';
import { plainText } from '@lockstep/lesson';
import type { ExactContext } from './context.js';
import { finding, type Finding, type Remark } from '../finding/finding.js';
import { normalise, wordsOf } from '../text/normalise.js';
import { numbersIn, onlyNumber, type WrittenNumber } from '../text/number.js';
import { clausesOf, doesNotKnow, isDenied } from '../text/clauses.js';
import { formFault, wantedForm } from './number-form.js';
import { type AmountMatch, matchAmount, type NumberKey, withinRange } from './number-match.js';

/** The keys that are numbers; undefined when an accepted answer is anything else. */
export function numberKeys(accept: readonly string[]): readonly NumberKey[] | undefined {
  const keys = accept.map((written) => ({ written, number: onlyNumber(written) }));
  if (keys.length === 0) return undefined;
  return keys.every((key): key is NumberKey => key.number !== undefined) ? keys : undefined;
}

/** Words after which the result stands, and nothing that led to it. */
const conclusion =
  /^.*(?:=|≈|->|→|\bso\b|\bis\b|\bequals?\b|\bmakes?\b|\bgives?\b|\bare\b|等于|所以|就是|是)/su;
/** Words after which a reason stands, and no result. */
const reason = /(?<=\d.*)(?:\b(?:because|since|as (?:it|there|the|one|1))\b|因为).*$/su;

/** Numbers that are the answer: not the ones ruled out or given as a reason, and of a calculation only its result. */
function results(answer: string): readonly WrittenNumber[] {
  const text = numbersIn(answer).text.replace(reason, '');
  const all = clausesOf(text).flatMap((clause) => {
    const { text: plain, numbers } = numbersIn(clause);
    return numbers.filter(({ index }) => {
      const before = wordsOf(normalise(plain.slice(0, index)));
      return !isDenied(before, before.length);
    });
  });
  const whole = numbersIn(text).numbers;
  // clauses end at points and commas, which may stand inside of one amount
  if (whole.length === 1 && all.length > 0) return whole;
  if (all.length < 2) return all;
  const concluded = numbersIn(text.replace(conclusion, '')).numbers;
  return concluded.length === 1 ? concluded : all;
}

const same = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** The digits as they were written: 75 for `75 %`. */
const digitsOf = ({ value, unit }: WrittenNumber): number =>
  unit?.quantity === 'share1' ? value / unit.factor : value;

/** A common mistake counts by its form: `2/8` is the mistake, `1/4` is another one though it is as much. */
function isMistake(given: WrittenNumber, mistake: WrittenNumber): boolean {
  if (given.unit !== undefined && given.unit.name !== mistake.unit?.name) return false;
  if (/[/]/.test(mistake.form + given.form)) return mistake.form === given.form;
  return same(digitsOf(mistake), digitsOf(given));
}

function knownMistake(given: WrittenNumber, question: AskStep): Remark | undefined {
  const index = question.wrong.findIndex(({ answer }) => {
    const mistake = onlyNumber(answer);
    return mistake !== undefined && isMistake(given, mistake);
  });
  const because = question.wrong[index]?.because;
  return because === undefined ? undefined : { kind: 'known', index, because };
}

/** Asked how many sixths a half is, "one half" is as much as the answer, and none. */
function repeatsQuestion(given: WrittenNumber, keys: readonly NumberKey[], { prompt }: AskStep): boolean {
  if (keys.some(({ number }) => number.form === given.form)) return false;
  return numbersIn(plainText(prompt)).numbers.some(
    ({ form, unit }) => form === given.form && unit?.name === given.unit?.name,
  );
}

const ranking: readonly AmountMatch['kind'][] = [
  'same',
  'no-unit',
  'other-unit',
  'other-reading',
  'wrong-unit',
  'unknown-unit',
  'other-quantity',
  'none',
];

/** The best that any of the accepted answers says of a number. */
const bestMatch = (given: WrittenNumber, keys: readonly NumberKey[], context: ExactContext): AmountMatch =>
  keys
    .map((key) => matchAmount(given, key.number, context))
    .sort((a, b) => ranking.indexOf(a.kind) - ranking.indexOf(b.kind))[0] ?? { kind: 'none' };

function findingFor(
  match: AmountMatch,
  given: WrittenNumber,
  keys: readonly NumberKey[],
  context: ExactContext,
): Finding {
  const model = keys[0]?.written ?? null;
  const unit = keys.find(({ number }) => number.unit !== undefined)?.number.unit?.name ?? '';
  switch (match.kind) {
    case 'same': {
      if (repeatsQuestion(given, keys, context.question))
        return finding('wrong', 0.8, [{ kind: 'repeats-question' }], { model });
      const fault = formFault(given, keys, wantedForm(context));
      return fault === undefined
        ? finding('right', 0.99, [], { model })
        : finding('partly', 0.85, [fault], { model });
    }
    case 'no-unit':
      return finding('partly', 0.85, [{ kind: 'unit-missing', unit }], { model });
    case 'other-reading':
      return finding('unclear', 0.5, [{ kind: 'near-miss' }], { model });
    case 'other-unit':
    case 'wrong-unit':
      return finding('partly', 0.75, [{ kind: 'unit', unit }], { model });
    case 'unknown-unit':
      return finding('unclear', 0.5, [{ kind: 'unit', unit }], { model });
    case 'other-quantity':
      return finding('wrong', 0.85, unit === '' ? [{ kind: 'other-answer' }] : [{ kind: 'unit', unit }], {
        model,
      });
    case 'rounded':
      return finding('partly', 0.7, [{ kind: 'digits' }], { model });
    case 'none':
      return finding('wrong', 0.95, [{ kind: 'other-answer' }], { model });
  }
}

/** `1:30` for 90 minutes: hours and minutes, where a length of time is asked for. */
function clockAsAmount(keys: readonly NumberKey[], answer: string): 'partly' | 'unclear' | undefined {
  const [, hours, minutes] = /^\s*(\d{1,2}):(\d{2})\s*(?:h|hours?)?\.?\s*$/.exec(answer) ?? [];
  const times = keys.filter(({ number }) => number.unit?.quantity === 's1');
  if (hours === undefined || times.length === 0) return undefined;
  const seconds = Number(hours) * 3600 + Number(minutes) * 60;
  return times.some(({ number: { value, unit } }) => same(value * (unit?.factor ?? 1), seconds))
    ? 'partly'
    : 'unclear';
}

/** Judges a number by its value, however it is written; `keys` are those of {@link numberKeys}. */
export function judgeNumber(context: ExactContext, keys: readonly NumberKey[], answer: string): Finding {
  const { question } = context;
  const model = keys[0]?.written ?? null;
  const byClock = clockAsAmount(keys, answer);
  if (byClock !== undefined)
    return finding(byClock, 0.6, [{ kind: 'unit', unit: keys[0]?.number.unit?.name ?? '' }], { model });
  const numbers = results(answer);
  const [given] = numbers;
  if (given === undefined) {
    if (doesNotKnow(normalise(answer))) return finding('wrong', 0.7, [{ kind: 'does-not-know' }], { model });
    // digits that are no number of this question: 2x, H2O
    const sure = !/\d/.test(answer) || !/^[\s\d.,/:-]+$/.test(answer);
    return sure
      ? finding('wrong', 0.6, [{ kind: 'other-answer' }], { model })
      : finding('unclear', 0.5, [{ kind: 'near-miss' }], { model });
  }
  const matches = numbers.map((number) => bestMatch(number, keys, context));
  if (numbers.length > 1 && new Set(numbers.map(({ value }) => value)).size > 1) {
    if (matches.every(({ kind }) => kind === 'none'))
      return finding('wrong', 0.7, [{ kind: 'other-answer' }], { model });
    return finding('unclear', 0.5, [{ kind: 'two-answers' }], { model });
  }
  const mistake = knownMistake(given, question);
  if (mistake !== undefined) return finding('wrong', 0.95, [mistake], { model });
  if (withinRange(given, keys, question)) return finding('right', 0.97, [], { model });
  return findingFor(matches[0] ?? { kind: 'none' }, given, keys, context);
}
