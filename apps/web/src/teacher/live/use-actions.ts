import type { EventCreateInput, EventReceipt, FeedbackCreate } from '@lockstep/contracts';
import { useCallback, useState } from 'react';
import { postEvent, postFeedback } from '../../api/sessions.js';

export type TeacherEvent = EventCreateInput['event'];

/** The last thing the teacher did, and what became of it. */
export type Outcome =
  | { readonly kind: 'pending' }
  | { readonly kind: 'done'; readonly receipt: EventReceipt }
  | { readonly kind: 'private'; readonly delivered: number }
  | { readonly kind: 'failed'; readonly error: unknown };

export type Actions = {
  /** Resolves to whether it was accepted. */
  readonly act: (event: TeacherEvent) => Promise<boolean>;
  readonly tell: (feedback: FeedbackCreate) => Promise<boolean>;
  readonly outcome: Outcome | null;
  readonly busy: boolean;
};

export function useActions(sessionId: string, token: string): Actions {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const run = useCallback(async (work: () => Promise<Outcome>) => {
    setOutcome({ kind: 'pending' });
    try {
      setOutcome(await work());
      return true;
    } catch (error) {
      setOutcome({ kind: 'failed', error });
      return false;
    }
  }, []);
  const act = useCallback(
    (event: TeacherEvent) =>
      run(async () => ({ kind: 'done', receipt: await postEvent(sessionId, token, event) })),
    [run, sessionId, token],
  );
  const tell = useCallback(
    (feedback: FeedbackCreate) =>
      run(async () => ({
        kind: 'private',
        delivered: (await postFeedback(sessionId, token, feedback)).delivered,
      })),
    [run, sessionId, token],
  );
  return { act, tell, outcome, busy: outcome?.kind === 'pending' };
}
