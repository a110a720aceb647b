import type { AskStep } from '@lockstep/contracts';
import { finding, type Finding, type Remark } from '../finding.js';
import { hasLatin, isChinese, normalise, wordsOf } from '../text/normalise.js';
import { plainPinyin } from '../text/pinyin.js';
import { isFormOf, isSlip, likeness } from '../text/slips.js';
import { clausesOf, doesNotKnow, isDenied, negates, positionOf, saysNothing } from './clauses.js';

/** What the judge must know of English words; from the language thread. */
export type WordKnowledge = {
  readonly isWord: (word: string) => boolean;
  readonly lemmaOf: (word: string) => string;
  readonly isContent: (word: string) => boolean;
};

/** Words that go around an answer without changing it. */
const around = new Set(
  (
    "a an the it its it's is was are be this that he she they we i you to my our his her of in on for and " +
    'think guess believe maybe perhaps probably answer called word past plural form would should must can ' +
    "sure please because so then right correct say says said means mean im i'm he's she's that's they're"
  ).split(' '),
);
/** The question is about the form of a word, so that another form is another answer. */
const asksForForm =
  /\b(?:plural|singular|past|participle|tense|form|comparative|superlative|spell|spelling|conjugate|negative|opposite)\b|复数|过去|形式|拼写/i;

type Match = { readonly kind: 'same' | 'slip' | 'form' | 'wrong-form'; readonly accepted: string };

class ShortTextJudge {
  readonly #accepted: readonly (readonly string[])[];
  readonly formMatters: boolean;

  constructor(
    readonly question: AskStep,
    readonly words: WordKnowledge,
  ) {
    this.#accepted = question.accept.map((text) => wordsOf(normalise(text)));
    const irregular = this.#accepted.some((accepted) =>
      accepted.some((word) => words.lemmaOf(word) !== word && !isFormOf(words.lemmaOf(word), word)),
    );
    this.formMatters = irregular || asksForForm.test(question.prompt);
  }

  get model(): string | null {
    return this.question.accept[0] ?? null;
  }

  sameWord(typed: string, meant: string): Match['kind'] | undefined {
    if (typed === meant) return 'same';
    if (isChinese(typed + meant)) return undefined;
    const { lemmaOf } = this.words;
    const form =
      isFormOf(typed, meant) || (lemmaOf(typed) === lemmaOf(meant) && likeness(typed, meant) >= 0.5);
    if (form) return this.formMatters ? 'wrong-form' : 'form';
    return isSlip(typed, meant, this.words.isWord) ? 'slip' : undefined;
  }

  /** How a run of words answers to an accepted one; the worst word counts. */
  matchAt(words: readonly string[], start: number, accepted: readonly string[]): Match | undefined {
    let kind: Match['kind'] = 'same';
    for (const [offset, meant] of accepted.entries()) {
      const one = this.sameWord(words[start + offset] ?? '', meant);
      if (one === undefined) return undefined;
      if (one === 'wrong-form' || (one !== 'same' && kind === 'same')) kind = one;
    }
    return { kind, accepted: this.question.accept[this.#accepted.indexOf(accepted)] ?? '' };
  }

  /** Every place of a clause where an accepted answer stands, and whether it is denied there. */
  placesIn(words: readonly string[]) {
    return this.#accepted.flatMap((accepted) =>
      words.flatMap((_, start) => {
        if (accepted.length === 0 || start + accepted.length > words.length) return [];
        const match = this.matchAt(words, start, accepted);
        return match === undefined
          ? []
          : [{ match, start, length: accepted.length, denied: isDenied(words, start) }];
      }),
    );
  }

  /** Content words that are neither the answer nor taken from the question. */
  strangersIn(words: readonly string[], start: number, length: number): string[] {
    const asked = new Set(wordsOf(normalise(this.question.prompt)).map(this.words.lemmaOf));
    return words.filter(
      (word, index) =>
        (index < start || index >= start + length) &&
        !around.has(word) &&
        !negates(word) &&
        !asked.has(this.words.lemmaOf(word)) &&
        this.words.isContent(word),
    );
  }

  /** A common mistake outside of the places of an accepted answer: "我" is half of "我叫", and no mistake in it. */
  knownMistake(words: readonly string[]): Remark | undefined {
    const accepted = this.placesIn(words).filter(({ match }) => match.kind !== 'wrong-form');
    const index = this.question.wrong.findIndex(({ answer }) => {
      const mistake = wordsOf(normalise(answer));
      const at = positionOf(words, mistake, (typed, meant) => typed === meant);
      const inside = accepted.some(
        ({ start, length }) => at >= start && at + mistake.length <= start + length,
      );
      return at >= 0 && !inside && !isDenied(words, at) && !this.question.accept.includes(answer);
    });
    const because = this.question.wrong[index]?.because;
    return because === undefined ? undefined : { kind: 'known', index, because };
  }
}

/** Content words beyond the answer, in all clauses together: with more of them it is a story that the answer occurs in. */
const MOST_STRANGERS = 4;

const offersTwo = /\bor\b|[/|]|或|还是/;

