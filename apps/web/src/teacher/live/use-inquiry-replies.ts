import type { Inquiry, InquiryReplyCreateInput } from '@lockstep/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { postInquiryReply } from '../../api/inquiries.js';
import { keepAnswer } from '../../api/keep-answer.js';
import { queries } from '../../api/queries.js';

export type InquiryReplies = {
  /** Resolves to whether it was taken. */
  readonly send: (body: InquiryReplyCreateInput) => Promise<boolean>;
  readonly busy: boolean;
  /** Why the last one was not taken. */
  readonly problem: Error | null;
};

/** Replies to questions of students; the socket tells the other teachers of the class. */
export function useInquiryReplies(sessionId: string): InquiryReplies {
  const cache = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: (body: InquiryReplyCreateInput) => postInquiryReply(sessionId, body),
    onSuccess: (told) => {
      const byId = new Map(told.map((inquiry) => [inquiry.id, inquiry]));
      const { queryKey } = queries.inquiries(sessionId);
      return keepAnswer<readonly Inquiry[]>(cache, queryKey, (held) =>
        held?.map((inquiry) => byId.get(inquiry.id) ?? inquiry),
      );
    },
  });
  return {
    send: (body) =>
      mutateAsync(body).then(
        () => true,
        () => false,
      ),
    busy: isPending,
    problem: error,
  };
}
