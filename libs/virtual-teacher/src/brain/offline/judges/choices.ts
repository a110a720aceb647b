import type { AskStep } from '@lockstep/contracts';
import { finding, type Finding, type Remark } from '../finding.js';
import { normalise, wordsOf } from '../text/normalise.js';
import { clausesOf, doesNotKnow, isDenied, positionOf } from './clauses.js';

type Choice = AskStep['choices'][number];

const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(
  ' ',
);
const letterAt = (index: number): string => String.fromCharCode(97 + index);

/** A bare letter is also a word of its own: `a` names a choice only where it cannot be an article. */
const namesByLetter = (words: readonly string[], position: number): boolean => {
  const word = words[position] ?? '';
  return (word !== 'a' && word !== 'i') || position === words.length - 1;
};

type Mention = { readonly choice: Choice; readonly position: number; readonly length: number };

function mentionsIn(words: readonly string[], choices: readonly Choice[]): Mention[] {
  return choices.flatMap((choice, index): Mention[] => {
    const same = (word: string, wanted: string) => word === wanted;
    const text = wordsOf(normalise(choice.text));
    const position = positionOf(words, text, same);
    if (position >= 0) return [{ choice, position, length: text.length }];
    const byName = [letterAt(index), ordinals[index] ?? '', normalise(choice.id)]
      .map((name) => words.indexOf(name))
      .find((at) => at >= 0 && namesByLetter(words, at));
    return byName === undefined ? [] : [{ choice, position: byName, length: 1 }];
  });
}

/** "was go" holds "go": the longer choice was meant. */
const withoutContained = (mentions: readonly Mention[]): Mention[] =>
  mentions.filter(
    (one) =>
      !mentions.some(
        (other) =>
          other !== one &&
          other.length > one.length &&
          other.position <= one.position &&
          one.position + one.length <= other.position + other.length,
      ),
  );

/** Choices that a typed or spoken answer names by text, letter or number, without those it rules out. */
function choicesNamed(text: string, choices: readonly Choice[]): Choice[] {
  const named = clausesOf(normalise(text)).flatMap((clause) => {
    const words = wordsOf(clause);
    return withoutContained(mentionsIn(words, choices))
      .filter(({ position }) => !isDenied(words, position))
      .map(({ choice }) => choice);
  });
  return [...new Set(named)];
}

/** What the author has to say to whoever takes this choice; named by its id or by its text. */
function knownMistake(choice: Choice, question: AskStep): Remark | undefined {
  const index = question.wrong.findIndex(
    ({ answer }) => answer === choice.id || normalise(answer) === normalise(choice.text),
  );
  const because = question.wrong[index]?.because;
  return because === undefined ? undefined : { kind: 'known', index, because };
}

function judgeSingle(picked: readonly Choice[], question: AskStep, model: string | null): Finding {
  const [choice] = picked;
  if (picked.length > 1) return finding('unclear', 0.6, [{ kind: 'two-answers' }], { model });
  if (choice?.right === true) return finding('right', 1, [], { model });
  const known = choice && knownMistake(choice, question);
  if (known !== undefined) return finding('wrong', 1, [known], { model });
  return finding('wrong', 1, [{ kind: 'choice', id: choice?.id ?? '' }], { model });
}

function judgeMultiple(picked: readonly Choice[], question: AskStep, model: string | null): Finding {
  const hits = picked.filter(({ right }) => right);
  const extra = picked.filter(({ right }) => !right).map(({ id }) => id);
  const missing = question.choices.filter(({ right }) => right).length - hits.length;
  const rest = { model, found: hits.map(({ text }) => text) };
  if (missing === 0 && extra.length === 0) return finding('right', 1, [], { model });
  // whoever chooses everything has found nothing out
  if (picked.length === question.choices.length) {
    return finding('wrong', 0.9, [{ kind: 'everything-chosen' }], { model });
  }
  const known = picked.filter(({ right }) => !right).map((choice) => knownMistake(choice, question));
  const remark = known.find((one) => one !== undefined) ?? ({ kind: 'choices', missing, extra } as const);
  if (hits.length > extra.length) return finding('partly', 0.95, [remark], rest);
  return finding('wrong', 0.9, [remark], { model });
}

/** Judges single and multiple choice by the key, whether the choices were clicked, typed or said. */
export function judgeChoices(
  question: AskStep,
  answer: { choices: readonly string[]; text: string | null },
): Finding {
  const rightOnes = question.choices.filter(({ right }) => right);
  const model = rightOnes.length === 0 ? null : rightOnes.map(({ text }) => text).join(', ');
  if (rightOnes.length === 0) return finding('unclear', 0.5, [], { model });
  const clicked = question.choices.filter(({ id }) => answer.choices.includes(id));
  const picked = clicked.length > 0 ? clicked : choicesNamed(answer.text ?? '', question.choices);
  if (picked.length === 0) {
    if (doesNotKnow(normalise(answer.text ?? '')))
      return finding('wrong', 0.7, [{ kind: 'does-not-know' }], { model });
    return finding('unclear', 0.5, [{ kind: 'no-answer' }], { model });
  }
  return question.answer === 'multiple' || rightOnes.length > 1
    ? judgeMultiple(picked, question, model)
    : judgeSingle(picked, question, model);
}
