type Words = {
  /** Articles by gender; one that belongs to several is in each of them. */
  readonly articles: readonly (readonly string[])[];
  /** Words that go around an answer without changing it. */
  readonly around: readonly string[];
};

const words = (text: string): string[] => text.split(' ');

const byLanguage: Readonly<Record<string, Words>> = {
  en: { articles: [words('a an the')], around: [] },
  de: {
    articles: [words('der ein den dem'), words('die eine'), words('das ein')],
    around: words('es ist das sind ich glaube denke heißt man sagt im in auf an am und ja antwort richtig'),
  },
  fr: {
    articles: [words("le l' un"), words("la l' une"), words('les des')],
    around: words(
      "c' est ce il elle sont je crois pense que qu' à a au aux d' de du en dans oui réponse s' appelle",
    ),
  },
  es: {
    articles: [words('el un los unos'), words('la una las unas')],
    around: words('es son se dice creo que está en a de sí respuesta llama'),
  },
  it: {
    articles: [words("il lo l' un uno i gli"), words("la l' una un' le")],
    around: words('è sono si dice credo che in a di sì risposta'),
  },
  pt: {
    articles: [words('o um os uns'), words('a uma as umas')],
    around: words('é são se diz acho que em de sim resposta'),
  },
};

const wordsOfLanguage = (language: string): Words | undefined =>
  byLanguage[language.slice(0, 2).toLowerCase()];

const isArticle = (word: string, { articles }: Words): boolean =>
  articles.some((gender) => gender.includes(word));

export const goesAround = (word: string, language: string): boolean => {
  const known = wordsOfLanguage(language);
  return known !== undefined && (known.around.includes(word) || isArticle(word, known));
};

/** The article before a place, where the language has some. */
export function articleBefore(list: readonly string[], start: number, language: string): string | undefined {
  const known = wordsOfLanguage(language);
  const word = list[start - 1];
  return known !== undefined && word !== undefined && isArticle(word, known) ? word : undefined;
}

/** Whether two articles can stand before the same noun: `la` and `una`, but not `el`. */
export const fitTogether = (a: string, b: string, language: string): boolean =>
  wordsOfLanguage(language)?.articles.some((gender) => gender.includes(a) && gender.includes(b)) ?? true;

/** An accepted answer without the article at its beginning. */
export const withoutArticle = (list: readonly string[], language: string): readonly string[] =>
  list.length > 1 && articleBefore(list, 1, language) !== undefined ? list.slice(1) : list;
