import { Injectable } from '@nestjs/common';
import type { EventCreate, EventReceipt, LedgerPage, LedgerQuery } from '@lockstep/contracts';
import type { LiveStream } from '@lockstep/media';
import { type Identity, mayAccess } from '../access/identity.js';
import { AnswerCounter } from '../signalling/answer-counter.js';
import { ValidationFailed } from '../errors/domain-error.js';
import { SessionAdmission } from '../sessions/session-admission.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { LiveSessions } from './live-sessions.service.js';
import type { LedgerEvent } from '../ledger/ledger-event.entity.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { eventOf } from '../signalling/lesson-actions.js';
import type { LessonChannel, Submission, Submitted } from '../signalling/lesson-channel.js';
import { SessionStopped } from '../signalling/signalling-errors.js';
import { CUE_LEAD_MS } from '../signalling/stream-time.js';

/** An event may be ordered for this far ahead: the caller waits for its receipt meanwhile. */
const MAX_AHEAD_MS = 10_000;
/** How long a receipt waits for the frame, with and without a publisher. */
const PATIENCE_MS = { onAir: 3000, silent: 1000 };

/** Events by a teacher's hand. */
@Injectable()
export class EventsService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly admission: SessionAdmission,
    private readonly live: LiveSessions,
    private readonly ledger: LedgerService,
    private readonly counter: AnswerCounter,
  ) {}

  /**
   * Answers with the frame that carries the event, or, where none came in time, with a receipt without it.
   * @throws SessionNotFound, SessionNotLive, ValidationFailed, NoQuestion and the stamper's refusals.
   */
  async create(sessionId: string, { event, ptsMs }: EventCreate): Promise<EventReceipt> {
    const { session } = await this.live.require(sessionId);
    return this.send(sessionId, {
      make: (projected) =>
        eventOf(event, session.lesson, projected, (questionId) => this.counter.count(sessionId, questionId)),
      origin: 'teacher',
      ...(ptsMs !== undefined && { ptsMs }),
    });
  }

  /** Puts an event on its way when its time comes, and waits, within bounds, for its frame. */
  async send(sessionId: string, submission: Submission): Promise<EventReceipt> {
    const { channel } = await this.live.require(sessionId);
    if (submission.ptsMs !== undefined) await due(channel, submission.ptsMs);
    const submitted = await channel.submit(submission);
    return receiptOf(await within(channel.stream, submitted));
  }

  /** @throws SessionNotFound, SessionPrivate */
  async page(sessionId: string, query: LedgerQuery, caller: Identity | undefined): Promise<LedgerPage> {
    await this.admission.require(await this.sessions.get(sessionId), caller, query.token);
    const mayTeach = mayAccess(caller, ['teacher'], sessionId);
    return this.ledger.page(sessionId, query, !mayTeach);
  }
}

const receiptOf = ({
  seq,
  type,
  plannedPtsMs,
  airedPtsMs,
  frame,
  wallClockMs,
}: LedgerEvent): EventReceipt => ({
  seq,
  type,
  plannedPtsMs,
  airedPtsMs,
  frame,
  wallClockMs,
});

async function within(stream: LiveStream, { entry, recorded }: Submitted): Promise<LedgerEvent> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<LedgerEvent>((resolve) => {
    timer = setTimeout(() => resolve(entry), stream.isLive ? PATIENCE_MS.onAir : PATIENCE_MS.silent);
  });
  try {
    return await Promise.race([recorded, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Waits until the stream is shortly before `ptsMs`. Events leave in the order of their numbers, so one that is
 * numbered too early would hold all others up. A stream that stands still is not waited for.
 */
async function due({ stream, positionMs: position }: LessonChannel, ptsMs: number): Promise<void> {
  if (ptsMs > position + MAX_AHEAD_MS) {
    const most = position + MAX_AHEAD_MS;
    const reason = { code: 'too-big', params: { most } } as const;
    throw new ValidationFailed([
      { ...reason, field: 'ptsMs', message: `at most ${String(most)} now, ${String(MAX_AHEAD_MS)} ms ahead` },
    ]);
  }
  if (!stream.isLive || position + CUE_LEAD_MS >= ptsMs) return;
  await new Promise<void>((resolve, reject) => {
    const stops = [
      stream.on('frame', (frame) => {
        if (frame.kind === 'video' && frame.ptsMs + CUE_LEAD_MS >= ptsMs) finish(resolve);
      }),
      stream.on('idle', () => finish(resolve)),
      stream.on('ended', () => finish(() => reject(new SessionStopped()))),
    ];
    function finish(settle: () => void): void {
      stops.forEach((stop) => stop());
      settle();
    }
  });
}
