import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Settings } from '../config/settings.js';
import { isDatabaseAway } from '../database/database-errors.js';
import { DomainError } from '../errors/domain-error.js';
import { Deletion } from './deletion.service.js';

/** How often it is looked what is overdue, ms. */
const EVERY_MS = 60 * 60 * 1000;
/** Read at once; what is more waits for the next look. */
const MOST_AT_ONCE = 100;

/** The oldest first; those under a legal hold stay. */
const OVERDUE = `SELECT id FROM session WHERE status = 'ended' AND NOT held
  AND ended_at + make_interval(days => COALESCE(kept_days, $1::int)) <= $2::timestamptz
  ORDER BY ended_at LIMIT $3::int`;

/** Deletes sessions whose time is over: their pages and their students were told when. */
@Injectable()
export class Retention implements AsyncDisposable {
  readonly #logger = new Logger('Retention');
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly deletion: Deletion,
  ) {}

  /** The first look is now. */
  start(): void {
    const look = () => {
      this.#looking = this.#looking.then(() => this.deleteOverdue(new Date()));
    };
    look();
    this.#timer = setInterval(look, EVERY_MS).unref();
  }

  /** Never rejects: what cannot be deleted now is tried again at the next look. */
  async deleteOverdue(now: Date): Promise<void> {
    try {
      for (const id of await this.#overdue(now)) {
        if (this.#isStopped) return;
        await this.#delete(id);
      }
    } catch (error) {
      this.#logger.warn(`Sessions whose time is over could not be read: ${String(error)}`);
    }
  }

  async #overdue(now: Date): Promise<string[]> {
    const byDefault = this.settings.get('RETENTION_DAYS') ?? null;
    const rows = await this.dataSource.query<{ id: string }[]>(OVERDUE, [byDefault, now, MOST_AT_ONCE]);
    return rows.map(({ id }) => id);
  }

  async #delete(id: string): Promise<void> {
    try {
      await this.deletion.ofSession(id, 'the retention rule');
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      if (error instanceof DomainError) return; // held, deleted or started again meanwhile
      this.#logger.error(`Session ${id} could not be deleted and is tried again: ${String(error)}`);
    }
  }

  /** Resolves when nothing is being deleted. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#looking;
  }
}
