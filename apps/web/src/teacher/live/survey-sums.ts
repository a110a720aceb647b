import type { Answer } from '@lockstep/contracts';

/** The last answer of each student to a question, over all its openings, in an order that tells nothing of who gave it. */
export function lastOfEach(answers: readonly Answer[], questionId: string): Answer[] {
  const last = new Map<string, Answer>();
  for (const answer of answers) {
    if (answer.questionId !== questionId) continue;
    const held = last.get(answer.student.id);
    const isLater =
      !held ||
      answer.openedSeq > held.openedSeq ||
      (answer.openedSeq === held.openedSeq && answer.attempt > held.attempt);
    if (isLater) last.set(answer.student.id, answer);
  }
  return [...last.values()];
}

/** What was written, each once however its case and spaces were, the most frequent first, then by the alphabet. */
export function sameWords(
  answers: readonly Pick<Answer, 'text'>[],
): readonly { readonly text: string; readonly count: number }[] {
  const counts = new Map<string, { text: string; count: number }>();
  for (const { text } of answers) {
    const shown = (text ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim();
    if (shown === '') continue;
    const key = shown.toLowerCase();
    counts.set(key, { text: counts.get(key)?.text ?? shown, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}
