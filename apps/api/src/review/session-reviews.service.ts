import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { SessionReview, SessionReviewQuery } from '@lockstep/contracts';
import { In, Repository } from 'typeorm';
import type { Page } from '../paging/page.js';
import { Finishing } from '../recordings/finishing.js';
import { RecordingAlarms } from '../recordings/recording-alarms.js';
import { Recording } from '../recordings/recording.entity.js';
import type { Session } from '../sessions/session.entity.js';
import type { Identity } from '../access/identity.js';
import { taughtBy } from '../sessions/taught-by.js';
import { isSelfPaced, SessionsService } from '../sessions/sessions.service.js';
import { countsOf, HAS_OPEN_WORK, type SessionCounts } from './review-statements.js';

/** Sessions that were begun, with what came of them and what is left to do. */
@Injectable()
export class SessionReviews {
  constructor(
    private readonly sessions: SessionsService,
    @InjectRepository(Recording) private readonly recordings: Repository<Recording>,
    private readonly finishing: Finishing,
    private readonly alarms: RecordingAlarms,
  ) {}

  /** The newest first. */
  async list({ search, work, ...query }: SessionReviewQuery, caller: Identity): Promise<Page<SessionReview>> {
    const page = await this.sessions.list(query, (rows) => {
      taughtBy(caller)(rows);
      rows.andWhere('session.startedAt IS NOT NULL');
      if (search !== undefined)
        rows.andWhere('session.title ILIKE :search', { search: `%${search.replace(/[\\%_]/g, '\\$&')}%` });
      if (work !== undefined) rows.andWhere(HAS_OPEN_WORK);
    });
    const ids = page.items.map(({ id }) => id);
    const [counts, recordings] = await Promise.all([
      countsOf(this.recordings.manager.dataSource, ids),
      this.recordings.findBy({ sessionId: In(ids) }),
    ]);
    const countOf = new Map(counts.map((one) => [one.sessionId, one]));
    const recordingOf = new Map(recordings.map((one) => [one.sessionId, one]));
    return page.map((row) => this.#describe(row, countOf.get(row.id), recordingOf.get(row.id)));
  }

  #describe(
    row: Session,
    counts: SessionCounts | undefined,
    recording: Recording | undefined,
  ): SessionReview {
    const { id, title, status, lesson, source, createdAt, startedAt, endedAt } = this.sessions.describe(row);
    const { students = 0, questions = 0, answers = 0, judged = 0, right = 0, notReviewed = 0 } = counts ?? {};
    return {
      session: {
        id,
        title,
        status,
        lesson: { id: lesson.id, title: lesson.title },
        selfPaced: isSelfPaced(source),
        createdAt,
        startedAt,
        endedAt,
      },
      recording: recording ? this.#recording(recording) : null,
      ...{ students, questions, answers, judged, right, notReviewed },
    };
  }

  #recording(row: Recording): SessionReview['recording'] {
    const { id, status, failure } = row;
    return {
      ...{ id, status, failure, alarm: this.alarms.of(row), lostMs: this.alarms.lostMsOf(row) },
      progress: status === 'finishing' ? this.finishing.progressOf(id) : null,
    };
  }
}
