import type { AskStep } from '@lockstep/contracts';
import { finding, type Finding, type Remark } from '../finding/finding.js';
import { checkGrammar, Sentence } from '../grammar/check-grammar.js';
import { triesTense } from '../grammar/tense.js';
import { baseOfPast } from '../grammar/words/verbs.js';
import type { Lint, Token } from '../language/language-requests.js';
import { doesNotKnow, positionOf } from '../text/clauses.js';
import { normalise, wordsOf } from '../text/normalise.js';
import type { PointFound } from './points.js';

export type SentenceEvidence = {
  readonly tokens: readonly Token[];
  readonly lints: readonly Lint[];
  readonly points: readonly PointFound[];
};

/** "Birds sing." */
const FEWEST_WORDS = 2;
/** Of a sentence in which nothing was found: most mistakes of learners are not seen by rules. */
const NO_MISTAKE_SEEN = 0.6;
const MOST_REMARKS = 3;

/** The prompt asks for a question: "Ask …", "Write a question …". */
const wantsQuestion = (prompt: string): boolean =>
  /^\W*ask\b|\b(?:write|make|form|say) (?:a|the|your) question\b/i.test(prompt);

const looksLikeQuestion = (text: string): boolean =>
  /\?\s*$/.test(text) ||
  /^(?:what|where|when|why|how|who|whose|which|do|does|did|is|are|am|was|were|can|could|will|would|should|may|have|has)\b/.test(
    normalise(text),
  );

/** Words in `*stars*` of the prompt, which an answer must use as they are. */
const demanded = (prompt: string): string[] =>
  [...prompt.matchAll(/\*([^*]+)\*/g)].map(([, words]) => normalise(words ?? ''));

const cleaned = (text: string): string => text.replace(/[^\p{L}\p{N}' ,-]/gu, '').slice(0, 80);

function grammarRemarks(
  evidence: SentenceEvidence,
  question: boolean,
): { issues: Remark[]; spelling: Remark[] } {
  const checked = checkGrammar(evidence.tokens, evidence.lints, { question });
  return {
    issues: checked.issues.slice(0, MOST_REMARKS).map(({ rule, wrote, better, why }) => ({
      kind: 'grammar',
      rule,
      wrote: cleaned(wrote),
      better: better === null ? null : cleaned(better),
      why,
    })),
    spelling: checked.spelling
      .slice(0, 1)
      .map(({ better }) => ({ kind: 'spelling', meant: cleaned(better) })),
  };
}

/** A list of nothing but pasts means any past: nobody can list all verbs of a language. */
const FEWEST_PASTS = 3;
const isPast = (word: string): boolean =>
  baseOfPast(word.toLowerCase()) !== undefined || /^[a-z]+ed$/i.test(word);
const meansAnyPast = ({ any }: AskStep['rubric'][number]): boolean =>
  any.length >= FEWEST_PASTS && any.every(isPast);

const tenseOf = (question: AskStep): AskStep['tense'] =>
  question.tense ?? (question.rubric.some(meansAnyPast) ? 'past' : undefined);

type Content = {
  readonly state: 'there' | 'some' | 'none' | 'unsure';
  readonly remarks: readonly Remark[];
  readonly found: readonly string[];
};

/** What the sentence was to say: by the points, the tense, and the form of a question. */
function contentOf(question: AskStep, evidence: SentenceEvidence, text: string): Content {
  const sentence = new Sentence(evidence.tokens);
  if (wantsQuestion(question.prompt) && !looksLikeQuestion(text)) {
    return { state: 'none', remarks: [{ kind: 'no-question' }], found: [] };
  }
  const tense = tenseOf(question);
  if (tense !== undefined && triesTense(sentence, tense) === false) {
    return { state: 'none', remarks: [{ kind: 'tense', tense }], found: [] };
  }
  const required = evidence.points.filter(
    ({ required: must, index }) =>
      must && !(question.rubric[index] !== undefined && meansAnyPast(question.rubric[index])),
  );
  const found = required.filter(({ presence }) => presence === 'found').map(({ point }) => point);
  const denied = required.filter(({ presence }) => presence === 'denied');
  const absent = required.filter(({ presence }) => presence === 'absent');
  const remarks = [...absent.map(({ index, point }): Remark => ({ kind: 'missing', index, point }))];
  if (denied.length > 0) return { state: 'none', remarks: [{ kind: 'opposite' }], found: [] };
  if (absent.length === 0) return { state: 'there', remarks, found };
  if (found.length > 0) return { state: 'some', remarks, found };
  // a word that the prompt demands is there or not; a sense may have been said in words that nobody listed
  const words = ` ${wordsOf(normalise(text)).join(' ')} `;
  const lacksWord = demanded(question.prompt).some(
    (phrase) => !words.includes(` ${phrase.split(' ')[0] ?? ''}`),
  );
  return { state: lacksWord ? 'none' : 'unsure', remarks, found };
}

/** Wrong words that the author knew of, inside of the sentence. */
function knownMistakes(question: AskStep, text: string): Remark[] {
  const words = wordsOf(normalise(text));
  return question.wrong.flatMap(({ answer, because }, index): Remark[] => {
    const mistake = wordsOf(normalise(answer));
    const at = positionOf(words, mistake, (word, wanted) => word === wanted);
    return at < 0 ? [] : [{ kind: 'known', index, because }];
  });
}

/** Judges a sentence of a learner of English: that it is one, that it says what was asked for, and its grammar. */
export function judgeSentence(question: AskStep, text: string, evidence: SentenceEvidence): Finding {
  const model = question.accept[0] ?? null;
  if (doesNotKnow(normalise(text))) return finding('wrong', 0.7, [{ kind: 'does-not-know' }], { model });
  const words = evidence.tokens.filter(({ pos }) => pos !== 'PUNCT');
  const foreign = words.filter(({ known, text: word }) => !known && !/^\p{Lu}/u.test(word)).length;
  if (words.length >= 2 && foreign > words.length / 2)
    return finding('unclear', 0.4, [{ kind: 'near-miss' }], { model });
  const sentence = new Sentence(evidence.tokens);
  if (words.length < FEWEST_WORDS || (!sentence.hasVerb && !sentence.mayHaveVerb)) {
    return finding('wrong', 0.85, [{ kind: 'no-sentence' }], { model });
  }
  const content = contentOf(question, evidence, text);
  const { issues: found, spelling } = grammarRemarks(evidence, wantsQuestion(question.prompt));
  const issues = [...knownMistakes(question, text), ...found].slice(0, MOST_REMARKS);
  const rest = { model, found: content.found };
  if (content.state === 'none') {
    const saysTense = content.remarks.some(({ kind }) => kind === 'tense');
    const others = issues.filter((one) => !(saysTense && one.kind === 'grammar' && one.rule === 'past-time'));
    return finding('wrong', 0.8, [...content.remarks, ...others], { model });
  }
  if (content.state === 'unsure') return finding('unclear', 0.4, [...issues, ...content.remarks], { model });
  if (content.state === 'some') return finding('partly', 0.7, [...issues, ...content.remarks], rest);
  if (issues.length > 0) return finding('partly', 0.9, issues, rest);
  if (!sentence.hasVerb) return finding('unclear', 0.4, [], { model });
  return finding('right', NO_MISTAKE_SEEN, [{ kind: 'no-mistake-seen' }, ...spelling], rest);
}
