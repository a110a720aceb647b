import { type Unit, unitOf, unitWord } from './units.js';
import type { UnitWord } from './unit-names.js';

/** Words that stand after a number and are no units of it, though they could be read so. */
const notUnits = new Set(
  'in at to is as us it do so no on an am pm a i or of and the by if we he me my'.split(' '),
);
const wordPattern =
  /^(?:US\$|°\s?[CFcf](?![\p{L}])|[°%€$£¥¢℃℉]|per\s?cent\b|\p{Script=Han}{1,4}|[\p{L}µμΩ]+)/u;

type Part = { readonly unit: UnitWord; readonly power: number; readonly end: number };

const numeral = (power: string | undefined): number => (power === undefined ? 1 : Number(power));

/** `^2`, `2` directly behind a symbol, `squared`. Behind a Chinese unit a digit is a number of its own. */
const powerOf = (text: string, end: number, isHan: boolean): RegExpExecArray | null =>
  (isHan ? /^(?:\^(-?\d)()())/ : /^(?:\^\s?\(?(-?\d)\)?|(-[12]|[23])(?![\d.,])|\s(squared|cubed))/).exec(
    text.slice(end),
  );

function hanUnit(run: string): { unit: UnitWord; length: number } | undefined {
  for (let length = Math.min(4, run.length); length > 0; length--) {
    const unit = unitWord(run.slice(0, length));
    if (unit !== undefined) return { unit, length };
  }
  return undefined;
}

/** One unit with its power: `square metres`, `m^2`, `m2`, `seconds squared`, `平方米`. */
function partAt(text: string, start: number): Part | undefined {
  const lead = /^(square[ds]?|sq\.?|cubic|cu\.?)\s|^(平方|立方)/i.exec(text.slice(start));
  const leadPower = lead === null ? 1 : /^(?:sq|平)/i.test(lead[0]) ? 2 : 3;
  const at = start + (lead?.[0].length ?? 0);
  const rest = text.slice(at);
  const two =
    /^(?:degrees?\s(?:celsius|fahrenheit|c|f)|light[ -]years?|electron volts?|watt[ -]hours?)\b/i.exec(
      rest,
    )?.[0];
  const word = two ?? wordPattern.exec(rest)?.[0];
  if (word === undefined || notUnits.has(word)) return undefined;
  const han = /^\p{Script=Han}/u.test(word) ? hanUnit(word) : undefined;
  const spelled = word
    .replace(/\s/g, '')
    .replace(/^°([cf])$/, (_, letter: string) => `°${letter.toUpperCase()}`);
  const plain = two
    ?.toLowerCase()
    .replace(/degrees/, 'degree')
    .replace(/ ([cf])$/, (_, l: string) => (l === 'c' ? ' celsius' : ' fahrenheit'));
  const unit =
    han?.unit ??
    (plain === undefined ? undefined : (unitWord(plain) ?? unitWord(plain.replace(/s$/, '')))) ??
    unitWord(spelled);
  if (unit === undefined) return undefined;
  const end = at + (han?.length ?? word.length);
  const power = powerOf(text, end, han !== undefined);
  if (power === null) return { unit, power: leadPower, end };
  const named = power[3] === undefined ? numeral(power[1] ?? power[2]) : power[3] === 'squared' ? 2 : 3;
  return { unit, power: leadPower * named, end: end + power[0].length };
}

const between = /^(?:\s?(\/)\s?|\s(per)\s|\s(an?)\s(?=hour|minute|second|day)|(每)|\s?[*·⋅]\s?|\s)/u;

/**
 * The unit that stands at a place of a tidy text, and where it ends: `km/h`, `kilometres per hour`, `kg*m/s^2`.
 * @returns undefined where no unit begins
 */
export function readUnit(text: string, start: number): { unit: Unit; end: number } | undefined {
  const first = partAt(text, start);
  if (first === undefined) return undefined;
  const parts = [first];
  let end = first.end;
  let divides = false;
  for (
    let more = between.exec(text.slice(end));
    more !== null && parts.length < 5;
    more = between.exec(text.slice(end))
  ) {
    const [joint, slash, per, article, each] = more;
    const isDivision = (slash ?? per ?? article ?? each) !== undefined;
    const next = partAt(text, end + joint.length);
    // two units side by side multiply only as symbols: "5 kg m", but "5 hours days" says nothing
    const isBare = joint === ' ' && !/^\s[\p{L}]{1,3}(?!\p{L})/u.test(text.slice(end));
    if (next === undefined || isBare) break;
    divides ||= isDivision;
    parts.push({ ...next, power: divides ? -next.power : next.power });
    end = next.end;
  }
  const shown =
    parts.length === 1 && first.power === 1 ? (first.unit.shown ?? '') : text.slice(start, end).trim();
  return { unit: unitOf(parts, shown), end };
}
