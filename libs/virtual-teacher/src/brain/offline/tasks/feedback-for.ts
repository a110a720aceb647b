import type { AskStep, Verdict } from '@lockstep/contracts';
import type { Finding } from '../finding/finding.js';

/**
 * A right answer with what its author says to this one of the accepted answers: the words, and less than all of the
 * points where they are worth less. An answer that is also one without such words is worth all.
 */
export async function feedbackFor(
  found: Finding,
  { accept, feedback }: AskStep,
  judge: (accept: readonly string[]) => Promise<Verdict>,
): Promise<Finding> {
  const plain = accept.filter((answer) => feedback.every((one) => one.answer !== answer));
  if (plain.length > 0 && (await judge(plain)) === 'right') return found;
  for (const [index, { answer, say, credit }] of feedback.entries()) {
    if ((await judge([answer])) !== 'right') continue;
    const remarks =
      say === undefined ? found.remarks : [{ kind: 'authored', say } as const, ...found.remarks];
    const model = plain[0] ?? found.model;
    return credit === undefined
      ? { ...found, remarks, feedback: index }
      : { ...found, verdict: 'partly', remarks, credit, model, feedback: index };
  }
  return found;
}
