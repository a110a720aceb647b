import type { Answer, CorrectedVerdict, CorrectionReceipt, ReviewWork } from '@lockstep/contracts';
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { postCorrections, undoCorrections } from '../../api/corrections.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import type { WorkPage } from '../../api/reviews.js';
import type { Corrections } from '../live/use-corrections.js';

/** Similar answers to one question, which one verdict settles. */
export type WorkItem = {
  /** Of its first answer. */
  readonly id: string;
  readonly work: ReviewWork;
  readonly answers: ReviewWork['groups'][number]['answers'];
  /** Whether its question is another than that of the item before. */
  readonly isFirst: boolean;
};

export const isOpen = ({ answers }: Pick<WorkItem, 'answers'>): boolean =>
  answers.some(({ verdict }) => verdict === 'not-reviewed');

/** The answers as they stand after a correction or its undoing. */
function stand(
  held: InfiniteData<WorkPage> | undefined,
  answers: readonly Answer[],
): InfiniteData<WorkPage> | undefined {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  return (
    held && {
      ...held,
      pages: held.pages.map((page) => ({
        ...page,
        work: page.work.map((work) => ({
          ...work,
          groups: work.groups.map((group) => ({
            answers: group.answers.map((answer) => ({ ...answer, ...byId.get(answer.id) })),
          })),
        })),
      })),
    }
  );
}

/** Everything that is not reviewed, part by part. What was corrected here stays in its place, so that nothing moves below a hand. */
export function useWork() {
  const cache = useQueryClient();
  const options = queries.reviewWork();
  const found = useInfiniteQuery(options);
  const items = useMemo(
    () =>
      (found.data?.pages ?? []).flatMap(({ work: all }) =>
        all.flatMap((work) =>
          work.groups.map(({ answers }, index): WorkItem => {
            return { id: answers[0]?.id ?? '', work, answers, isFirst: index === 0 };
          }),
        ),
      ),
    [found.data],
  );
  const [problem, setProblem] = useState<Error | null>(null);
  const said = useRef<string[]>([]);
  const run = async (work: () => Promise<CorrectionReceipt>): Promise<CorrectionReceipt | null> => {
    try {
      const receipt = await work();
      setProblem(null);
      cache.setQueryData(options.queryKey, (held) => stand(held, receipt.answers));
      return receipt;
    } catch (error) {
      setProblem(error as Error);
      return null;
    }
  };
  const corrections: Corrections = {
    correct: async (answers, verdict: CorrectedVerdict, comment) => {
      const words = comment.trim();
      const answerIds = answers.map(({ id }) => id);
      const receipt = await run(() =>
        postCorrections({ answerIds, verdict, ...(words !== '' && { comment: words }) }),
      );
      if (receipt) said.current.push(receipt.correctionId);
      return receipt !== null;
    },
    undo: async (correctionId) => {
      const receipt = await run(() => undoCorrections(correctionId));
      if (receipt) said.current = said.current.filter((id) => id !== correctionId);
      return receipt !== null;
    },
    // the next group may be judged while the last verdict is on its way
    busy: false,
    problem,
  };
  return { found, problem: problemOf(found), items, corrections, lastSaid: () => said.current.at(-1) };
}
