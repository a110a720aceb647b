import type { Inquiry, InquiryReply } from '@lockstep/contracts';

export type InquiryGroup = {
  readonly id: string;
  /** The one that speaks for all: the first open one, else the first. */
  readonly first: Inquiry;
  readonly members: readonly Inquiry[];
  /** How many wait for a person. */
  readonly open: number;
  readonly askers: number;
};

export const standingOf = ({ replies }: Inquiry): InquiryReply['kind'] | 'open' =>
  replies.at(-1)?.kind ?? 'open';

/** A person has to look: nobody has answered, or nobody could. */
export function isOpenInquiry(inquiry: Inquiry): boolean {
  const standing = standingOf(inquiry);
  return standing === 'open' || standing === 'not-in-lesson' || standing === 'danger';
}

/** Groups with open questions first, those of danger before all, larger ones before smaller, then as they were asked. */
export function groupInquiries(inquiries: readonly Inquiry[]): InquiryGroup[] {
  const byGroup = new Map<string, Inquiry[]>();
  for (const inquiry of inquiries) {
    const members = byGroup.get(inquiry.groupId);
    if (members) members.push(inquiry);
    else byGroup.set(inquiry.groupId, [inquiry]);
  }
  const groups = [...byGroup].flatMap(([id, members]): InquiryGroup[] => {
    const first = members.find(isOpenInquiry) ?? members[0];
    if (first === undefined) return [];
    const open = members.filter(isOpenInquiry).length;
    return [{ id, first, members, open, askers: new Set(members.map(({ student }) => student.id)).size }];
  });
  const isDanger = ({ members }: InquiryGroup) =>
    members.some((one) => one.flag !== null && isOpenInquiry(one));
  return groups.toSorted(
    (a, b) =>
      Number(isDanger(b)) - Number(isDanger(a)) ||
      Number(b.open > 0) - Number(a.open > 0) ||
      b.askers - a.askers ||
      a.first.at.localeCompare(b.first.at),
  );
}
