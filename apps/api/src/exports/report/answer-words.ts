import { type Answer, type AnswerVerdict, type AskedQuestion, wordsOfParts } from '@lockstep/contracts';
import type { Tone } from './report.js';

type Asked = Pick<AskedQuestion, 'choices' | 'task'>;

/** An answer as people read it. */
export function answerWords(
  { text, parts, choices: chosen }: Pick<Answer, 'text' | 'parts' | 'choices'>,
  { task, choices }: Asked,
): string {
  if (text !== null) return text;
  if (task) return wordsOfParts(task, parts).join('; ');
  return chosen.map((id) => choices.find((choice) => choice.id === id)?.text ?? id).join(', ');
}

export const toneOf: Readonly<Record<AnswerVerdict, Tone>> = {
  right: 'good',
  partly: 'middling',
  wrong: 'bad',
  'not-reviewed': 'soft',
};
