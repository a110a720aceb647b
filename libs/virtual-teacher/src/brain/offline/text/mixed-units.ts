import type { WrittenNumber } from './written-number.js';

/** Amounts in several units, and what people leave out of them: `1 h 30 min`, `12块5`, `four dollars fifty`. */

/** How many parts of a metre and an hour are left unnamed: `1 m 80`, `2 h 30`. */
const parts: Readonly<Record<string, number>> = { m: 100, h: 60 };

const isMoney = (quantity: string): boolean => /^(?:euro|dollar|pound|yuan)1$/.test(quantity);

/** What the second number adds to the first, in the unit of the first; undefined where it stands for itself. */
function addition(first: WrittenNumber, second: WrittenNumber, gap: string): number | undefined {
  const { unit } = first;
  if (unit === undefined || second.value < 0 || !/^(?:\s?,?\s?(?:and\s)?|又|零)$/.test(gap)) return undefined;
  const isAnd = /and/.test(gap);
  if (second.unit === undefined) {
    if (second.counted !== undefined) return undefined;
    if (isAnd && /^\d+\/\d+$/.test(second.form) && second.value < 1) return second.value;
    if (!isAnd && /^\d{2}$/.test(second.form) && unit.name in parts)
      return second.value / (parts[unit.name] ?? 1);
    if (isAnd || !isMoney(unit.quantity) || !/^\d{1,2}$/.test(second.form) || unit.factor !== 1)
      return undefined;
    return second.form.length === 1 && unit.quantity === 'yuan1' ? second.value / 10 : second.value / 100;
  }
  const cents = second.unit.quantity === 'cent1' && /^(?:euro|dollar)1$/.test(unit.quantity);
  if (second.unit.quantity !== unit.quantity && !cents) return undefined;
  const share = second.unit.factor / unit.factor;
  return share < 1 && share > 0 && second.value * share < 1 ? second.value * share : undefined;
}

/** Joins numbers that are one amount: `1 h 30 min` is 1.5 h. */
export function joined(numbers: readonly WrittenNumber[], text: string): WrittenNumber[] {
  const out: WrittenNumber[] = [];
  for (const number of numbers) {
    const last = out.at(-1);
    const gap = last === undefined ? '' : text.slice(last.end, number.index);
    const added = last === undefined ? undefined : addition(last, number, gap);
    if (last === undefined || added === undefined) out.push(number);
    else {
      const value = last.value + (last.value < 0 ? -added : added);
      const form = `${last.form}+${number.form}`;
      out[out.length - 1] = {
        ...last,
        value,
        orElse: undefined,
        units: [...last.units, ...number.units],
        form,
        end: number.end,
      };
    }
  }
  return out;
}
