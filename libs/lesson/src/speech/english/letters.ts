/** Names of the letters of other alphabets, which stand alone in formulas and lessons about them. */
const GREEK =
  'α alpha β beta γ gamma δ delta ε epsilon ϵ epsilon ζ zeta η eta θ theta ϑ theta ι iota κ kappa λ lambda μ mu µ mu ν nu ξ xi ο omicron π pie ρ rho σ sigma ς sigma τ tau υ upsilon φ phi ϕ phi χ chi ψ psi ω omega';
const CYRILLIC =
  'а ah б beh в veh г geh д deh е yeh ё yo ж zheh з zeh и ee й short-ee к ka л ell м em н en о oh п peh р er с ess т teh у oo ф eff х ha ц tseh ч cheh ш sha щ shcha ъ hard-sign ы yery ь soft-sign э eh ю yu я ya і ee ї yee є yeh ґ geh';
const HEBREW =
  'א alef ב bet ג gimel ד dalet ה heh ו vav ז zayin ח chet ט tet י yod כ kaf ך kaf ל lamed מ mem ם mem נ nun ן nun ס samekh ע ayin פ peh ף peh צ tsadi ץ tsadi ק kof ר resh ש shin ת tav';
const SETS =
  'ℕ the-natural-numbers ℤ the-integers ℚ the-rational-numbers ℝ the-real-numbers ℂ the-complex-numbers ℓ l';
const ARABIC =
  'ا alif ب ba ت ta ث tha ج jeem ح ha خ kha د dal ذ dhal ر ra ز zay س seen ش sheen ص sad ض dad ط tah ظ zah ع ayn غ ghayn ف fa ق qaf ك kaf ل lam م meem ن noon ه ha و waw ي ya ء hamza';

const NAMES = new Map<string, string>();
for (const table of [GREEK, CYRILLIC, HEBREW, ARABIC, SETS]) {
  const words = table.split(' ');
  for (let index = 0; index < words.length; index += 2)
    NAMES.set(words[index] ?? '', (words[index + 1] ?? '').replaceAll('-', ' '));
}

/** `alpha` for α and Α; undefined for a letter without a name in English. */
export const letterName = (char: string): string | undefined =>
  NAMES.get(char) ?? NAMES.get(char.toLowerCase());

/** Latin letters that do not come apart into a letter and its accent. */
const LATIN: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ß: 'ss',
  þ: 'th',
  ð: 'th',
  ı: 'i',
  œ: 'oe',
  æ: 'ae',
  ŋ: 'ng',
  ħ: 'h',
  ŧ: 't',
  ĸ: 'k',
  ſ: 's',
  ə: 'e',
  ɛ: 'e',
  ɔ: 'o',
  ɖ: 'd',
  ƒ: 'f',
};

/** In lower case and without accents: a to z where the letter is a Latin one. */
export const plainLetters = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{ASCII}]/gu, (char) => LATIN[char] ?? char);

/** Letter by letter; the letter a is no article. */
export const spelled = (text: string): string =>
  [...plainLetters(text)]
    .flatMap((char) => (/[a-z]/u.test(char) ? [char === 'a' ? 'ay' : char] : (letterName(char) ?? [])))
    .join(' ');
