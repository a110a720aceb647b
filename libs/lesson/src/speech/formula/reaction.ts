import { charge as chargeOf } from './chemistry.js';
import type { FormulaPart, NamedThing, OperatorName } from './formula.js';

const ARROWS: readonly (readonly [string, OperatorName])[] = [
  ['<=>>', 'equilibrium'],
  ['<<=>', 'equilibrium'],
  ['<=>', 'equilibrium'],
  ['<->', 'equilibrium'],
  ['->', 'gives'],
  ['⇌', 'equilibrium'],
  ['→', 'gives'],
];
const STATES: Readonly<Record<string, NamedThing>> = { s: 'solid', l: 'liquid', g: 'gas', aq: 'dissolved' };
const SPACE = /\s+/uy;
const STATE = /\((s|l|g|aq)\)/uy;
const SYMBOL = /[A-Z][a-z]?|e(?=\^?\{?-)/uy;
const NUMBER = /_?\{?(\d+(?:\.\d+)?(?:\/\d+)?)\}?/uy;
const LETTER = /_?\{?([nxym])\}?/uy;
/** `_{2n+2}` of a row of substances. */
const GENERAL = /_\{([\dnmx+-]{2,8})\}/uy;
const CHARGE = /\^\{?(\d*)([+-])\}?|([+-])(?=\s|$|\)|\])/uy;
const ISOTOPE = /\^\{?(\d+)\}?(?:_\{?(\d+)\}?)?(?=[A-Z])/uy;
const BRACKET = /[()[\]]/uy;
const DOT = /[*.·]\s?/uy;

/**
 * A substance or a reaction as `\ce` of mhchem writes it: `2H2 + O2 -> 2H2O`, `SO4^2-`, `^{14}_{6}C`, `CuSO4*5H2O`, `NaCl(aq)`.
 * @param at where the formula stands; all parts carry it
 * @returns undefined when something in it is not understood
 */
export function reactionParts(text: string, at: number): FormulaPart[] | undefined {
  const parts: FormulaPart[] = [];
  for (let place = 0; place < text.length;) {
    const read = readAt(text, place, at);
    if (read === undefined) return undefined;
    parts.push(...read.parts);
    place = read.end;
  }
  return parts;
}

type Read = { readonly parts: readonly FormulaPart[]; readonly end: number };

function readAt(text: string, place: number, at: number): Read | undefined {
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = place;
    return pattern.exec(text);
  };
  const taken = (length: number, ...parts: FormulaPart[]): Read => ({ parts, end: place + length });
  const number = (value: string): FormulaPart => ({ kind: 'number', text: value, at });
  const sign = (value: string): FormulaPart => ({
    kind: 'operator',
    name: value === '+' ? 'plus' : 'minus',
    at,
  });

  const arrow = ARROWS.find(([written]) => text.startsWith(written, place));
  if (arrow !== undefined) {
    const [written, name] = arrow;
    const condition = /^(?:\[[^[\]]{0,60}\]){0,2}/u.exec(text.slice(place + written.length))?.[0] ?? '';
    return taken(written.length + condition.length, { kind: 'operator', name, at });
  }
  const space = match(SPACE);
  if (space) {
    const next = text[place + space[0].length];
    const isPlus = next === '+' && /^\s/u.test(text.slice(place + space[0].length + 1));
    return isPlus ? taken(space[0].length + 1, sign('+')) : taken(space[0].length);
  }
  const state = match(STATE);
  if (state) return taken(state[0].length, { kind: 'named', name: STATES[state[1] ?? ''] ?? 'solid', at });
  const isotope = match(ISOTOPE);
  if (isotope) return taken(isotope[0].length, ...isotope.slice(1).filter(Boolean).map(number));
  const charge = match(CHARGE);
  if (charge) {
    const parts = [chargeOf(charge[2] ?? charge[3] ?? '', at)];
    return taken(charge[0].length, ...(charge[1] ? [number(charge[1])] : []), ...parts);
  }
  const symbol = match(SYMBOL);
  if (symbol) return taken(symbol[0].length, { kind: 'letters', text: symbol[0], at });
  const general = match(GENERAL);
  if (general) {
    const tokens = general[1]?.match(/\d+|[nmx]|[+-]/gu) ?? [];
    const parts = tokens.map((token): FormulaPart =>
      /[+-]/u.test(token) ? sign(token) : { kind: /\d/u.test(token) ? 'number' : 'letters', text: token, at },
    );
    return taken(general[0].length, ...parts);
  }
  const count = match(NUMBER);
  if (count) return taken(count[0].length, ...amount(count[1] ?? '', at));
  const letter = match(LETTER);
  if (letter) return taken(letter[0].length, { kind: 'letters', text: letter[1] ?? '', at });
  const silent = match(BRACKET) ?? match(DOT);
  if (silent) return taken(silent[0].length);
  const bond = /^(?:[-=#](?=[A-Z])|\^|v)/u.exec(text.slice(place))?.[0]; // bonds; a gas that rises, a solid that falls
  return bond === undefined ? undefined : taken(bond.length);
}

function amount(text: string, at: number): FormulaPart[] {
  const [above = '', below] = text.split('/');
  if (below === undefined) return [{ kind: 'number', text: above, at }];
  const number = (value: string): FormulaPart => ({ kind: 'number', text: value, at });
  return [{ kind: 'fraction', above: [number(above)], below: [number(below)], at }];
}
