import type { AnswerVerdict, SessionFigures } from '@lockstep/contracts';
import type { DataSource } from 'typeorm';
import { CorrectionStore } from '../answers/correction-store.js';
import { Correction } from '../answers/correction.entity.js';
import { staysOf } from '../attendance/attendance-statements.js';
import { run, type Statement } from '../database/statement.js';
import { type CountedEvent, countSession, type SessionRecord } from './count-session.js';
import { rewindsOf } from '../moments/rewind-statements.js';
import { SessionFiguresRow, storedFigures } from './session-figures.entity.js';

/** What the figures of a session depend on changes this: its events while it is live, answers, verdicts and corrections. */
const BASIS: Statement = {
  name: 'figures-basis',
  text: `SELECT session.id, session.status, session.position_pts_ms AS "endPtsMs", concat_ws(' ', 2,
      session.status, session.position_frame,
      (SELECT count(*) FROM student WHERE student.session_id = session.id),
      (SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE verdict <> 'not-reviewed'))
        FROM answer WHERE answer.session_id = session.id),
      (SELECT concat_ws(' ', count(*), max(seq)) FROM correction WHERE correction.session_id = session.id),
      (SELECT concat_ws(' ', count(*), count(until_at)) FROM attendance WHERE attendance.session_id = session.id),
      (SELECT sum(count) FROM session_rewind WHERE session_rewind.session_id = session.id)
    ) AS basis
    FROM session WHERE session.id = ANY($1::text[])`,
};
type Basis = {
  readonly id: string;
  readonly status: string;
  readonly endPtsMs: number;
  readonly basis: string;
};

const ANSWERS: Statement = {
  name: 'figures-answers',
  text: `SELECT id, student_id AS "studentId", opened_seq AS "openedSeq", attempt, verdict,
      judgement -> 'by' ->> 'brain' IS NOT NULL AS "byBrain", answered_pts_ms - shown_pts_ms AS "tookMs"
    FROM answer WHERE session_id = $1`,
};
type AnswerRow = Omit<SessionRecord['answers'][number], 'standing'> & { readonly id: string };

const EVENTS: Statement = {
  name: 'figures-events',
  text: `SELECT seq, type, event, question, planned_pts_ms AS "plannedPtsMs", aired_pts_ms AS "airedPtsMs"
    FROM ledger_event WHERE session_id = $1 AND aired_pts_ms IS NOT NULL
      AND (planned_pts_ms IS NOT NULL OR type = ANY($2::text[])) ORDER BY seq`,
};
const TYPES = ['question.opened', 'question.closed', 'lesson.ended', 'slide.shown', 'teacher.control'];
type EventRow = {
  readonly seq: number;
  readonly type: string;
  readonly event: { readonly questionId?: string; readonly index?: number; readonly action?: string };
  readonly question: { readonly id: string; readonly prompt: string; readonly poll?: boolean } | null;
  readonly plannedPtsMs: number | null;
  readonly airedPtsMs: number;
};

/** Controls that show once more what was shown. */
const REWINDS: readonly (string | undefined)[] = ['back', 'repeat'];

/** What sessions come to, counted from their answers, ledgers and attendance, and kept while these stay as they are. */
export class FiguresStore {
  readonly #corrections: CorrectionStore;

  constructor(private readonly dataSource: DataSource) {
    this.#corrections = new CorrectionStore(dataSource.getRepository(Correction));
  }

  /** By session. Sessions are counted one after the other, so that classes on air are served in between. */
  async of(sessionIds: readonly string[]): Promise<Map<string, SessionFigures>> {
    const rows = this.dataSource.getRepository(SessionFiguresRow);
    const bases = await run<Basis>(this.dataSource, BASIS, [sessionIds]);
    const kept =
      sessionIds.length === 0 ? [] : await rows.createQueryBuilder('row').whereInIds(sessionIds).getMany();
    const keptOf = new Map(kept.map((row) => [row.sessionId, row]));
    const figures = new Map<string, SessionFigures>();
    for (const { id, status, endPtsMs, basis } of bases) {
      const known = keptOf.get(id);
      const counted =
        known?.basis === basis ? known.figures : countSession(await this.#recordOf(id, endPtsMs));
      figures.set(id, counted);
      if (known?.basis === basis || status === 'live') continue;
      await run(this.dataSource, KEEP, [id, basis, JSON.stringify(storedFigures.write(counted))]);
    }
    return figures;
  }

  /** Counts every session that was begun anew. @returns how many there are */
  async rebuild(): Promise<number> {
    await this.dataSource.query(`DELETE FROM session_figures`);
    const begun: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM session WHERE started_at IS NOT NULL`,
    );
    for (const { id } of begun) await this.of([id]);
    return begun.length;
  }

  async #recordOf(sessionId: string, endPtsMs: number): Promise<SessionRecord> {
    const [stays, rows, events, rewatched] = await Promise.all([
      staysOf(this.dataSource, sessionId),
      run<AnswerRow>(this.dataSource, ANSWERS, [sessionId]),
      run<EventRow>(this.dataSource, EVENTS, [sessionId, TYPES]),
      rewindsOf(this.dataSource, sessionId),
    ]);
    const corrected = await this.#corrections.ofAll(rows.map(({ id }) => id));
    const standingOf = ({ id, verdict }: AnswerRow): AnswerVerdict => corrected.get(id)?.verdict ?? verdict;
    return {
      endPtsMs,
      rewatched,
      studentIds: [...new Set(stays.map(({ studentId }) => studentId))],
      stays: stays.filter(({ fromAt }) => fromAt !== null),
      answers: rows.map((row) => ({ ...row, standing: standingOf(row) })),
      events: events.flatMap((row) => countedEvent(row) ?? []),
      cueDelaysMs: events.flatMap(({ plannedPtsMs, airedPtsMs }) =>
        plannedPtsMs === null ? [] : [airedPtsMs - plannedPtsMs],
      ),
    };
  }
}

/** A session that was deleted meanwhile keeps nothing. */
const KEEP: Statement = {
  name: 'figures-keep',
  text: `INSERT INTO session_figures (session_id, basis, figures)
    SELECT id, $2, $3::jsonb FROM session WHERE id = $1
    ON CONFLICT (session_id) DO UPDATE SET basis = excluded.basis, figures = excluded.figures`,
};

function countedEvent({ seq, type, event, question, airedPtsMs: ptsMs }: EventRow): CountedEvent | undefined {
  switch (type) {
    case 'question.opened':
      if (question === null) return undefined;
      return {
        seq,
        ptsMs,
        type: 'question',
        id: question.id,
        prompt: question.prompt,
        poll: question.poll === true,
      };
    case 'question.closed':
      return { seq, ptsMs, type: 'closed', questionId: event.questionId };
    case 'lesson.ended':
      return { seq, ptsMs, type: 'closed', questionId: undefined };
    case 'slide.shown':
      return { seq, ptsMs, type: 'slide', index: event.index ?? 0 };
    case 'teacher.control':
      return REWINDS.includes(event.action) ? { seq, ptsMs, type: 'rewind' } : undefined;
    default:
      return undefined;
  }
}
