import type { Answer, CorrectedVerdict, CorrectionReceipt } from '@lockstep/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { postCorrection, undoCorrection } from '../../api/corrections.js';
import { queries } from '../../api/queries.js';

export type Corrections = {
  /** Says the same of all of these answers. Resolves to whether it was taken. */
  readonly correct: (
    answers: readonly Answer[],
    verdict: CorrectedVerdict,
    comment: string,
  ) => Promise<boolean>;
  /** What was said before counts again, for all answers that were corrected with this one. */
  readonly undo: (correctionId: string) => Promise<boolean>;
  readonly busy: boolean;
  /** Why the last one was not taken. */
  readonly problem: Error | null;
};

/** The answers of the server replace those on the page; the socket tells the other teachers of the class. */
export function useCorrections(sessionId: string): Corrections {
  const cache = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: (work: () => Promise<CorrectionReceipt>) => work(),
    onSuccess: ({ answers }) => {
      const byId = new Map(answers.map((answer) => [answer.id, answer]));
      cache.setQueryData(queries.answers(sessionId).queryKey, (held) =>
        held?.map((answer) => byId.get(answer.id) ?? answer),
      );
    },
  });
  const run = (work: () => Promise<CorrectionReceipt>) =>
    mutateAsync(work).then(
      () => true,
      () => false,
    );
  return {
    correct: (answers, verdict, comment) => {
      const answerIds = answers.map(({ id }) => id);
      const said = comment.trim();
      return run(() =>
        postCorrection(sessionId, { answerIds, verdict, ...(said !== '' && { comment: said }) }),
      );
    },
    undo: (correctionId) => run(() => undoCorrection(sessionId, correctionId)),
    busy: isPending,
    problem: error,
  };
}
