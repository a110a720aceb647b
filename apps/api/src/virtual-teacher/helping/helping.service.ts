import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { InquiryCreate, InquiryReplyCreate, OwnInquiry } from '@lockstep/contracts';
import { speaksOfDanger } from '@lockstep/virtual-teacher';
import type { Identity, StudentIdentity } from '../../access/identity.js';
import { EventBus } from '../../events/event-bus.js';
import { describeInquiry, describeOwnInquiry } from '../../inquiries/describe-inquiry.js';
import { AskingOff } from '../../inquiries/inquiry-errors.js';
import { Inquiries } from '../../inquiries/inquiries.service.js';
import type { InquiryRow } from '../../inquiries/inquiry.entity.js';
import { Limits } from '../../limits/limits.js';
import { LiveSessions } from '../../live-sessions/live-sessions.service.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import { LiveClasses } from '../session/live-classes.js';
import { NotNow } from '../session/teaching-errors.js';
import { TeachingChanged } from '../session/teaching-events.js';
import { classWords } from './class-words.js';
import { Helper } from './helper.js';
import { isAsking } from './kept-questions.js';

/** So many students ask the same before the class is answered. */
const SEVERAL = 3;

/** Answers what students ask: the virtual teacher at once, a teacher when they like. */
@Injectable()
export class Helping implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('Helping');
  readonly #closed = new AbortController();
  /** Questions that wait until the class is no longer asked, by session; what an earlier process left is read once. */
  readonly #waiting = new Map<string, Set<string>>();
  readonly #answering = new Set<Promise<void>>();

  constructor(
    private readonly inquiries: Inquiries,
    private readonly sessions: SessionsService,
    private readonly live: LiveSessions,
    private readonly classes: LiveClasses,
    private readonly helper: Helper,
    private readonly limits: Limits,
    private readonly bus: EventBus,
  ) {}

  onModuleInit(): void {
    this.bus.on(TeachingChanged, ({ teaching: { sessionId } }) => this.#answerWaiting(sessionId));
  }

  async onModuleDestroy(): Promise<void> {
    this.#closed.abort();
    await Promise.allSettled(this.#answering);
  }

  /** @throws SessionNotFound, SessionNotLive, AskingOff, TooManyInquiries, TooManyCalls */
  async ask(sessionId: string, student: StudentIdentity, body: InquiryCreate): Promise<OwnInquiry> {
    await this.live.require(sessionId);
    const { asking } = await this.sessions.get(sessionId);
    if (asking === 'off') throw new AskingOff();
    this.limits.inquiry(student.id);
    const row = await this.inquiries.add(sessionId, student, body);
    if (speaksOfDanger(row.text)) {
      const [told] = await this.inquiries.reply([row.id], { kind: 'danger', toClass: false });
      return describeOwnInquiry(told ?? row);
    }
    if (asking === 'teacher') return describeOwnInquiry(row);
    return describeOwnInquiry(await this.#answer(row));
  }

  /** @throws InquiryNotFound, and for words to the class SessionNotLive, NoVirtualTeacher, NotNow */
  async reply(sessionId: string, caller: Identity, wanted: InquiryReplyCreate): Promise<InquiryRow[]> {
    const rows = await this.inquiries.require(sessionId, [...new Set(wanted.inquiryIds)]);
    const ids = rows.map(({ id }) => id);
    const author = { authorId: caller.id, authorName: caller.name };
    switch (wanted.do) {
      case 'dismiss':
        return this.inquiries.reply(ids, { kind: 'dismissed', toClass: false, ...author });
      case 'answer': {
        const { text, toClass } = wanted;
        if (toClass) await this.classes.command(sessionId, { type: 'say', text });
        return this.inquiries.reply(ids, { kind: 'answered', text, toClass, ...author });
      }
      case 'let-virtual': {
        await this.live.require(sessionId);
        const told: InquiryRow[] = [];
        for (const row of rows) told.push(await this.#answer(row));
        return told;
      }
    }
  }

  /** As teachers see them. */
  async replied(
    sessionId: string,
    caller: Identity,
    wanted: InquiryReplyCreate,
  ): Promise<ReturnType<typeof describeInquiry>[]> {
    return (await this.reply(sessionId, caller, wanted)).map((row) => describeInquiry(row, row.student.name));
  }

  /** Where no virtual teacher is, nothing is replied: a teacher sees the question. */
  async #answer(row: InquiryRow): Promise<InquiryRow> {
    const { sessionId } = row;
    const live = this.live.find(sessionId);
    const now = () => this.classes.taught(sessionId);
    if (live === undefined || now() === undefined) return row;
    const reply = await this.helper.replyTo(row, live, now, this.#closed.signal);
    if (reply.kind === 'waiting') {
      this.#waitingOf(sessionId).add(row.id);
      if (row.replies.at(-1)?.kind === 'waiting') return row;
    }
    const [told] = await this.inquiries.reply([row.id], reply);
    if (reply.kind === 'answered')
      await this.#tellClass(row, reply.text ?? reply.storedPassages?.[0]?.text ?? '');
    return told ?? row;
  }

  /** What several ask is said to the class at the next border between sentences, once. */
  async #tellClass({ sessionId, groupId }: InquiryRow, answer: string): Promise<void> {
    if ((await this.sessions.get(sessionId)).asking !== 'class' || answer === '') return;
    const group = await this.inquiries.ofGroup(sessionId, groupId);
    if (group.some(({ replies }) => replies.some(({ toClass }) => toClass))) return;
    if (new Set(group.map(({ studentId }) => studentId)).size < SEVERAL) return;
    const taught = this.classes.taught(sessionId);
    const live = this.live.find(sessionId);
    if (taught === undefined || live === undefined || isAsking(live, taught)) return;
    const text = classWords(taught.lesson.plan.language, answer);
    try {
      await this.classes.command(sessionId, { type: 'say', text });
    } catch (error) {
      if (error instanceof NotNow) return; // the next who asks brings it up again
      throw error;
    }
    const ids = group.map(({ id }) => id);
    await this.inquiries.reply(ids, { kind: 'answered', text: answer, toClass: true });
  }

  #waitingOf(sessionId: string): Set<string> {
    const known = this.#waiting.get(sessionId) ?? new Set<string>();
    this.#waiting.set(sessionId, known);
    return known;
  }

  #answerWaiting(sessionId: string): void {
    const isNew = !this.#waiting.has(sessionId);
    const ids = this.#waitingOf(sessionId);
    const live = this.live.find(sessionId);
    const taught = this.classes.taught(sessionId);
    if (live === undefined || taught === undefined || isAsking(live, taught)) {
      if (isNew) this.#waiting.delete(sessionId);
      return;
    }
    if (!isNew && ids.size === 0) return;
    const wanted = [...ids];
    ids.clear();
    const answering: Promise<void> = this.#answerAll(sessionId, isNew ? undefined : wanted)
      .catch((error: unknown) => {
        this.#waiting.delete(sessionId); // read again from what is on record
        if (!this.#closed.signal.aborted) this.#logger.error(error);
      })
      .finally(() => this.#answering.delete(answering));
    this.#answering.add(answering);
  }

  /** @param ids absent: those that an earlier process left */
  async #answerAll(sessionId: string, ids: readonly string[] | undefined): Promise<void> {
    const rows =
      ids === undefined
        ? await this.inquiries.waiting(sessionId)
        : await this.inquiries.require(sessionId, ids);
    const still = rows.filter(({ replies }) => replies.at(-1)?.kind === 'waiting');
    await Promise.all(still.map((row) => this.#answer(row)));
  }
}
