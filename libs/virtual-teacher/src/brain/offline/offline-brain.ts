import { type AskStep, type Judgement } from '@lockstep/contracts';
import { type Brain, type ClassRequest, type JudgeRequest } from '../brain.js';
import { summariseClass } from '../aggregate/class-summary.js';
import { finding, type Finding } from './finding.js';
import { judgeChoices } from './judges/choices.js';
import { judgeNumber, numberKeys } from './judges/numbers.js';
import { judgeShortText } from './judges/short-text.js';
import { borrowLanguageThread } from './language/language-thread.js';
import { LanguageFailed } from './language/language-failed.js';
import { knowledgeFrom } from './language/word-knowledge.js';
import { bounded, normalise, wordsOf } from './text/normalise.js';
import { speak } from './wording/speak.js';

/** Changes whenever the same answer may be judged otherwise than before. */
const MODEL = 'lockstep-offline-1';
const MAX_SHORT_ANSWER_CHARACTERS = 300;

/** Judges by key, rules and word lists on this machine; it needs no key and no network. */
class OfflineBrain implements Brain {
  readonly name = 'offline';
  readonly #language = borrowLanguageThread();

  async judge(request: JudgeRequest): Promise<Judgement> {
    const started = performance.now();
    const spoken = speak(await this.#find(request), request);
    const by = {
      brain: 'offline',
      model: MODEL,
      promptVersion: null,
      latencyMs: performance.now() - started,
      insteadOf: null,
      tokens: null,
      costUsd: null,
    } as const;
    return { ...spoken, by };
  }

  summarise(request: ClassRequest): Promise<string | undefined> {
    return Promise.resolve(summariseClass(request));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#language[Symbol.asyncDispose]();
  }

  async #find({ question, answer }: JudgeRequest): Promise<Finding> {
    try {
      if (question.choices.length > 0) {
        return judgeChoices(question, { choices: answer.choices, text: bounded(answer.text ?? '') });
      }
      const text = bounded(answer.text ?? '').trim();
      if (text === '') return finding('unclear', 0.5, [{ kind: 'no-answer' }]);
      return await this.#judgeText(question, text);
    } catch (error) {
      if (error instanceof LanguageFailed) return finding('unclear', 0);
      throw error;
    }
  }

  async #judgeText(question: AskStep, text: string): Promise<Finding> {
    const keys = numberKeys(question);
    if (keys !== undefined) return judgeNumber(question, keys, text);
    return this.#judgeShort(question, bounded(text, MAX_SHORT_ANSWER_CHARACTERS));
  }

  async #judgeShort(question: AskStep, text: string): Promise<Finding> {
    const words = [text, ...question.accept, question.prompt].flatMap((one) => wordsOf(normalise(one)));
    const tagged = await this.#language.thread.tag([...new Set(words)]);
    return judgeShortText(question, text, knowledgeFrom(tagged));
  }
}

/** The brain that every lesson can use: offline, free, and honest about what it cannot judge. */
export const createOfflineBrain = (): Brain => new OfflineBrain();
