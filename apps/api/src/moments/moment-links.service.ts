import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { MomentLink as Body, MomentLinkCreate, PageQuery, SharedMoment } from '@lockstep/contracts';
import { IsNull, MoreThan, Repository } from 'typeorm';
import type { Identity } from '../access/identity.js';
import { newId } from '../access/secret.js';
import { type Page, readPage } from '../paging/page.js';
import type { FileSlice } from '../recordings/send-bytes.js';
import { RecordingFiles } from '../recordings/recording-files.js';
import { RecordingsService } from '../recordings/recordings.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { LinkNotFound } from './moment-errors.js';
import { MomentLink } from './moment-link.entity.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Links with which anyone watches a recording from a moment on, until they expire or are revoked. */
@Injectable()
export class MomentLinks {
  constructor(
    @InjectRepository(MomentLink) private readonly links: Repository<MomentLink>,
    private readonly sessions: SessionsService,
    private readonly recordings: RecordingsService,
    private readonly files: RecordingFiles,
  ) {}

  /** The oldest first. @throws SessionNotFound */
  async list(sessionId: string, query: PageQuery): Promise<Page<Body>> {
    await this.sessions.get(sessionId);
    const rows = this.links.createQueryBuilder('link').where({ sessionId });
    const order = { by: ['link.createdAt', 'link.id'], direction: 'ASC' } as const;
    return (await readPage(rows, order, query)).map(describe);
  }

  /** @throws SessionNotFound */
  async add(sessionId: string, { id, name }: Identity, { ptsMs, days }: MomentLinkCreate): Promise<Body> {
    await this.sessions.get(sessionId);
    const createdAt = new Date();
    const row = this.links.create({
      ...{ id: newId(), sessionId, ptsMs, authorId: id, authorName: name, createdAt, revokedAt: null },
      expiresAt: new Date(createdAt.getTime() + days * DAY_MS),
    });
    await this.links.insert(row);
    return describe(row);
  }

  /** May be repeated. @throws LinkNotFound */
  async revoke(sessionId: string, id: string): Promise<Body> {
    await this.links.update({ id, sessionId, revokedAt: IsNull() }, { revokedAt: new Date() });
    const row = await this.links.findOneBy({ id, sessionId });
    if (!row) throw new LinkNotFound();
    return describe(row);
  }

  /** @throws LinkNotFound */
  async open(id: string): Promise<SharedMoment> {
    const { sessionId, ptsMs, expiresAt } = await this.#good(id);
    const [{ title, lesson }, recordings] = await Promise.all([
      this.sessions.get(sessionId),
      this.recordings.ofSession(sessionId),
    ]);
    const isReady = recordings[0]?.status === 'ready';
    return {
      ...{ title, language: lesson.language, ptsMs, expiresAt: expiresAt.toISOString() },
      recording: isReady ? `/api/moments/${id}/recording.mp4` : null,
    };
  }

  /** @throws LinkNotFound */
  async sessionOf(id: string): Promise<string> {
    return (await this.#good(id)).sessionId;
  }

  /**
   * The MP4 that a link leads to. No cache may keep it: the link may be revoked.
   * @throws LinkNotFound, RecordingNotFinished, RecordingNotFound
   */
  async file(id: string): Promise<FileSlice> {
    const { sessionId } = await this.#good(id);
    const [recording] = await this.recordings.ofSession(sessionId);
    if (!recording) throw new LinkNotFound();
    return { ...(await this.files.finished(recording)), cache: 'private, no-store' };
  }

  async #good(id: string): Promise<MomentLink> {
    const row = await this.links.findOneBy({ id, revokedAt: IsNull(), expiresAt: MoreThan(new Date()) });
    if (!row) throw new LinkNotFound();
    return row;
  }
}

const describe = (row: MomentLink): Body => ({
  ...{ id: row.id, ptsMs: row.ptsMs, by: { id: row.authorId, name: row.authorName } },
  path: `/moment/${row.id}`,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
