import { NAMED_UNITS, PREFIXES, type UnitWord } from './unit-names.js';

/** A unit of an amount, perhaps made of several: `km/h`. */
export type Unit = {
  /** As it is told to students. */
  readonly name: string;
  /** What is measured, as powers of what it is made of: `m1 s-1`. Two units with the same one can be converted. */
  readonly quantity: string;
  readonly factor: number;
  /** The units it is made of, in one order: the same for every spelling of it. */
  readonly parts: string;
  /** Of temperatures: what is added after the factor. */
  readonly offset: number;
};

const bySymbol = new Map<string, UnitWord>();
const byName = new Map<string, UnitWord>();
for (const unit of NAMED_UNITS) {
  const [symbol] = unit.symbols;
  for (const one of unit.symbols) bySymbol.set(one, { ...unit, shown: symbol ?? one });
  for (const name of unit.names) byName.set(name, { ...unit, shown: unit.shown ?? symbol ?? name });
  for (const [prefix, long, factor] of unit.prefixes === undefined ? [] : PREFIXES) {
    if (unit.prefixes?.includes(prefix) !== true) continue;
    const made = { ...unit, factor: unit.factor * factor, shown: `${prefix}${symbol ?? ''}` };
    for (const one of unit.symbols) if (!bySymbol.has(prefix + one)) bySymbol.set(prefix + one, made);
    for (const name of unit.names) if (/^[a-z]/.test(name)) byName.set(long + name, made);
  }
}
/** `KM` and `Km` for `km`; single letters mean too many things. */
const byAnyCase = new Map(
  [...bySymbol].filter(([symbol]) => symbol.length > 1).map(([symbol, unit]) => [symbol.toLowerCase(), unit]),
);

/** The unit that one word names, as a symbol or by its name in either spelling; undefined for any other word. */
export function unitWord(word: string): UnitWord | undefined {
  const small = word.toLowerCase();
  return (
    bySymbol.get(word) ??
    byName.get(small) ??
    (small.length > 2 ? byName.get(small.replace(/(?<=(?:h|s|x))es$|s$/, '')) : undefined) ??
    byAnyCase.get(small) ??
    (small.length > 2 ? byAnyCase.get(small.replace(/s$/, '')) : undefined)
  );
}

type Factor = { readonly unit: UnitWord; readonly power: number };

/** Multiplies the parts of a unit. */
export function unitOf(factors: readonly Factor[], name: string): Unit {
  const powers = new Map<string, number>();
  let factor = 1;
  for (const { unit, power } of factors) {
    factor *= unit.factor ** power;
    for (const [base, exponent] of Object.entries(unit.of))
      powers.set(base, (powers.get(base) ?? 0) + exponent * power);
  }
  const quantity = [...powers]
    .filter(([, power]) => power !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([base, power]) => `${base}${String(power)}`)
    .join(' ');
  const alone = factors.length === 1 && factors[0]?.power === 1 ? factors[0].unit.offset : undefined;
  const parts = factors
    .flatMap(({ unit, power }) => unit.means ?? [`${unit.shown ?? ''}${String(power)}`])
    .sort()
    .join(' ');
  return { name, quantity, factor, offset: alone ?? 0, parts };
}
