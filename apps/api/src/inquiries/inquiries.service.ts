import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Inquiry, InquiryCreate, OwnInquiry, PageQuery } from '@lockstep/contracts';
import { asksTheSame, bagOfInquiry } from '@lockstep/virtual-teacher';
import { In, Repository } from 'typeorm';
import { newId } from '../access/secret.js';
import { EventBus } from '../events/event-bus.js';
import { type Page, readPage } from '../paging/page.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { describeInquiry, describeOwnInquiry } from './describe-inquiry.js';
import { InquiryNotFound, TooManyInquiries } from './inquiry-errors.js';
import { InquiryChanged } from './inquiry-events.js';
import { InquiryReplyRow } from './inquiry-reply.entity.js';
import { InquiryRow } from './inquiry.entity.js';

/** More than a curious student has in a day of lessons. */
const MOST_OF_A_STUDENT = 100;
/** Groups that a new question is compared with: the newest. */
const MOST_COMPARED = 200;

export type NewReply = Pick<InquiryReplyRow, 'kind' | 'toClass'> &
  Partial<Pick<InquiryReplyRow, 'text' | 'storedPassages' | 'storedSpent' | 'authorId' | 'authorName'>>;

/** What students ask and what they are told, on record. Nothing of it is changed. */
@Injectable()
export class Inquiries {
  constructor(
    @InjectRepository(InquiryRow) private readonly rows: Repository<InquiryRow>,
    @InjectRepository(InquiryReplyRow) private readonly replies: Repository<InquiryReplyRow>,
    private readonly sessions: SessionsService,
    private readonly bus: EventBus,
  ) {}

  /** @throws TooManyInquiries */
  async add(
    sessionId: string,
    student: { readonly id: string; readonly name: string },
    { text, spoken, ptsMs }: InquiryCreate,
  ): Promise<InquiryRow> {
    if ((await this.rows.countBy({ studentId: student.id })) >= MOST_OF_A_STUDENT)
      throw new TooManyInquiries(MOST_OF_A_STUDENT);
    const id = newId();
    const groupId = (await this.#groupOf(sessionId, text)) ?? id;
    const row = this.rows.create({
      ...{ id, sessionId, studentId: student.id, groupId, text, spoken, ptsMs, askedAt: new Date() },
    });
    await this.rows.insert(row);
    this.bus.publish(new InquiryChanged(row, student.name));
    return row;
  }

  /** Adds the same reply to each of these questions. */
  async reply(inquiryIds: readonly string[], reply: NewReply): Promise<InquiryRow[]> {
    if (inquiryIds.length === 0) return [];
    const unsaid = { text: null, storedPassages: [], storedSpent: null, authorId: null, authorName: null };
    const createdAt = new Date();
    await this.replies.insert(inquiryIds.map((inquiryId) => ({ ...unsaid, ...reply, inquiryId, createdAt })));
    const rows = await this.#found({ ids: inquiryIds });
    for (const row of rows) this.bus.publish(new InquiryChanged(row, row.student.name));
    return rows;
  }

  /** In the order in which they were asked. @throws InquiryNotFound */
  async require(sessionId: string, ids: readonly string[]): Promise<InquiryRow[]> {
    const rows = await this.#found({ ids, sessionId });
    const missing = ids.find((id) => !rows.some((row) => row.id === id));
    if (missing !== undefined) throw new InquiryNotFound(missing);
    return rows;
  }

  /** Those that ask the same. */
  ofGroup(sessionId: string, groupId: string): Promise<InquiryRow[]> {
    return this.#found({ sessionId, groupId });
  }

  /** Those whose last reply says that they are answered later. */
  async waiting(sessionId: string): Promise<InquiryRow[]> {
    const found = await this.rows.manager.query<{ id: string }[]>(
      `SELECT inquiry.id FROM inquiry WHERE session_id = $1 AND (
        SELECT kind FROM inquiry_reply reply WHERE reply.inquiry_id = inquiry.id ORDER BY seq DESC LIMIT 1
      ) = 'waiting'`,
      [sessionId],
    );
    return this.#found({ ids: found.map(({ id }) => id) });
  }

  /** The oldest first. @throws SessionNotFound */
  async list(sessionId: string, query: PageQuery): Promise<Page<Inquiry>> {
    await this.sessions.get(sessionId);
    const rows = this.rows
      .createQueryBuilder('inquiry')
      .innerJoinAndSelect('inquiry.student', 'student')
      .where('inquiry.sessionId = :sessionId', { sessionId });
    const order = { by: ['inquiry.askedAt', 'inquiry.id'], direction: 'ASC' } as const;
    const page = await readPage(rows, order, query);
    const replies = await this.#repliesOf(page.items.map(({ id }) => id));
    return page.map((row) => {
      row.replies = replies.get(row.id) ?? [];
      return describeInquiry(row, row.student.name);
    });
  }

  /** A student's own, the oldest first. */
  async mine(studentId: string): Promise<OwnInquiry[]> {
    return (await this.#found({ studentId })).map(describeOwnInquiry);
  }

  async #groupOf(sessionId: string, text: string): Promise<string | undefined> {
    const bag = bagOfInquiry(text);
    if (bag.size === 0) return undefined;
    const first = await this.rows
      .createQueryBuilder('inquiry')
      .where('inquiry.sessionId = :sessionId AND inquiry.groupId = inquiry.id', { sessionId })
      .orderBy('inquiry.askedAt', 'DESC')
      .take(MOST_COMPARED)
      .getMany();
    return first.find((other) => asksTheSame(bag, bagOfInquiry(other.text)))?.id;
  }

  async #found(which: {
    readonly ids?: readonly string[];
    readonly sessionId?: string;
    readonly groupId?: string;
    readonly studentId?: string;
  }): Promise<InquiryRow[]> {
    const { ids, ...where } = which;
    if (ids?.length === 0) return [];
    const rows = await this.rows.find({
      where: { ...where, ...(ids && { id: In([...ids]) }) },
      relations: { student: true },
      order: { askedAt: 'ASC', id: 'ASC' },
    });
    const replies = await this.#repliesOf(rows.map(({ id }) => id));
    for (const row of rows) row.replies = replies.get(row.id) ?? [];
    return rows;
  }

  async #repliesOf(inquiryIds: readonly string[]): Promise<Map<string, InquiryReplyRow[]>> {
    if (inquiryIds.length === 0) return new Map();
    const rows = await this.replies.find({
      where: { inquiryId: In([...inquiryIds]) },
      order: { seq: 'ASC' },
    });
    return Map.groupBy(rows, ({ inquiryId }) => inquiryId);
  }
}
