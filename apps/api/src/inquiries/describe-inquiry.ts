import type { Inquiry, InquiryReply, OwnInquiry } from '@lockstep/contracts';
import { speaksOfDanger } from '@lockstep/virtual-teacher';
import type { InquiryReplyRow } from './inquiry-reply.entity.js';
import type { InquiryRow } from './inquiry.entity.js';

const describeReply = (row: InquiryReplyRow): InquiryReply => ({
  kind: row.kind,
  by: row.authorId === null ? 'virtual' : 'teacher',
  text: row.text,
  passages: [...row.passages],
  toClass: row.toClass,
  author: row.authorName,
  at: row.createdAt.toISOString(),
});

/** As its student sees it. */
export const describeOwnInquiry = ({
  id,
  text,
  spoken,
  ptsMs,
  askedAt,
  replies,
}: InquiryRow): OwnInquiry => ({
  ...{ id, text, spoken, ptsMs, at: askedAt.toISOString() },
  replies: replies.map(describeReply),
});

/** As teachers see it. */
export const describeInquiry = (row: InquiryRow, studentName: string): Inquiry => ({
  ...describeOwnInquiry(row),
  student: { id: row.studentId, name: studentName },
  groupId: row.groupId,
  flag: speaksOfDanger(row.text) ? 'danger' : null,
});
