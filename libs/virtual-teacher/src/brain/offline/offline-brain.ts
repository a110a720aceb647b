import { type AskStep, askKinds, type Judgement, type Task } from '@lockstep/contracts';
import { plainText } from '@lockstep/lesson';
import type { Brain, ClassRequest, JudgeRequest } from '../brain.js';
import { summariseClass } from '../aggregate/class-summary.js';
import { finding, type Finding } from './finding/finding.js';
import { judgeChoices } from './judges/choices.js';
import { asksForSpelling } from './judges/short-words.js';
import { judgeOpenText } from './judges/open-text.js';
import { findPoints, type PointFound } from './judges/points.js';
import { judgeSentence } from './judges/sentence.js';
import { clausesOf, saysNothing } from './text/clauses.js';
import { judgeShortText } from './judges/short-text.js';
import { judgeExact } from './exact/judge-exact.js';
import { polarityOfKey } from './exact/polarity.js';
import { acceptedAsWritten } from './exact/accepted.js';
import { withManners } from './manners/manners.js';
import { speaksOfDanger, writtenWords } from './manners/danger.js';
import { borrowLanguageThread } from './language/language-thread.js';
import { LanguageFailed } from './language/language-failed.js';
import { knowledgeFrom } from './language/word-knowledge.js';
import { answerAsText, settledBy } from './scorer/corrections.js';
import { type Key, readKey } from './scorer/key.js';
import { Scorer, type Score } from './scorer/scorer.js';
import type { ScorerModel } from './scorer/shared-model.js';
import { bounded, normalise, wordsOf } from './text/normalise.js';
import { inPlainSigns } from './text/plain-question.js';
import { answerWords } from './text/answer-words.js';
import { ordinalsAsKey } from './text/dates.js';
import { digitsForForeign } from './text/foreign-numbers.js';
import { lastThought } from './text/last-thought.js';
import { meantNumbers } from './text/meant-numbers.js';
import { feedbackFor } from './tasks/feedback-for.js';
import { judgeTask } from './tasks/judge-task.js';
import type { JudgeWords } from './tasks/task-found.js';
import { speak } from './wording/speak.js';

/** Changes whenever the same answer may be judged otherwise than before. */
const MODEL = 'lockstep-offline-4';
const MAX_SHORT_ANSWER_CHARACTERS = 300;
/** A sentence; the checker takes its time over long texts full of words that it does not know. */
const MAX_SENTENCE_CHARACTERS = 600;
const MAX_UNKNOWN_WORDS = 6;
/** Mistakes of several kinds, so that the checker has built all that it builds late. */
const WARM_UP = 'She go to scool every day. I have went their yesterday, and he dont like an banana.';

