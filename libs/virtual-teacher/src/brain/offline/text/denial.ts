const english =
  /^(?:not|no|never|nothing|nobody|none|without|neither|nor|cannot|isnt|arent|dont|doesnt|didnt|wont|cant|n't|.+n't|hardly|instead)$/;

/** Chinese words with a character in them that denies where it stands alone. */
const harmless =
  /特别|别人|别的|区别|差别|分别|级别|性别|类别|识别|告别|个别|鉴别|派别|别墅|不但|不仅|不只|不光|不管|不论|无论|无数|无限|无比|毫无疑问|不断|不久|不少|不错|没错|不过|不同|不得不|不能不|不会不|不可不|要不然|未来|非洲|非常|非但|除非|莫非|是非|无非/g;
const chinese = /并不是|不是|并非|没有|不会|不能|[不没無无未别非勿]/g;

/** Words that deny in other languages in which lessons are given; where they stand differs, so that they only cast doubt. */
const elsewhere =
  /^(?:nicht|nichts|nie|niemals|niemand|keineswegs|keinesfalls|mitnichten|kaum|keine?[mnrs]?|weder|ne|pas|jamais|aucune?|rien|non|ni|nunca|jamás|ning[uú]n[oa]?|nada|tampoco|mai|nessun[oa]?|não|nenhuma?|n'.*)$/;

export const negates = (word: string): boolean => english.test(word);

/** How often a Chinese text denies; `不但` and `非洲` do not. */
const chineseDenials = (text: string): number => text.replace(harmless, ' ').match(chinese)?.length ?? 0;
export const hasChineseNegation = (text: string): boolean => chineseDenials(text) > 0;

/** 看不见的, 不新鲜的: what is denied is a property of the thing, not the thing. */
const deniedProperty = /\p{Script=Han}{0,2}[不没無无未][^是会能有的]{1,3}的/gu;
const isNot = /并不是|不是|并非/u;

/** Whether what stands before a phrase denies it: 不是 as far as its clause goes, 没有 and the like shortly before. */
export function isDeniedInChinese(before: string): boolean {
  const clause = before.split(/[,;.!?\s]|而是|(?<![不并])是/u).at(-1) ?? '';
  return isNot.test(clause) || hasChineseNegation(clause.replace(deniedProperty, '').slice(-4));
}

/** Whether a clause may deny something in a language whose grammar nobody here knows. */
export const mayDeny = (words: readonly string[], language: string): boolean =>
  !/^(?:en|zh)\b/i.test(language) &&
  words.some((word) => elsewhere.test(word) || /^n'/.test(word) || word === 'no');

/**
 * Whether the words before a place deny it: an odd number of negations, so that "I do not think that it is not"
 * comes out even.
 */
export function isDenied(words: readonly string[], position: number): boolean {
  const before = words.slice(0, position);
  const denials =
    before.filter(negates).length +
    chineseDenials(before.filter((word) => /\p{Script=Han}/u.test(word)).join(''));
  return denials % 2 === 1;
}

const disclaimers = [
  /\b(?:it|this|that|which) (?:is|was|'s)(?: \w+)? (?:false|wrong|untrue|incorrect|a lie|impossible|unlikely|nonsense)\b/,
  /\b(?:it|this|that)'s (?:false|wrong|untrue|incorrect|a lie|impossible|unlikely|nonsense)\b/,
  /\b(?:it|this|that|which) (?:is not|isn't|is never|was not|wasn't) (?:true|right|correct|the case|so)\b/,
  /\bi (?:really )?(?:doubt|deny|disagree|refuse to believe)\b/,
  /\bi (?:do not|don't|dont|cannot|can't) (?:think|believe|agree|accept)\b/,
  /\b(?:contrary to|far from being|no one believes|nobody believes|it is a myth)\b/,
  /(?:这|那|它)?(?:是假的|是错的|不是真的|不正确的|不对的)|我(?:不相信|不认为|怀疑|不同意)/,
];

/** Whether somebody says of what they wrote that it is not so: "it is false that …", "I doubt that …". */
export const disclaims = (text: string): boolean => disclaimers.some((disclaimer) => disclaimer.test(text));
