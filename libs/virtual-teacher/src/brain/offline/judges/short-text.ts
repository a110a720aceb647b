import type { AskStep } from '@lockstep/contracts';
import { hasSigns } from '@lockstep/lesson';
import { finding, type Finding, type Remark } from '../finding/finding.js';
import { answerWords } from '../text/answer-words.js';
import { isKnownName } from '../text/known-names.js';
import { hasLatin, isChinese, normalise } from '../text/normalise.js';
import { isPinyin, plainPinyin, tonesOf } from '../text/pinyin.js';
import type { WordKnowledge } from '../language/word-knowledge.js';
import { likeness } from '../text/slips.js';
import { namesSubstance } from '../text/substances.js';
import { areTwoTerms, isRoman } from '../text/terms.js';
import { asksBack } from '../text/takes-back.js';
import { clausesOf, doesNotKnow, negates, saysNothing } from '../text/clauses.js';
import { hasChineseNegation, mayDeny } from '../text/denial.js';
import { maySayTheSame } from './synonyms.js';
import { exchangesWho } from './who-does-it.js';
import { around, asksForSpelling, ShortTextJudge } from './short-words.js';

/** Content words beyond the answer, in all clauses together: with more of them it is a story that the answer occurs in. */
const MOST_STRANGERS = 4;

const offersTwo = /\bor\b|[/|]|或|还是/;

/** D.C., U.N.: their points end no clause. */
const withoutPoints = (text: string): string =>
  text
    .replace(/(?<=(?:^|[^\p{L}])\p{L})\.(?=\p{L}(?:\.|$|[^\p{L}]))/gu, '')
    .replace(/(?<=\p{L}{2})\.(?=\p{L})/gu, ' ');

type Place = ReturnType<ShortTextJudge['placesIn']>[number] & { readonly words: readonly string[] };

/** Nothing of the accepted answers is said to be so. */
function judgeUnsaid(
  judge: ShortTextJudge,
  places: readonly Place[],
  mistake: Remark | undefined,
): Finding | undefined {
  const { model } = judge;
  if (mistake !== undefined) return finding('wrong', 0.97, [mistake], { model });
  if (places.some(({ denied }) => denied))
    return finding('wrong', 0.8, [{ kind: 'other-answer' }], { model });
  const form = places[0];
  return form && finding('wrong', 0.9, [{ kind: 'word-form', meant: form.match.accepted }], { model });
}

/** An accepted answer stands there: how it is written, and what it lacks. */
function judgeSaid({ question, model }: ShortTextJudge, { match: { kind, accepted } }: Place): Finding {
  if (kind === 'accent') {
    const remark: Remark = { kind: 'accents', meant: accepted };
    const setting = question.compare.accents ?? 'remark';
    if (setting === 'required') return finding('wrong', 0.9, [remark], { model });
    return setting === 'partly'
      ? finding('partly', 0.85, [remark], { model })
      : finding('right', 0.9, [remark], { model });
  }
  const remarks: Remark[] = kind === 'slip' ? [{ kind: 'spelling', meant: accepted }] : [];
  return finding('right', kind === 'same' ? 0.98 : 0.85, remarks, { model });
}

/** Words of doubt between an answer and another one. */
const doubt = new Set([
  'maybe',
  'perhaps',
  'possibly',
  'probably',
  'alternatively',
  'otherwise',
  'vielleicht',
  'oder',
]);

const joins = new Set(['and', 'with', 'plus', 'both', 'or', 'und', 'et', 'y']);

/** Nothing but other answers stands beside the accepted one: `blue and green`. */
const isOnlyJoined = ({ words, start, length }: Place, strangers: readonly string[]): boolean =>
  words.every(
    (word, index) =>
      (index >= start && index < start + length) || strangers.includes(word) || joins.has(word),
  );

/** "Bats cannot fly" to "Which animal can fly?": what is denied of the answer is what was asked for. */
function deniesTheQuestion(judge: ShortTextJudge, { words, start, length }: Place): boolean {
  const behind = words.slice(start + length);
  const at = behind.findIndex((word) => negates(word) || hasChineseNegation(word));
  if (at < 0 || judge.asked.some((word) => negates(word) || hasChineseNegation(word))) return false;
  const rest = behind.slice(at).filter((word) => judge.words.isContent(word) || isChinese(word));
  const isAsked = (word: string) =>
    judge.asked.includes(judge.words.lemmaOf(word)) ||
    (isChinese(word) && judge.question.prompt.includes([...word].at(-1) ?? ''));
  return rest.some((word) => !negates(word) && isAsked(word));
}

