import { speaksOfDanger, writtenWords } from '../offline/manners/danger.js';
import type { Judgement, Verdict } from '@lockstep/contracts';
import type OpenAI from 'openai';
import { askModel, Tally } from '../../openai/ask-model.js';
import { ModelFailed, type ModelFailureReason } from '../../openai/model-failed.js';
import { openAiClient } from '../../openai/openai-client.js';
import { costOf, type OpenAiSettings } from '../../openai/openai-settings.js';
import { estimatedTokens, TokenBudget } from '../../openai/token-budget.js';
import type {
  Brain,
  ClassRequest,
  ExplainRequest,
  Explanation,
  JudgeOptions,
  JudgeRequest,
} from '../brain.js';
import { answerData, isEmptyAnswer, visibleText } from './answer-data.js';
import { classSentence } from './class-sentence.js';
import { EXPLAIN_PROMPT_VERSION, explained } from './explained.js';
import { firstSentence } from './first-sentence.js';
import { mustFit } from './fitting-words.js';
import { alreadySaid, judgeMessages, PROMPT_VERSION, type PromptMessage } from './judge-prompt.js';
import { judgementSchema, mistakesOf, ModelJudgement } from './model-judgement.js';
import { notYetReviewed } from './not-yet-reviewed.js';
import { readSoFar } from './saying-so-far.js';
import { type CheckAgainst, mayBeSaid, standingVerdict, verdictByKey } from './verdict-check.js';

export type OpenAiBrainOptions = {
  readonly settings: OpenAiSettings;
  /** Answers instead, and says what key and rubric say, which a model's verdict is held against. */
  readonly fallback: Brain;
  readonly budget?: TokenBudget;
  /** To the first words of the sentence to say. Default: 4000. */
  readonly firstWordsMs?: number;
  /** To the end of the answer. Default: 12 000. */
  readonly wholeMs?: number;
};

/** Longest answer of a model: eight fields of a sentence each. */
const MAX_OUTPUT_TOKENS = 700;
/** A class waits for its sentence: from the deadline of its first words. */
const CLASS_SENTENCE_MS = 1500;

/** A model of any server that speaks OpenAI's protocol judges; the fallback does when it cannot. */
export class OpenAiBrain implements Brain {
  readonly name = 'openai';
  readonly budget: TokenBudget;
  readonly #settings: OpenAiSettings;
  readonly #fallback: Brain;
  readonly #client: OpenAI;
  readonly #firstWordsMs: number;
  readonly #wholeMs: number;

  constructor({ settings, fallback, budget, firstWordsMs = 4000, wholeMs = 12_000 }: OpenAiBrainOptions) {
    this.#settings = settings;
    this.#fallback = fallback;
    this.budget = budget ?? new TokenBudget();
    this.#client = openAiClient(settings);
    this.#firstWordsMs = firstWordsMs;
    this.#wholeMs = wholeMs;
  }

  async judge(request: JudgeRequest, options: JudgeOptions = {}): Promise<Judgement> {
    const startedAt = performance.now();
    const local = await this.#fallback.judge(request, options.signal ? { signal: options.signal } : {});
    const answer = answerData(request);
    if (isEmptyAnswer(answer) || local.by.brain === 'teacher') return local;
    // words of danger are the teacher's, and no model's
    const written = writtenWords(request.answer, request.question.task);
    if (local.verdict === 'unclear' && speaksOfDanger(written)) return local;
    const check: CheckAgainst = { question: request.question, answer, local };
    const tally = new Tally();
    try {
      const model = await this.#ask(request, check, options, tally, startedAt);
      return this.#judgement(request, model, check, tally, startedAt);
    } catch (error) {
      if (!(error instanceof ModelFailed)) throw error;
      return { ...local, by: { ...local.by, ...this.#instead(error.reason, tally, startedAt) } };
    }
  }

  async summarise(request: ClassRequest, options: JudgeOptions = {}): Promise<string | undefined> {
    const local = await this.#fallback.summarise(request, options.signal ? { signal: options.signal } : {});
    if (local === undefined || request.judgements.length === 0) return local;
    try {
      return await classSentence(request, {
        plainSentence: local,
        onFirstSentence: options.onFirstSentence,
        ask: (messages, schema, onText) =>
          this.#stream({
            messages,
            schema,
            onText,
            options,
            tally: new Tally(),
            startedAt: performance.now(),
            wholeMs: this.#firstWordsMs + CLASS_SENTENCE_MS,
          }),
      });
    } catch (error) {
      if (error instanceof ModelFailed) return local;
      throw error;
    }
  }

