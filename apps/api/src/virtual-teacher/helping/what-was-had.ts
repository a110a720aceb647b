import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { InquiryPassage } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import type { TaughtPassage } from './lesson-passages.js';

/** The last time at which each of these captions, or slides, came up in a session. */
const CAPTIONS = `SELECT event ->> 'text' AS key, max(aired_pts_ms) AS at FROM ledger_event
  WHERE session_id = $1 AND type = 'caption' AND aired_pts_ms IS NOT NULL AND event ->> 'text' = ANY($2::text[])
  GROUP BY 1`;
const SLIDES = `SELECT event ->> 'index' AS key, max(aired_pts_ms) AS at FROM ledger_event
  WHERE session_id = $1 AND type = 'slide.shown' AND aired_pts_ms IS NOT NULL
    AND event ->> 'index' = ANY($2::text[])
  GROUP BY 1`;
const CLOSED = `SELECT DISTINCT event ->> 'questionId' AS id FROM ledger_event
  WHERE session_id = $1 AND type = 'question.closed' AND (aired_pts_ms IS NULL OR aired_pts_ms > $2)`;

type Aired = { readonly key: string; readonly at: number };

/** What a class has had of its lesson, by the frames that are on record. */
@Injectable()
export class WhatWasHad {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Each passage with its moment; undefined for what the class has not had yet. */
  async momentsOf(
    sessionId: string,
    passages: readonly TaughtPassage[],
  ): Promise<(InquiryPassage | undefined)[]> {
    const captions = passages.flatMap((passage) => (passage.of === 'sentence' ? [passage.caption] : []));
    const indices = passages.flatMap((passage) => (passage.of === 'slide' ? passage.indices : []));
    const [said, shown] = await Promise.all([
      this.#aired(CAPTIONS, sessionId, captions),
      this.#aired(SLIDES, sessionId, indices.map(String)),
    ]);
    return passages.map((passage) => {
      const times =
        passage.of === 'sentence'
          ? [said.get(passage.caption)]
          : passage.indices.map((index) => shown.get(String(index)));
      const ptsMs = Math.max(...times.map((at) => at ?? -1));
      return ptsMs < 0 ? undefined : { text: passage.text, slide: passage.slide, ptsMs };
    });
  }

  /** Ids of the questions that were closed after this stream time. */
  async closedAfter(sessionId: string, ptsMs: number): Promise<ReadonlySet<string>> {
    const rows = await this.dataSource.query<{ id: string }[]>(CLOSED, [sessionId, ptsMs]);
    return new Set(rows.map(({ id }) => id));
  }

  async #aired(sql: string, sessionId: string, keys: readonly string[]): Promise<Map<string, number>> {
    if (keys.length === 0) return new Map();
    const rows = await this.dataSource.query<Aired[]>(sql, [sessionId, keys]);
    return new Map(rows.map(({ key, at }) => [key, at]));
  }
}