function judgeFound(judge: ShortTextJudge, text: string): Finding | undefined {
  const { model, language } = judge;
  const clauses = clausesOf(withoutPoints(text)).map((clause) => judge.wordsIn(clause));
  const places = clauses.flatMap((words) => judge.placesIn(words).map((place) => ({ ...place, words })));
  const affirmed = places.filter(({ denied }) => !denied);
  const mistake = clauses.map((words) => judge.knownMistake(words)).find((remark) => remark !== undefined);
  const best =
    affirmed.find(({ match }) => match.kind === 'same') ??
    affirmed.find(({ match }) => match.kind !== 'wrong-form');
  if (best === undefined) return judgeUnsaid(judge, places, mistake);
  const isDenial = judge.accepted.some(({ words }) => mayDeny(words, language));
  if (clauses.some((words) => mayDeny(words, language)) && !isDenial)
    return finding('unclear', 0.4, [{ kind: 'near-miss' }], { model });
  if (mistake !== undefined || offersTwo.test(text))
    return finding('unclear', 0.5, [{ kind: 'two-answers' }], { model });
  if (exchangesWho(judge, best.words, best.start))
    return finding('unclear', 0.5, [{ kind: 'near-miss' }], { model });
  const strangers = judge.strangersIn(best.words, best.start, best.length);
  const behind = best.words.slice(best.start + best.length);
  if (behind.some((word, index) => doubt.has(word) && strangers.includes(behind[index + 1] ?? '')))
    return finding('unclear', 0.5, [{ kind: 'two-answers' }], { model });
  if (deniesTheQuestion(judge, best) && !judge.accepted.some(({ words }) => words.some(negates)))
    return finding('unclear', 0.5, [{ kind: 'near-miss' }], { model });
  const elsewhere = clauses
    .filter((words) => words.join(' ') !== best.words.join(' '))
    .flatMap((words) => judge.strangersIn(words, 0, 0));
  if (
    strangers.length > 2 ||
    strangers.length + elsewhere.length > MOST_STRANGERS ||
    (strangers.length > 0 && isOnlyJoined(best, strangers))
  ) {
    return finding('unclear', 0.5, [{ kind: 'two-answers' }], { model });
  }
  return judgeSaid(judge, best);
}

const han = (text: string): string => (text.match(/\p{Script=Han}/gu) ?? []).join('');

/** Pinyin, with its tones as marks, as digits or not at all. */
function judgePinyin({ accept, compare }: AskStep, text: string): Finding | undefined {
  const model = accept[0] ?? null;
  const typed = plainPinyin(text);
  const isAsked = accept.some((accepted) => isPinyin(accepted) || isChinese(accepted));
  const keys = accept.filter((accepted) => !isChinese(accepted) && (isAsked || isPinyin(accepted)));
  if (typed === '' || !isAsked || keys.length === 0) return undefined;
  const meant = keys.filter((key) => plainPinyin(key) === typed);
  if (meant.length > 0) {
    const tones = tonesOf(text);
    if (meant.some((key) => tonesOf(key) === tones)) return finding('right', 0.95, [], { model });
    const remark: Remark = { kind: 'accents', meant: meant[0] ?? '' };
    // without tones it is a way of writing; another tone is another word
    if (compare.pinyin === 'tones' || tones !== '') return finding('partly', 0.85, [remark], { model });
    return finding('right', 0.95, [], { model });
  }
  const isSlip = keys.map(plainPinyin).some((key) => likeness(typed, key) === 1 - 1 / key.length);
  if (typed.length >= 5 && isSlip)
    return finding('right', 0.7, [{ kind: 'spelling', meant: keys[0] ?? '' }], { model });
  return undefined;
}

