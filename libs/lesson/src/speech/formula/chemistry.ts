import type { Formula, FormulaPart } from './formula.js';
import { onTheLine } from './formula.js';

const ELEMENTS = new Set(
  'H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Nd W Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Th U Pu'.split(
    ' ',
  ),
);
const FORMULA =
  /e[⁺⁻]|(?:[HK]\+|[FI]-)(?=[\p{Script=Han}、，。；：？！）])|(?:\(?[A-Z][a-z]?(?:\d{1,3}|[₀-₉]+)?(?:\)(?:\d{1,3}|[₀-₉]+)?)?){1,12}(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]?[⁺⁻]|(?<=[a-z\d₀-₉][A-Z]?|[A-Z][a-z])\d?[+−](?=[\s.,;:!?)\p{Script=Han}、，。；：？！）]|$))?/uy;

/** A chemical formula: elements with numbers, `H₂SO₄`, `Ca(OH)2`, `SO₄²⁻`; not a word in capitals. */
export function chemicalFormula(
  text: string,
  at: number,
): { readonly end: number; readonly parts: FormulaPart[] } | undefined {
  FORMULA.lastIndex = at;
  const [found = ''] = FORMULA.exec(text) ?? [];
  const end = at + found.length;
  if (found === '' || /[A-Za-zÀ-ɏ\d'^]/u.test(text[end] ?? '')) return undefined;
  const symbols = found.match(/[A-Z][a-z]?/gu) ?? [];
  if (found.startsWith('e')) return { end, parts: [letters('e', at), charge(found.slice(1), at + 1)] };
  if (!symbols.every((symbol) => ELEMENTS.has(symbol))) return undefined;
  const hasNumber =
    /[₀-₉⁺⁻]/u.test(found) ||
    (/\d/u.test(found) && symbols.length > 1) ||
    /^(?:[HNOF]2|O3|Cl2|Br2|I2|P4|S8)$/u.test(found);
  const isSalt = symbols.length > 1 && symbols.length < 6 && symbols.some((symbol) => symbol.length === 2); // NaCl, HCl
  const isIon = (/[+−]$/u.test(found) && /[a-z\d₀-₉]/u.test(found)) || /^[HKFI][+-]$/u.test(found);
  if (!hasNumber && !isIon && !isSalt) return undefined;
  const parts = [...found.matchAll(/[A-Z][a-z]?|\d+|[₀-₉]+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[⁺⁻+−-]/gu)].map(
    ({ 0: token, index }): FormulaPart => {
      const plain = onTheLine(token);
      if (plain === '+' || plain === '-') return charge(plain, at + index);
      return { kind: /\d/u.test(plain) ? 'number' : 'letters', text: plain, at: at + index };
    },
  );
  return { end, parts };
}

/** `2Mg` and `2K` of an equation with an arrow are atoms and no amounts. */
export const isReagent = (text: string, at: number, end: number): boolean => {
  const symbol = /^\d+([A-Z][a-z]?)$/u.exec(text.slice(at, end))?.[1];
  return symbol !== undefined && ELEMENTS.has(symbol) && /[→⇌]|->/u.test(text);
};

const letters = (text: string, at: number): FormulaPart => ({ kind: 'letters', text, at });

/** The sign of a charge, raised or not. */
export const charge = (sign: string, at: number): FormulaPart => ({
  kind: 'named',
  name: onTheLine(sign) === '+' ? 'positive' : 'negative',
  at,
});

/** Whether the formula has substances of several letters, and counts of atoms or charges: its arrow gives products. */
export const isReaction = (formula: Formula): boolean =>
  formula.filter(({ kind }) => kind === 'letters').length > 1 &&
  formula.some(
    (part, index) =>
      (part.kind === 'number' && formula[index - 1]?.kind === 'letters') ||
      (part.kind === 'named' && (part.name === 'positive' || part.name === 'negative')),
  );
