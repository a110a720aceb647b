import type { InquiryRow } from './inquiry.entity.js';

/** A student asked something, or was replied to. */
export class InquiryChanged {
  constructor(
    /** With its replies. */
    readonly inquiry: InquiryRow,
    readonly studentName: string,
  ) {}
}