/** Answers in Chinese characters or in pinyin, which have neither word spaces nor typing slips of letters. */
function judgeChinese(question: AskStep, text: string): Finding | undefined {
  const model = question.accept[0] ?? null;
  const accepted = question.accept.map(normalise);
  if (!accepted.some(isChinese) && !isChinese(text)) return undefined;
  const characters = han(text);
  if (characters === '') {
    // letters for characters: pinyin that the author did not list, or another language
    const listed = question.accept.some((one) => !isChinese(one));
    return listed && plainPinyin(text) !== ''
      ? finding('wrong', 0.8, [{ kind: 'other-answer' }], { model })
      : finding('unclear', 0.5, [{ kind: 'near-miss' }], { model });
  }
  if (!accepted.some(isChinese)) return finding('unclear', 0.5, [{ kind: 'near-miss' }], { model });
  // 东 for 东边: a shorter way of saying it, or another thing
  const isPart = accepted
    .map(han)
    .some(
      (meant) => meant !== characters && meant.includes(characters) && characters.length * 2 >= meant.length,
    );
  if (isPart) return finding('unclear', 0.5, [{ kind: 'near-miss' }], { model });
  const near = accepted
    .map(han)
    .filter((meant) => meant.length === characters.length && likeness(meant, characters) > 0.5);
  const allThere = (meant: string) => [...meant].every((character) => characters.includes(character));
  return near.length > 0 && !near.some(allThere) && !hasChineseNegation(characters)
    ? finding('unclear', 0.5, [{ kind: 'near-miss' }], { model })
    : undefined;
}

/** A formula of chemistry and the like: letters with digits. */
const isFormula = (text: string): boolean =>
  /^(?:[A-Z][a-z]?\d*)+[-+]?$/.test(text.trim()) && /\d/.test(text);

const isKnown = ({ words, language }: ShortTextJudge, word: string): boolean =>
  words.isWord(word) || isKnownName(word, language) || isRoman(word);

/** The same words but for one: another answer, and no way of saying the same. */
function differsByOneWord(judge: ShortTextJudge, text: string): boolean {
  const words = judge.wordsIn(text);
  return judge.accepted.some(({ words: accepted }) => {
    const others = words.filter((word, index) => word !== accepted[index]);
    const [other = ''] = others;
    if (accepted.length !== words.length || accepted.length < 2 || others.length !== 1) return false;
    const meant = accepted[words.indexOf(other)] ?? '';
    return areTwoTerms(other, meant) || isKnown(judge, other) || other.length === 1 || /\d/.test(other);
  });
}

/** `C++`, `AB-`: one sign more or less is another answer. */
const isSymbol = (text: string): boolean =>
  hasSigns(text) && !/\s/.test(text.trim()) && !/\p{Script=Latin}{4}/u.test(text);

/** The long form of a short form that was asked for. */
function saysInFull({ accepted, wordsAs, language }: ShortTextJudge, answer: string): boolean {
  const inFull = (text: string) => answerWords(text, { language }).join(' ');
  return wordsAs.asWritten === true && accepted.some(({ written }) => inFull(written) === inFull(answer));
}

const articles = new Set(['a', 'an', 'the', 'his', 'her', 'my', 'your', 'our', 'their', 'its']);

/** The same words but for small ones around them: `in a forest` for `in the forest`. */
function besideTheCore(judge: ShortTextJudge, text: string): 'articles' | 'others' | undefined {
  const core = (list: readonly string[], isLeft: (word: string) => boolean) => list.filter(isLeft).join(' ');
  const words = judge.wordsIn(text);
  const same = (isLeft: (word: string) => boolean) =>
    judge.accepted.some(
      ({ words: accepted }) =>
        core(accepted, isLeft) !== '' && core(accepted, isLeft) === core(words, isLeft),
    );
  if (same((word) => !articles.has(word))) return 'articles';
  return same((word) => !articles.has(word) && !around.has(word) && word !== 'at') ? 'others' : undefined;
}

const several = /[,;，、；]|\band\b|和|与|及/;

/** Some of the words of an accepted answer and no others: one of the things that were asked for, or a short form. */
function saysAPart(judge: ShortTextJudge, text: string): 'one-of-several' | 'short-form' | undefined {
  const isMeant = (word: string) => !articles.has(word) && word !== 'and';
  const words = judge.wordsIn(text).filter(isMeant);
  const content = words.filter((word) => judge.words.isContent(word) && !judge.asked.includes(word));
  if (content.length === 0 || words.some(negates)) return undefined;
  const whole = judge.accepted.find(({ words: accepted }) => words.every((word) => accepted.includes(word)));
  if (whole === undefined || whole.words.filter(isMeant).length <= words.length) return undefined;
  return several.test(whole.written) ? 'one-of-several' : 'short-form';
}

