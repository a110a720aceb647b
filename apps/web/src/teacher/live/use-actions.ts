import type { EventCreateInput, EventReceipt, FeedbackCreate } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { postEvent, postFeedback } from '../../api/sessions.js';

export type TeacherEvent = EventCreateInput['event'];

/** The last thing the teacher did, and how it went. */
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

export function useActions(sessionId: string): Actions {
  const { mutateAsync, data, error, isPending } = useMutation({
    mutationFn: (work: () => Promise<Outcome>) => work(),
  });
  const run = (work: () => Promise<Outcome>) =>
    mutateAsync(work).then(
      () => true,
      () => false,
    );
  const act = (event: TeacherEvent) =>
    run(async () => ({ kind: 'done', receipt: await postEvent(sessionId, event) }));
  const tell = (feedback: FeedbackCreate) =>
    run(async () => ({ kind: 'private', delivered: (await postFeedback(sessionId, feedback)).delivered }));
  const outcome: Outcome | null = isPending
    ? { kind: 'pending' }
    : error
      ? { kind: 'failed', error }
      : (data ?? null);
  return { act, tell, outcome, busy: isPending };
}
