import type { AskStep } from '@lockstep/contracts';
import { nameChoices } from '@lockstep/lesson';

type Choice = AskStep['choices'][number];

/** What each row of a field of choices holds. `because` is told to students who choose it. */
export type ChoiceRow = Choice & { readonly because: string };

export const choiceRows = ({ choices, wrong }: AskStep): ChoiceRow[] =>
  choices.map((choice) => ({
    ...choice,
    because: wrong.find(({ answer }) => answer === choice.id)?.because ?? '',
  }));

/**
 * The question with other choices. Ids that only repeat the words of their choice follow these words, so that the text names
 * no ids where it named none.
 */
export function withChoices(step: AskStep, rows: readonly ChoiceRow[]): AskStep {
  const derived = nameChoices(step.choices.map(({ text }) => ({ text })));
  const isNamed = step.choices.some(({ id }, i) => id !== derived[i]?.id);
  const held = new Set(step.choices.map(({ id }) => id));
  const named = nameChoices(rows.map(({ id, text }) => (isNamed && held.has(id) ? { id, text } : { text })));
  const choices = rows.map(({ id, text, right, media }, i) => ({
    ...{ id: named[i]?.id ?? id, text, right },
    ...(media !== undefined && { media }),
  }));
  const wrong = rows.flatMap(({ id, because }, i) => {
    if (because === '') return [];
    const old = step.wrong.find(({ answer }) => answer === id);
    return [{ ...old, answer: choices[i]?.id ?? id, because }];
  });
  const others = step.wrong.filter(({ answer }) => !held.has(answer));
  return { ...step, choices, wrong: [...wrong, ...others] };
}

/** Which choice is right: the only one, or one more, as the kind of the question is. */
export function withRight(step: AskStep, index: number, isRight: boolean): AskStep {
  const choices = step.choices.map((choice, i) => ({
    ...choice,
    right: step.answer === 'multiple' ? (i === index ? isRight : choice.right) : i === index,
  }));
  return choices.some(({ right }) => right) ? { ...step, choices } : step;
}

/** With one right choice, or with as many as there are. */
export function withSeveralRight(step: AskStep, isSeveral: boolean): AskStep {
  if (isSeveral) return { ...step, answer: 'multiple' };
  const first = step.choices.findIndex(({ right }) => right);
  return { ...withRight({ ...step, answer: 'single' }, Math.max(0, first), true), answer: 'single' };
}

export type AcceptedRow = {
  readonly answer: string;
  readonly say: string;
  readonly credit: number | undefined;
};

export const acceptedRows = ({ accept, feedback }: AskStep): AcceptedRow[] =>
  accept.map((answer) => {
    const more = feedback.find((one) => one.answer === answer);
    return { answer, say: more?.say ?? '', credit: more?.credit };
  });

/** The question with other accepted answers; an image or a recording beside one stays with its place. */
export function withAccepted(step: AskStep, rows: readonly AcceptedRow[]): AskStep {
  const feedback = rows.flatMap(({ answer, say, credit }, i) => {
    const kept = step.accept.includes(answer) ? answer : step.accept[i];
    const media = step.feedback.find((one) => one.answer === kept)?.media;
    if (say === '' && credit === undefined && media === undefined) return [];
    return [
      {
        answer,
        ...(say !== '' && { say }),
        ...(credit !== undefined && { credit }),
        ...(media !== undefined && { media }),
      },
    ];
  });
  return { ...step, accept: rows.map(({ answer }) => answer), feedback };
}

/** One of the replies of the teacher; nothing: the virtual teacher finds its own words. */
export function withReply(step: AskStep, reply: keyof AskStep['say'], text: string): AskStep {
  const said = Object.entries({ ...step.say, [reply]: text }).filter(([, words]) => words !== '');
  const say: AskStep['say'] = Object.fromEntries(said);
  return { ...step, say };
}

export type PairRow = { readonly item: string; readonly option: string };
type Match = Extract<NonNullable<AskStep['task']>, { kind: 'match' }>;

export const pairRows = ({ items, options }: Match): PairRow[] =>
  items.map(({ text, option }) => ({
    item: text,
    option: options.find(({ id }) => id === option)?.text ?? '',
  }));

/** What belongs to none of the items. */
export const extraOf = ({ items, options }: Match): string[] =>
  options.filter(({ id }) => items.every(({ option }) => option !== id)).map(({ text }) => text);

/** @returns nothing where there are not two things to choose from */
export function matchOf(rows: readonly PairRow[], extra: readonly string[]): Match | undefined {
  const texts = [...new Set([...rows.map(({ option }) => option), ...extra])];
  if (texts.length < 2) return undefined;
  const options = nameChoices(texts.map((text) => ({ text })));
  const items = nameChoices(rows.map(({ item }) => ({ text: item }))).map((item, i) => ({
    ...item,
    option: options[texts.indexOf(rows[i]?.option ?? '')]?.id ?? '',
  }));
  return { kind: 'match', items, options };
}