/** Words of grammar have no neighbours in meaning: `a` is not nearly `an`. */
const isSmall = (judge: ShortTextJudge): boolean =>
  judge.accepted.every(({ words }) => words.every((word) => hasLatin(word) && !judge.words.isContent(word)));

/** The answer may mean the same in words that nobody listed. */
function isNear(judge: ShortTextJudge, text: string): boolean {
  const content = (words: readonly string[]) => words.filter((word) => judge.words.isContent(word));
  const said = content(judge.wordsIn(text));
  return judge.accepted.some(({ words }) => maySayTheSame(said, content(words)));
}

/** Nothing of the key was found: another answer for certain, or perhaps one in words that nobody listed. */
function judgeOther(judge: ShortTextJudge, answer: string): Finding {
  const { question, model } = judge;
  const text = normalise(answer);
  const wrong = finding('wrong', 0.85, [{ kind: 'other-answer' }], { model });
  const nearMiss = finding('unclear', 0.5, [{ kind: 'near-miss' }], { model });
  if (asksForSpelling(question)) return finding('wrong', 0.9, [{ kind: 'misspelled' }], { model });
  // CO2 is another way to say "carbon dioxide"
  if (isFormula(answer)) return namesSubstance(answer, question.accept) === true ? nearMiss : wrong;
  if (question.accept.every(isSymbol)) return wrong;
  if (saysInFull(judge, answer)) return finding('partly', 0.7, [{ kind: 'form' }], { model });
  const sameScript = question.accept.some((accepted) => hasLatin(accepted) === hasLatin(text));
  if (!sameScript) return nearMiss;
  const beside = judge.formMatters ? undefined : besideTheCore(judge, text);
  if (beside === 'articles') return finding('right', 0.85, [], { model });
  if (beside !== undefined) return nearMiss;
  const part = judge.formMatters ? undefined : saysAPart(judge, text);
  if (part !== undefined)
    return part === 'one-of-several' ? finding('partly', 0.7, [{ kind: 'form' }], { model }) : nearMiss;
  if (differsByOneWord(judge, text)) return wrong;
  if (isSmall(judge)) return judge.wordsIn(text).every((word) => isKnown(judge, word)) ? wrong : nearMiss;
  const near = question.accept.some((accepted) => likeness(normalise(accepted), text) >= 0.6);
  const isOther = judge.wordsIn(text).every((word) => isKnown(judge, word));
  const areTerms = judge.accepted.some(
    ({ words }) => words.length === 1 && areTwoTerms(words[0] ?? '', text),
  );
  if (near && !isOther && !areTerms) return nearMiss;
  if (areTerms) return wrong;
  // "kids" is no plural of "child", but "large" may be meant for "big" where only the sense is asked for
  const isName = question.accept.some((accepted) => /^\p{Lu}/u.test(accepted)); // cities are near one another
  if (!judge.formMatters && !isName && hasLatin(text) && isNear(judge, text))
    return finding('unclear', 0.4, [{ kind: 'near-miss' }], { model });
  return wrong;
}

/** Letters one by one: `n-i-n-e-t-y`. */
const spelledOut = (text: string): string =>
  /^(?:\p{L}[\s.,-]+){2,}\p{L}$/u.test(text) ? text.replace(/[\s.,-]+/g, '') : text;

/** Judges a word or a few by the accepted ones; the same word however it is written, and no other word. */
export function judgeShortText(
  question: AskStep,
  answer: string,
  { words, language }: { words: WordKnowledge; language: string },
): Finding {
  const judge = new ShortTextJudge(question, words, language);
  const { model } = judge;
  const text = asksForSpelling(question) ? spelledOut(normalise(answer)) : normalise(answer);
  if (question.accept.length === 0) return finding('unclear', 0.3, [], { model });
  if (asksBack(text)) return finding('unclear', 0.4, [{ kind: 'near-miss' }], { model });
  const found = judgePinyin(question, text) ?? judgeFound(judge, text);
  if (found !== undefined) return found;
  if (doesNotKnow(text)) return finding('wrong', 0.7, [{ kind: 'does-not-know' }], { model });
  if (saysNothing(text)) return finding('unclear', 0.5, [{ kind: 'no-answer' }], { model });
  return judgeChinese(question, text) ?? judgeOther(judge, answer);
}