function judgeFound(judge: ShortTextJudge, text: string): Finding | undefined {
  const { model } = judge;
  const clauses = clausesOf(text).map(wordsOf);
  const places = clauses.flatMap((words) => judge.placesIn(words).map((place) => ({ ...place, words })));
  const affirmed = places.filter(({ denied }) => !denied);
  const mistake = clauses.map((words) => judge.knownMistake(words)).find((remark) => remark !== undefined);
  const best =
    affirmed.find(({ match }) => match.kind === 'same') ??
    affirmed.find(({ match }) => match.kind !== 'wrong-form');
  if (best === undefined) {
    if (mistake !== undefined) return finding('wrong', 0.97, [mistake], { model });
    if (places.some(({ denied }) => denied))
      return finding('wrong', 0.8, [{ kind: 'other-answer' }], { model });
    const form = affirmed[0];
    return form && finding('wrong', 0.9, [{ kind: 'word-form', meant: form.match.accepted }], { model });
  }
  if (mistake !== undefined || offersTwo.test(text))
    return finding('unclear', 0.5, [{ kind: 'two-answers' }], { model });
  const strangers = judge.strangersIn(best.words, best.start, best.length);
  const elsewhere = clauses
    .filter((words) => words.join(' ') !== best.words.join(' '))
    .flatMap((words) => judge.strangersIn(words, 0, 0));
  if (
    strangers.length > 2 ||
    strangers.length + elsewhere.length > MOST_STRANGERS ||
    (strangers.length > 0 && best.words.length - best.length === strangers.length)
  ) {
    return finding('unclear', 0.5, [{ kind: 'two-answers' }], { model });
  }
  const remarks: Remark[] =
    best.match.kind === 'slip' ? [{ kind: 'spelling', meant: best.match.accepted }] : [];
  return finding('right', best.match.kind === 'same' ? 0.98 : 0.85, remarks, { model });
}

const han = (text: string): string => (text.match(/\p{Script=Han}/gu) ?? []).join('');

/** Answers in Chinese characters or in pinyin, which have neither word spaces nor typing slips of letters. */
function judgeChinese(question: AskStep, text: string): Finding | undefined {
  const model = question.accept[0] ?? null;
  const accepted = question.accept.map(normalise);
  const pinyin = question.accept.filter((text) => !isChinese(text)).map(plainPinyin);
  const typed = plainPinyin(text);
  if (!accepted.some(isChinese) && !isChinese(text)) return undefined;
  if (typed !== '' && pinyin.includes(typed)) return finding('right', 0.95, [], { model });
  if (typed.length >= 5 && pinyin.some((meant) => likeness(typed, meant) === 1 - 1 / meant.length)) {
    return finding('right', 0.7, [{ kind: 'spelling', meant: model ?? '' }], { model });
  }
  const characters = han(text);
  if (characters === '')
    return typed === '' ? undefined : finding('wrong', 0.8, [{ kind: 'other-answer' }], { model });
  if (!accepted.some(isChinese)) return finding('unclear', 0.5, [{ kind: 'near-miss' }], { model });
  const near = accepted
    .map(han)
    .filter((meant) => meant.length === characters.length && likeness(meant, characters) >= 0.5);
  const allThere = (meant: string) => [...meant].every((character) => characters.includes(character));
  return near.length > 0 && !near.some(allThere)
    ? finding('unclear', 0.5, [{ kind: 'near-miss' }], { model })
    : undefined;
}

/** Judges a word or a few by the accepted ones; the same word however it is written, and no other word. */
export async function judgeShortText(
  question: AskStep,
  answer: string,
  words: WordKnowledge,
  isNear: (text: string) => Promise<boolean>,
): Promise<Finding> {
  const judge = new ShortTextJudge(question, words);
  const { model } = judge;
  const text = normalise(answer);
  if (saysNothing(text)) return finding('unclear', 0.5, [{ kind: 'no-answer' }], { model });
  if (question.accept.length === 0) return finding('unclear', 0.3, [], { model });
  const found = judgeFound(judge, text);
  if (found !== undefined) return found;
  if (doesNotKnow(text)) return finding('wrong', 0.7, [{ kind: 'does-not-know' }], { model });
  const chinese = judgeChinese(question, text);
  if (chinese !== undefined) return chinese;
  const sameScript = question.accept.some((accepted) => hasLatin(accepted) === hasLatin(text));
  if (!sameScript) return finding('unclear', 0.5, [{ kind: 'near-miss' }], { model });
  const near = question.accept.some((accepted) => likeness(normalise(accepted), text) >= 0.6);
  if (near && !wordsOf(text).every(words.isWord))
    return finding('unclear', 0.5, [{ kind: 'near-miss' }], { model });
  // "kids" is no plural of "child", but "large" may be meant for "big" where only the sense is asked for
  const isName = question.accept.some((accepted) => /^\p{Lu}/u.test(accepted)); // cities are near one another
  if (!judge.formMatters && !isName && hasLatin(text) && (await isNear(text))) {
    return finding('unclear', 0.4, [{ kind: 'near-miss' }], { model });
  }
  return finding('wrong', 0.85, [{ kind: 'other-answer' }], { model });
}
