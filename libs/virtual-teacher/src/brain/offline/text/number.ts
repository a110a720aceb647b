import { digitsForChinese, digitsForWords } from './number-words.js';
import { type Unit, unitOf } from './units.js';

/** A number as somebody wrote it. */
export type WrittenNumber = {
  /** In the unit that was written; a share for percentages. */
  readonly value: number;
  /** The other reading of an ambiguous separator: `2.500` may be two and a half, or two thousand five hundred. */
  readonly orElse: number | undefined;
  readonly unit: Unit | undefined;
  /** Without spaces, small letters: `2/8`. Not reduced, so that mistakes can be told apart. */
  readonly form: string;
  readonly index: number;
  readonly end: number;
};

const integer = String.raw`\d{1,3}(?:[ ,.'’]\d{3})+(?!\d)|\d+`;
const pattern = new RegExp(
  String.raw`(?<![\w.])(?<sign>[-+]\s?)?(?:(?:(?<mixed>\d+)\s+)?(?<top>\d+)\s?[/∕⁄]\s?(?<bottom>\d+)|` +
    String.raw`(?<whole>${integer})(?<decimals>[.,]\d+)?|(?<bare>[.,]\d+))` +
    String.raw`\s?(?<unit>%|°\s?c|℃|[€$£¥]|per\s?cent\b|\p{Script=Han}{1,2}|[a-z]+(?![\w']))?`,
  'giu',
);
const currencyBefore = /([€$£¥])\s?$/;

function readWhole(whole: string, decimals: string | undefined): { value: number; orElse?: number } {
  const groups = whole.match(/[ ,.'’]/g) ?? [];
  const digits = whole.replace(/\D/g, '');
  const fraction = decimals?.slice(1);
  if (groups.length === 1 && fraction === undefined && /[.,]/.test(groups[0] ?? '')) {
    const grouped = Number(digits);
    const decimal = Number(whole.replace(',', '.'));
    return groups[0] === ',' ? { value: grouped, orElse: decimal } : { value: decimal, orElse: grouped };
  }
  return { value: Number(fraction === undefined ? digits : `${digits}.${fraction}`) };
}

function unitFrom(word: string | undefined): Unit | undefined {
  if (word === undefined) return undefined;
  const plain = word.toLowerCase().replace(/\s/g, '');
  return unitOf(plain) ?? (/\p{Script=Han}/u.test(plain) ? unitOf(plain.slice(0, 1)) : undefined);
}

function readMatch(match: RegExpExecArray, text: string): WrittenNumber {
  const { sign, mixed, top, bottom, whole, decimals, bare, unit: unitWord } = match.groups ?? {};
  const negative = sign?.startsWith('-') === true ? -1 : 1;
  const unit = unitFrom(unitWord) ?? unitFrom(currencyBefore.exec(text.slice(0, match.index))?.[1]);
  const share = unit?.quantity === 'share' ? 0.01 : 1;
  const number = match[0].slice(0, match[0].length - (unitWord?.length ?? 0)).trim();
  let value: number;
  let orElse: number | undefined;
  if (top !== undefined && bottom !== undefined) value = Number(mixed ?? 0) + Number(top) / Number(bottom);
  else if (bare !== undefined) value = Number(`0.${bare.slice(1)}`);
  else ({ value, orElse } = readWhole(whole ?? '', decimals));
  return {
    value: value * negative * share,
    orElse: orElse === undefined ? undefined : orElse * negative * share,
    unit,
    form: number.replace(/\s/g, ''),
    index: match.index,
    end: match.index + match[0].length,
  };
}

/** Every number of a normalised text, in digits, fractions, percentages or words, English and Chinese. */
export function numbersIn(text: string): {
  readonly text: string;
  readonly numbers: readonly WrittenNumber[];
} {
  const digits = digitsForWords(digitsForChinese(text));
  const numbers = [...digits.matchAll(pattern)].map((match) => readMatch(match, digits));
  return { text: digits, numbers: numbers.filter(({ value }) => Number.isFinite(value)) };
}

/** The number that a whole text is, or undefined when there is more to it. */
export function onlyNumber(text: string): WrittenNumber | undefined {
  const { text: digits, numbers } = numbersIn(text);
  const [first] = numbers;
  if (first === undefined || numbers.length > 1) return undefined;
  const around = `${digits.slice(0, first.index)} ${digits.slice(first.end)}`.replace(/[€$£¥\s.]/g, '');
  return around === '' ? first : undefined;
}
