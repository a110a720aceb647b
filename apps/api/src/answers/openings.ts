import { Injectable } from '@nestjs/common';
import type { Question, ShownTask } from '@lockstep/contracts';
import { LedgerService } from '../ledger/ledger.service.js';
import type { Answer } from './answer.entity.js';
import type { LessonChannel } from '../signalling/lesson-channel.js';

/** A question that was shown. */
export type Opening = { readonly question: Question; readonly openedPtsMs: number };

/** So many openings and ends of questions are remembered. */
const KEPT = 500;

/** When questions were opened and closed. Neither changes, so a class that answers at once asks the ledger once. */
@Injectable()
export class Openings {
  readonly #openings = new Map<string, Promise<Opening | undefined>>();
  readonly #ends = new Map<string, Promise<number | undefined>>();

  constructor(private readonly ledger: LedgerService) {}

  /** The question that was opened by this event; undefined where it opened none, or its frame is not on record. */
  find(sessionId: string, openedSeq: number): Promise<Opening | undefined> {
    return remembered(this.#openings, `${sessionId} ${String(openedSeq)}`, async () => {
      const row = await this.ledger.find(sessionId, openedSeq);
      if (!row?.question || row.airedPtsMs === null) return undefined;
      return { question: row.question, openedPtsMs: row.airedPtsMs };
    });
  }

  /** The task that the parts of an answer belong to; undefined for an answer without parts. */
  async taskOf({
    sessionId,
    openedSeq,
    parts,
  }: Pick<Answer, 'sessionId' | 'openedSeq' | 'parts'>): Promise<ShownTask | undefined> {
    return parts.length === 0 ? undefined : (await this.find(sessionId, openedSeq))?.question.task;
  }

  /** The same; a question that is on air is waited for until its frame is on record, because a student who saw it may be quicker. */
  async shown(sessionId: string, channel: LessonChannel, openedSeq: number): Promise<Opening | undefined> {
    const opening = await this.find(sessionId, openedSeq);
    if (opening !== undefined || channel.state.question?.openedSeq !== openedSeq) return opening;
    await channel.airedPtsMs(openedSeq);
    return this.find(sessionId, openedSeq);
  }

  /** Frame that closed a question, ms of stream time; undefined while it is open. */
  async closedPtsMs(
    sessionId: string,
    channel: LessonChannel,
    { questionId, openedSeq }: { readonly questionId: string; readonly openedSeq: number },
  ): Promise<number | undefined> {
    const { question } = channel.state;
    if (question?.open === true && question.openedSeq === openedSeq) return undefined;
    return remembered(this.#ends, `${sessionId} ${String(openedSeq)}`, async () => {
      const row = await this.ledger.closing(sessionId, questionId, openedSeq);
      return row?.airedPtsMs ?? undefined;
    });
  }
}

/** What was found stays found; what was not is looked for again. */
function remembered<T>(
  kept: Map<string, Promise<T | undefined>>,
  key: string,
  find: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const known = kept.get(key);
  if (known) return known;
  const found = find();
  kept.set(key, found);
  const forget = (value: T | undefined): unknown => value === undefined && kept.delete(key);
  found.then(forget, () => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return found;
}
