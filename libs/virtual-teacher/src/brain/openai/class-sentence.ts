import { plainText } from '@lockstep/lesson';
import * as z from 'zod';
import { ModelFailed } from '../../openai/model-failed.js';
import type { ClassRequest } from '../brain.js';
import { asData, visibleText } from './answer-data.js';
import { firstSentence } from './first-sentence.js';
import { mustFit } from './fitting-words.js';
import type { PromptMessage } from './judge-prompt.js';
import { readSoFar } from './saying-so-far.js';

const INSTRUCTIONS = `You word what a teacher says to a whole class after a question: how the class did, and the commonest mistake explained in plain words.
The message is JSON: the question, how many answered, and the sentence that a plain program would say.
Answer with one JSON object with the field "say": two or three short sentences, at most 50 words, in the language of the lesson, warm and plain, to be spoken aloud. No names, no markup, no emoji. Use no number that is not in the program's sentence.`;

const SCHEMA = {
  type: 'object',
  properties: { say: { type: 'string' } },
  required: ['say'],
  additionalProperties: false,
};
const ClassSentence = z.strictObject({ say: z.string().trim().min(1).max(700) });

export type ClassSentenceParts = {
  /** The offline brain's. */
  readonly plainSentence: string;
  /** Asks a model; `onText` hears the JSON as it grows and tells whether words can be said by now. */
  readonly ask: (
    messages: readonly PromptMessage[],
    schema: Record<string, unknown>,
    onText: (json: string) => boolean,
  ) => Promise<string>;
  readonly onFirstSentence: ((sentence: string) => void) | undefined;
};

/**
 * A better wording of the offline brain's sentence about a class. The model sees counts, no answer and no
 * person; a number of its own is refused. @throws ModelFailed.
 */
export async function classSentence(
  { question, language, judgements, present }: ClassRequest,
  { plainSentence, ask, onFirstSentence }: ClassSentenceParts,
): Promise<string> {
  const count = (verdict: string) => judgements.filter((judgement) => judgement.verdict === verdict).length;
  const data = {
    language,
    prompt: plainText(question.prompt, language),
    answered: judgements.length,
    present,
    right: count('right'),
    partly: count('partly'),
    wrong: count('wrong'),
    program_says: plainSentence,
  };
  const messages: PromptMessage[] = [
    { role: 'system', content: INSTRUCTIONS },
    { role: 'user', content: asData(data) },
  ];
  const tell = firstSentence(language, (sentence) => {
    mustBeSayable(sentence, plainSentence);
    onFirstSentence?.(sentence);
  });
  const text = await ask(messages, SCHEMA, (json) => {
    const { say, saidAll } = readSoFar(json);
    if (say !== undefined) tell(visibleText(say), saidAll);
    return say !== undefined;
  });
  const say = parsed(text);
  mustBeSayable(say, plainSentence);
  return say;
}

/** @throws ModelFailed where words do not fit, or hold a number that is not counted */
function mustBeSayable(say: string, plainSentence: string): void {
  mustFit('unclear', say);
  const known = new Set(numbersIn(plainSentence));
  if (!numbersIn(say).every((number) => known.has(number))) {
    throw new ModelFailed('invalid-output', 'the model’s sentence holds a number of its own');
  }
}

function parsed(text: string): string {
  try {
    return visibleText(ClassSentence.parse(JSON.parse(text)).say);
  } catch (error) {
    throw new ModelFailed('invalid-output', 'the model’s sentence does not have the form asked for', {
      cause: error,
    });
  }
}

const WORDS: readonly string[] =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half third quarter quarters percent all none nobody everybody everyone every'.split(
    ' ',
  );
const CHINESE = /[零一二两三四五六七八九十百千半全]+(?=[个位人成分的]|学生|同学)/gu;

/** "one" is a pronoun more often than a number, but then the plain sentence has no use for it either. */
function numbersIn(sentence: string): string[] {
  const text = sentence.normalize('NFKC').toLowerCase();
  const words = (text.match(/\p{L}+/gu) ?? []).filter((word) => WORDS.includes(word));
  return [...(text.match(/\d+(?:[.,/]\d+)*/gu) ?? []), ...words, ...(text.match(CHINESE) ?? [])];
}