  async explain(
    request: ExplainRequest,
    options: Pick<JudgeOptions, 'signal' | 'account'> = {},
  ): Promise<Explanation> {
    const tally = new Tally();
    const startedAt = performance.now();
    const wholeMs = this.#wholeMs;
    const found = await explained(request, (messages, schema, onText) =>
      this.#stream({ messages, schema, onText, options, tally, startedAt, wholeMs }),
    );
    const { input, output } = tally;
    return {
      ...found,
      ...{ model: this.#settings.model, promptVersion: EXPLAIN_PROMPT_VERSION },
      ...{ tokens: { input, output }, costUsd: costOf(tally, this.#settings.prices) },
    };
  }

  /** The fallback is its owner's to dispose. */
  async [Symbol.asyncDispose](): Promise<void> {
    // The client holds nothing open.
  }

  async #ask(
    request: JudgeRequest,
    check: CheckAgainst,
    options: JudgeOptions,
    tally: Tally,
    startedAt: number,
  ): Promise<ModelJudgement> {
    const tell = firstSentence(request.language, options.onFirstSentence);
    const onText = (json: string): boolean => {
      const { verdict, say, saidAll } = readSoFar(json);
      if (say === undefined) return false;
      const known = ModelJudgement.shape.verdict.safeParse(verdict).data;
      if (known === undefined || !mayBeSaid(known, check)) return true;
      mustFit(known, say);
      tell(said(request, known, say), saidAll);
      return true;
    };
    const messages = judgeMessages(request, check.answer, verdictByKey(check));
    const schema = judgementSchema(check.question);
    const wholeMs = this.#wholeMs;
    const text = await this.#stream({ messages, schema, onText, options, tally, startedAt, wholeMs });
    const model = parsed(text);
    mustFit(model.verdict, model.say);
    return model;
  }

  /** Asks the model within deadline and budget, and settles what it took. */
  async #stream(ask: {
    readonly messages: readonly PromptMessage[];
    readonly schema: Record<string, unknown>;
    readonly onText: (json: string) => boolean;
    readonly options: JudgeOptions;
    readonly tally: Tally;
    readonly startedAt: number;
    readonly wholeMs: number;
  }): Promise<string> {
    const { messages, schema, onText, options, tally, startedAt, wholeMs } = ask;
    const { model, reasoningEffort } = this.#settings;
    const expected = estimatedTokens(JSON.stringify(messages)) + MAX_OUTPUT_TOKENS;
    const reservation = options.account === undefined ? null : this.budget.reserve(options.account, expected);
    if (reservation === undefined) throw new ModelFailed('budget', 'no tokens are left');
    const passedMs = performance.now() - startedAt;
    try {
      return await askModel({
        client: this.#client,
        body: {
          model,
          messages: [...messages],
          response_format: {
            type: 'json_schema',
            json_schema: { name: 'reply', strict: true, schema },
          },
          ...this.#outputLimit(),
          ...(reasoningEffort === undefined ? {} : { reasoning_effort: reasoningEffort }),
        },
        signal: options.signal,
        firstWordsMs: this.#firstWordsMs - passedMs,
        wholeMs: wholeMs - passedMs,
        onText,
        tally,
      });
    } finally {
      const { input, output } = tally;
      reservation?.settle({ input, output, costUsd: costOf(tally, this.#settings.prices) });
    }
  }

  /** OpenAI's reasoning models refuse the old name, most other servers do not know the new one. */
  #outputLimit(): { max_completion_tokens: number } | { max_tokens: number } {
    const { hostname } = new URL(this.#settings.baseUrl);
    const own = hostname === 'api.openai.com' || hostname.endsWith('.openai.com');
    return own ? { max_completion_tokens: MAX_OUTPUT_TOKENS } : { max_tokens: MAX_OUTPUT_TOKENS };
  }

  #judgement(
    request: JudgeRequest,
    model: ModelJudgement,
    check: CheckAgainst,
    tally: Tally,
    startedAt: number,
  ): Judgement {
    const verdict = standingVerdict(model, check);
    const by = {
      brain: 'openai',
      model: this.#settings.model,
      promptVersion: PROMPT_VERSION,
      latencyMs: performance.now() - startedAt,
      insteadOf: null,
      ...this.#spent(tally),
    } as const;
    if (verdict !== model.verdict) {
      const say = check.local.verdict === 'unclear' ? check.local.say : notYetReviewed(request.language);
      const nothing = { praise: null, correction: null, hint: null, mistake: null };
      return { verdict, say, ...nothing, confidence: Math.min(model.confidence, 0.5), by };
    }
    return {
      verdict,
      say: said(request, verdict, model.say),
      praise: shown(model.praise),
      correction: verdict === 'right' ? null : shown(model.correction),
      hint: verdict === 'right' ? null : shown(model.hint),
      mistake: verdict === 'right' ? null : mistakeIn(model, check),
      ...(verdict === check.local.verdict && check.local.feedback !== undefined
        ? { feedback: check.local.feedback }
        : {}),
      confidence: model.confidence,
      by,
    };
  }

  #spent({ input, output }: Tally): Pick<Judgement['by'], 'tokens' | 'costUsd'> {
    const used = input + output > 0;
    return {
      tokens: used ? { input, output } : null,
      costUsd: used ? costOf({ input, output }, this.#settings.prices) : null,
    };
  }

  #instead(reason: ModelFailureReason, tally: Tally, startedAt: number): Partial<Judgement['by']> {
    const latencyMs = performance.now() - startedAt;
    return { insteadOf: { brain: this.name, reason }, latencyMs, ...this.#spent(tally) };
  }
}

function parsed(text: string): ModelJudgement {
  try {
    return ModelJudgement.parse(JSON.parse(text));
  } catch (error) {
    throw new ModelFailed('invalid-output', 'the model’s answer does not have the form asked for', {
      cause: error,
    });
  }
}

/** The author's words for the verdict, then the model's. */
const said = (request: JudgeRequest, verdict: Verdict, saying: string): string =>
  [alreadySaid(request)[verdict] ?? '', visibleText(saying)].filter((part) => part !== '').join(' ');

/** The offline brain's, where it found one, so that a class is counted by one measure whoever judges. */
function mistakeIn({ verdict, mistake }: ModelJudgement, { question, local }: CheckAgainst): string | null {
  if (verdict === 'unclear') return null;
  if (local.mistake !== null && local.verdict !== 'right') return local.mistake;
  return mistake !== null && mistakesOf(question).has(mistake) ? mistake : null;
}

const shown = (remark: string | null): string | null => {
  const text = remark === null ? '' : visibleText(remark);
  return text === '' ? null : text;
};
