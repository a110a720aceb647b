import { readFile } from 'node:fs/promises';
import { parseLesson } from '@lockstep/lesson';
import {
  type LabelledAnswer,
  type LabelledQuestion,
  partly,
  partlyOrUnclear,
  right,
  rightOrUnclear,
  wrong,
  wrongOrUnclear,
} from './labelled-question.js';

/**
 * Answers to the written questions of the lessons that come with the project. Their keys were written by somebody
 * else for teaching, and these labels before the brain had seen either.
 */
const answers: Readonly<Record<string, readonly LabelledAnswer[]>> = {
  'past-of-go': [
    right('went', 'the answer'),
    right('Mia went to the beach', 'in the sentence'),
    wrong('goed', 'regular ending'),
    wrong('gone', 'participle'),
    right('wetn', 'letters swapped'),
    wrong('want', 'another word'),
    wrong('goes', 'present'),
    wrong('was going', 'another form'),
    right('Yesterday, Mia went to the beach.', 'the whole sentence'),
    wrong('drove', 'past of another verb'),
    wrongOrUnclear('no idea', 'no answer'),
    right('I think: went', 'with doubt'),
  ],
  'one-thing': [
    right('Yesterday I went to the park with my friends.', 'correct'),
    right('I swam in the lake last Sunday.', 'correct; a verb that no list has'),
    wrong('I go to school every day.', 'present'),
    partly('Yesterday I goed to the park.', 'past tried, with a wrong form'),
    right('I stayed at home and cleaned my room.', 'correct'),
    partly('Yesterday we was at the zoo.', 'the verb does not agree'),
    wrong('Yesterday I eat pizza.', 'yesterday, but the verb is in the present'),
    wrong('pizza', 'no sentence'),
    partly('I saw film yesterday.', 'the article is missing'),
    right('My sister and I made a cake in the evening.', 'correct'),
    partly('I did not went out yesterday.', 'two past forms'),
    right('Yesterday I read a book about whales.', 'correct'),
  ],
  'half-in-sixths': [
    right('3', 'the answer'),
    right('three', 'in words'),
    right('3/6', 'said as a fraction'),
    wrong('2', 'a third'),
    wrong('6', 'the whole'),
    right('three sixths', 'in words'),
    wrong('1/2', 'only repeats the question'),
    wrong('5', 'another number'),
    right('it is 3 because half of 6 is 3', 'with its reason'),
    right('2 is wrong, it is 3', 'rules one out'),
    wrongOrUnclear('2 or 3', 'two answers'),
    wrong('0.3', 'another number'),
  ],
  'tell-ben': [
    right('One third is greater, because the parts are smaller when there are five of them.', 'both points'),
    right('No, 1/3 is bigger. If you cut a pizza into more pieces, every piece is smaller.', 'both points'),
    partly('One third is greater than one fifth.', 'no reason'),
    partly('More parts means smaller parts.', 'only the reason'),
    wrong('Yes, you are right, five is greater than three.', 'agrees with the mistake'),
    wrong('One fifth is greater than one third.', 'the mistake'),
    wrongOrUnclear('You are wrong.', 'neither point'),
    right(
      'You have to look at the size of the pieces: five pieces are smaller, so 1/3 is more than 1/5.',
      'both points',
    ),
    wrong('I like pizza.', 'beside the question'),
    rightOrUnclear(
      'If three people share a cake everyone gets more than if five people share it.',
      'both points at an example',
    ),
    wrong('One third is not greater than one fifth.', 'denies the point'),
    partlyOrUnclear('1/5 is not greater than 1/3.', 'denies the mistake, without a reason'),
  ],
  'say-thanks': [
    right('谢谢', 'the answer'),
    right('xiexie', 'in letters'),
    right('xiè xie', 'with a mark'),
    right('Xie xie!', 'with a capital and a mark'),
    wrong('你好', 'hello'),
    wrong('ni hao', 'hello'),
    right('谢谢你', 'thank you, in full'),
    wrong('thank you', 'in English'),
    right('xei xie', 'letters swapped'),
    wrong('再见', 'goodbye'),
    right('谢谢！', 'with a full-width mark'),
    wrong('duibuqi', 'sorry'),
  ],
  'introduce-yourself': [
    right('我叫', 'the answer'),
    right('wo jiao', 'in letters'),
    right('wǒ jiào', 'with marks'),
    right('wojiao', 'as one word'),
    wrong('我', 'half of it'),
    wrong('jiao', 'half of it'),
    wrong('ni jiao', 'you are called'),
    rightOrUnclear('wo jiao Anna', 'with a name'),
    wrong('你好', 'hello'),
    wrong('jiao wo', 'in the wrong order'),
    right('Wo3 jiao4', 'tones as numbers'),
    wrong('my name is', 'in English'),
  ],
};

const lessons = ['past-tense', 'fractions', 'first-chinese'];
const folder = new URL('../../../apps/api/assets/lessons/', import.meta.url);

/** Questions of the shipped lessons as they stand today, with their labelled answers. */
export async function shippedSet(): Promise<LabelledQuestion[]> {
  const sets = await Promise.all(
    lessons.map(async (name) => {
      const { script } = parseLesson(await readFile(new URL(`${name}/lesson.yaml`, folder), 'utf8'));
      return (script?.steps ?? []).flatMap((step): LabelledQuestion[] => {
        const labelled = answers[step.id];
        if (step.kind !== 'ask' || labelled === undefined) return [];
        const kind = step.grammar ? 'learner-sentence' : step.answer === 'open' ? 'open-text' : 'short-text';
        return [{ kind, language: script?.language ?? 'en', question: step, answers: labelled }];
      });
    }),
  );
  return sets.flat();
}
