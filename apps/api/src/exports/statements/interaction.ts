import type { Answer, Question, ShownTask, XapiStatement } from '@lockstep/contracts';
import { activityTypes } from './vocabulary.js';

type Definition = NonNullable<XapiStatement['object']['definition']>;
type Given = Pick<Answer, 'choices' | 'text' | 'parts'>;

/** Between the parts of a response, and between the two sides of a pair (xAPI 1.0.3, 2.4.4.1, response patterns). */
const [COMMA, PERIOD] = ['[,]', '[.]'];

type Kind = {
  readonly interaction: Omit<Definition, 'type' | 'name'>;
  /** `given`: the student's answer, or the right one. */
  readonly respond: (given: Given) => string;
};

/** A question as an activity of the type `cmi.interaction`. What is right is in it where it is known. */
export function interactionOf(question: Question, language: string): Definition {
  const { interaction, respond } = kindOf(question, language);
  const right = rightAnswerTo(question);
  return {
    type: activityTypes.interaction,
    name: { [language]: question.prompt },
    ...interaction,
    ...(right && { correctResponsesPattern: [respond(right)] }),
  };
}

/** An answer in the form that the type of its question asks for. */
export const responseOf = (question: Question, language: string, given: Given): string =>
  kindOf(question, language).respond(given);

function rightAnswerTo({ poll, correct, solution, task }: Question): Given | undefined {
  if (poll === true) return undefined;
  if (correct.length > 0) return { choices: correct, text: null, parts: [] };
  // places on a picture have no right words, only right areas
  if (solution && task?.kind !== 'hotspot') return { choices: [], text: null, parts: solution };
  return undefined;
}

function kindOf(question: Question, language: string): Kind {
  const described = (all: readonly { readonly id: string; readonly text: string }[]) =>
    all.map(({ id, text }) => ({ id, description: { [language]: text } }));
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return {
        interaction: { interactionType: 'choice', choices: described(question.choices) },
        respond: ({ choices }) => choices.join(COMMA),
      };
    case 'short':
      return { interaction: { interactionType: 'fill-in' }, respond: ({ text }) => text ?? '' };
    case 'open':
      return { interaction: { interactionType: 'long-fill-in' }, respond: ({ text }) => text ?? '' };
    case 'parts':
      return question.task
        ? taskKind(question.task, described)
        : { interaction: { interactionType: 'other' }, respond: ({ parts }) => parts.join(COMMA) };
  }
}

type Describe = (
  all: readonly { readonly id: string; readonly text: string }[],
) => NonNullable<Definition['choices']>;

function taskKind(task: ShownTask, described: Describe): Kind {
  const inOrder = ({ parts }: Given): string => parts.join(COMMA);
  const paired =
    (ids: readonly string[]) =>
    ({ parts }: Given): string =>
      ids.map((id, i) => `${id}${PERIOD}${parts[i] ?? ''}`).join(COMMA);
  switch (task.kind) {
    case 'order':
      return {
        interaction: { interactionType: 'sequencing', choices: described(task.items) },
        respond: inOrder,
      };
    case 'match':
      return {
        interaction: {
          interactionType: 'matching',
          source: described(task.items),
          target: described(task.options),
        },
        respond: paired(task.items.map(({ id }) => id)),
      };
    case 'label':
      return {
        interaction: {
          interactionType: 'matching',
          source: described(task.places.map(({ id, name }, i) => ({ id, text: name ?? String(i + 1) }))),
          target: described(task.options),
        },
        respond: paired(task.places.map(({ id }) => id)),
      };
    case 'survey':
      return {
        interaction: { interactionType: 'other' },
        respond: paired(task.items.map(({ id }) => id)),
      };
    case 'gaps':
      return { interaction: { interactionType: 'fill-in' }, respond: inOrder };
    case 'hotspot':
      return { interaction: { interactionType: 'other' }, respond: inOrder };
  }
}