/** Typing that is no grammar is put right before the grammar is looked at: a small "i", no full stop. */
function asSentence(text: string): string {
  const plain = text
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\bi\b(?=[ '])/g, 'I');
  const capital = plain.charAt(0).toUpperCase() + plain.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

function settledFor({ question, answer, corrections = [] }: JudgeRequest) {
  const { parts = [], text } = answer;
  // what is chosen is known by ids; what is typed, also into a gap, by its words
  const isTyped = text !== null || question.task?.kind === 'gaps';
  return settledBy(corrections, { answer: answerAsText(answer), parts }, question.compare.case ?? !isTyped);
}

/** What the teacher said of the same answer to this version of the question. */
function settledFinding(request: JudgeRequest): Finding | undefined {
  const { question } = request;
  const settled = settledFor(request);
  if (settled === undefined) return undefined;
  const remark = { kind: 'as-corrected', comment: settled.comment ?? null } as const;
  return finding(settled.verdict, 1, [remark], { model: question.accept[0] ?? null });
}

function withoutTask(question: AskStep): AskStep {
  const { task, ...rest } = question;
  return task === undefined ? question : rest;
}

/** One gap of a text as a question of its own. */
const gapAlone = (question: AskStep, accept: readonly string[]): AskStep => ({
  ...withoutTask(question),
  ...{ answer: 'short', accept: [...accept], rubric: [], wrong: [] },
});

/** Judges by key, rules and word lists on this machine; it needs no key and no network. */
export class OfflineBrain implements Brain {
  readonly name = 'offline';
  readonly #language = borrowLanguageThread();
  readonly #scorer: Scorer;
  /** What answers to open questions are compared with; a question stays the same object while it is asked. */
  readonly #keys = new WeakMap<AskStep, Key>();

  /** @param model weights of the scorer; the shipped ones by default */
  constructor(model?: ScorerModel) {
    this.#scorer = new Scorer(model);
  }

  async judge(asked: JudgeRequest): Promise<Judgement> {
    const request = { ...asked, question: inPlainSigns(asked.question) };
    const started = performance.now();
    const found = await this.#withFeedback(await this.#find(request), request);
    const isSettled = found.remarks.some(({ kind }) => kind === 'as-corrected');
    const by = {
      brain: isSettled ? 'teacher' : 'offline',
      model: MODEL,
      promptVersion: null,
      latencyMs: performance.now() - started,
      insteadOf: null,
      tokens: null,
      costUsd: null,
    } as const;
    const { credit, parts, feedback } = found;
    return {
      ...speak(found, request),
      ...(credit === undefined ? {} : { credit }),
      ...(parts === undefined ? {} : { parts: [...parts] }),
      ...(feedback === undefined ? {} : { feedback }),
      by,
    };
  }

  /** Loads what these questions need; a brain that was not asked to does so with the first answer. */
  async prepare(questions: readonly AskStep[]): Promise<void> {
    const { thread } = this.#language;
    const written = questions.map(inPlainSigns).filter(({ choices }) => choices.length === 0);
    if (written.length === 0) return;
    await Promise.all([
      thread.tag(['']),
      ...(written.some(({ grammar }) => grammar) ? [thread.lint(WARM_UP, 'british')] : []),
    ]);
  }

  summarise(request: ClassRequest): Promise<string | undefined> {
    return Promise.resolve(summariseClass(request));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#language[Symbol.asyncDispose]();
  }

  async #find(request: JudgeRequest): Promise<Finding> {
    const { question, answer, language } = request;
    if (question.task !== undefined) return this.#judgeParts(request, question.task);
    const accepted = acceptedAsWritten(question, (answer.text ?? '').trim());
    if (accepted?.verdict !== 'right' && speaksOfDanger(answer.text ?? ''))
      return finding('unclear', 0, [{ kind: 'danger' }]);
    if (!askKinds[question.answer].isJudged) return finding('unclear', 0, [{ kind: 'opinion' }]);
    const settled = settledFinding(request);
    if (settled !== undefined) return settled;
    try {
      if (question.choices.length > 0) {
        return judgeChoices(
          question,
          { choices: answer.choices, text: bounded(answer.text ?? '') },
          language,
        );
      }
      const text = bounded(answer.text ?? '').trim();
      if (accepted !== undefined) return accepted;
      const isSign = text !== '' && question.accept.some((key) => !/[\p{L}\p{N}]/u.test(key));
      if (saysNothing(normalise(text)) && !isSign) return finding('unclear', 0.5, [{ kind: 'no-answer' }]);
      return withManners(await this.#judgeText(request, text), { question, text, language });
    } catch (error) {
      if (error instanceof LanguageFailed) return finding('unclear', 0);
      throw error;
    }
  }

  /** Words that belong in no gap, and those of a form, may be of danger, alone or together; other parts are chosen, not written. */
  async #judgeParts(request: JudgeRequest, task: Task): Promise<Finding> {
    const { question, answer, language } = request;
    const parts = answer.parts ?? [];
    if (task.kind === 'gaps') {
      const isAccepted = (text: string, accept: readonly string[]) =>
        acceptedAsWritten(gapAlone(question, accept), text.trim())?.verdict === 'right';
      const others = parts.filter((text, i) => !isAccepted(text, task.gaps[i]?.accept ?? []));
      if (speaksOfDanger(others.join(' '))) return finding('unclear', 0, [{ kind: 'danger' }]);
    }
    if (task.kind === 'survey' && speaksOfDanger(writtenWords({ text: null, parts }, task)))
      return finding('unclear', 0, [{ kind: 'danger' }]);
    return settledFinding(request) ?? judgeTask(task, parts, this.#judgeGap(question, language));
  }

  /** What the author says to this one of the accepted answers, and what it is worth. */
  async #withFeedback(found: Finding, request: JudgeRequest): Promise<Finding> {
    const { question, answer, language } = request;
    if (found.verdict !== 'right' || question.feedback.length === 0) return found;
    const gives = this.#judgeGap(question, language);
    return feedbackFor(found, question, (accept) => gives(accept, answer.text ?? ''));
  }

  /** Judges a few words by these accepted answers alone. */
  #judgeGap(question: AskStep, language: string): JudgeWords {
    return async (accept, text) => {
      const judged = await this.#find({
        question: gapAlone(question, accept),
        language,
        attempt: 1,
        answer: { choices: [], text },
      });
      return judged.verdict;
    };
  }

  async #judgeText(request: JudgeRequest, text: string): Promise<Finding> {
    const { question, language } = request;
    if (question.grammar) {
      return this.#judgeSentence(question, bounded(text, MAX_SENTENCE_CHARACTERS), language);
    }
    const byKey = question.accept.length > 0 && question.answer !== 'open';
    const isOpen = question.rubric.length > 0 || (question.answer === 'open' && question.accept.length > 0);
    if (isOpen && !byKey) return this.#judgeOpen(request, text);
    return this.#judgeByKey(question, bounded(text, MAX_SHORT_ANSWER_CHARACTERS), language);
  }

  async #judgeSentence(question: AskStep, text: string, language: string): Promise<Finding> {
    const written = asSentence(text);
    const { thread } = this.#language;
    const [[tokens = []], points] = await Promise.all([thread.tag([written]), this.#points(question, text)]);
    // its spelling corrections take seconds for a text of no language, which is not judged by its grammar anyway
    const unknown = tokens.filter(({ known }) => !known).length;
    if (unknown > MAX_UNKNOWN_WORDS)
      return finding('unclear', 0.3, [{ kind: 'near-miss' }], { model: question.accept[0] ?? null });
    const lints = await thread.lint(written, /-us$/i.test(language) ? 'american' : 'british');
    return judgeSentence(question, written, { tokens, lints, points });
  }

  async #judgeOpen(request: JudgeRequest, text: string): Promise<Finding> {
    const { question } = request;
    const { thread } = this.#language;
    const clauses = clausesOf(normalise(text));
    const mistakes = question.wrong.map(({ answer }) => normalise(answer));
    const phrases = question.rubric.flatMap(({ any, point }) => [...any, point]);
    const keys = [...phrases, ...question.accept].flatMap((key) => clausesOf(normalise(key)));
    const [points, tagged, taggedKeys] = await Promise.all([
      this.#points(question, text),
      thread.tag([...clauses, ...mistakes]),
      thread.tag(keys),
    ]);
    const score = this.#score(request, text);
    return judgeOpenText(question, text, {
      points,
      clauses: tagged.slice(0, clauses.length),
      mistakes: tagged.slice(clauses.length),
      keys: taggedKeys,
      ...(score === undefined ? {} : { score }),
    });
  }

  /** The scorer was trained on English answers. */
  #score({ question, language, corrections = [] }: JudgeRequest, text: string): Score | undefined {
    if (!/^en\b/i.test(language)) return undefined;
    const required = question.rubric.filter((point) => point.required);
    // of optional points a number is wanted, which the scorer does not count
    if (question.rubric.length > 0 && required.length === 0) return undefined;
    let key = this.#keys.get(question);
    if (key === undefined) {
      key = readKey({
        question: plainText(question.prompt, language),
        references: question.accept,
        points: required,
      });
      this.#keys.set(question, key);
    }
    return this.#scorer.scoreWith(key, text, corrections);
  }

  async #points(question: AskStep, text: string): Promise<PointFound[]> {
    const clauses = clausesOf(normalise(text));
    const phrases = question.rubric.map(({ any, point }) => [...any, point]);
    const tagged = await this.#language.thread.tag([...clauses, ...phrases.flat().map(normalise)]);
    let next = clauses.length;
    const points = phrases.map((list) => ({ phrases: list.map(() => tagged[next++] ?? []) }));
    return findPoints(question, text, tagged.slice(0, clauses.length), points);
  }

  /** By the accepted answers: those with a value first, then those that are words. */
  async #judgeByKey(question: AskStep, said: string, language: string): Promise<Finding> {
    const text = polarityOfKey(question.accept) === undefined ? lastThought(said) : said;
    if (asksForSpelling(question)) return this.#judgeShort(question, text, language);
    const context = { question, language };
    const exact = judgeExact(context, digitsForForeign(ordinalsAsKey(text, question.accept), language));
    const isWithoutNumber =
      exact.finding?.verdict === 'wrong' && exact.words.length === 0 && !/\d/.test(text);
    if (isWithoutNumber) {
      const meant = meantNumbers(
        text,
        knowledgeFrom(await this.#language.thread.tag([...new Set(wordsOf(normalise(text)))])),
      );
      if (meant !== text)
        return judgeExact(context, meant).finding ?? exact.finding ?? finding('unclear', 0.5);
    }
    if (exact.words.length === 0 || exact.finding?.verdict === 'right') {
      return (
        exact.finding ??
        finding('unclear', 0.5, [{ kind: 'near-miss' }], { model: question.accept[0] ?? null })
      );
    }
    const byWords = await this.#judgeShort({ ...question, accept: [...exact.words] }, text, language);
    const { finding: byValue } = exact;
    if (byValue === undefined || byWords.verdict === 'right') return byWords;
    return byValue.verdict === 'wrong' && byWords.verdict === 'unclear' && byValue.confidence < 0.8
      ? byWords
      : byValue;
  }

  async #judgeShort(question: AskStep, text: string, language: string): Promise<Finding> {
    const words = [text, ...question.accept, plainText(question.prompt, language)].flatMap((one) => [
      ...wordsOf(normalise(one)),
      ...answerWords(one, { language }),
    ]);
    const tagged = await this.#language.thread.tag([...new Set(words)]);
    return judgeShortText(question, text, { words: knowledgeFrom(tagged), language });
  }
}

/** The brain that every lesson can use: offline, free, and honest about what it cannot judge. */
export const createOfflineBrain = (): OfflineBrain => new OfflineBrain();
