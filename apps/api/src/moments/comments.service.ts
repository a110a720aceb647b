import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { MomentComment as Body, MomentCommentCreate, PageQuery } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { Forbidden } from '../access/access-errors.js';
import type { Identity } from '../access/identity.js';
import { newId } from '../access/secret.js';
import { type Page, readPage } from '../paging/page.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { CommentNotFound } from './moment-errors.js';
import { MomentComment } from './moment-comment.entity.js';

/** What teachers write about moments of a session, for colleagues or for the students of the class. */
@Injectable()
export class Comments {
  constructor(
    @InjectRepository(MomentComment) private readonly comments: Repository<MomentComment>,
    private readonly sessions: SessionsService,
  ) {}

  /** The oldest first. @throws SessionNotFound */
  async list(sessionId: string, query: PageQuery): Promise<Page<Body>> {
    await this.sessions.get(sessionId);
    const rows = this.comments.createQueryBuilder('comment').where({ sessionId });
    const order = { by: ['comment.createdAt', 'comment.id'], direction: 'ASC' } as const;
    return (await readPage(rows, order, query)).map(describe);
  }

  /** Those for students, in the order of their moments. */
  async forStudents(sessionId: string): Promise<Body[]> {
    const rows = await this.comments.find({
      where: { sessionId, audience: 'students' },
      order: { ptsMs: 'ASC', createdAt: 'ASC' },
    });
    return rows.map(describe);
  }

  /** @throws SessionNotFound */
  async add(sessionId: string, { id, name }: Identity, wanted: MomentCommentCreate): Promise<Body> {
    await this.sessions.get(sessionId);
    const signed = { authorId: id, authorName: name, createdAt: new Date() };
    const row = this.comments.create({ id: newId(), sessionId, ...wanted, ...signed });
    await this.comments.insert(row);
    return describe(row);
  }

  /** @throws CommentNotFound; Forbidden for another's comment, unless an admin removes it */
  async remove(sessionId: string, caller: Identity, id: string): Promise<void> {
    const row = await this.comments.findOneBy({ id, sessionId });
    if (!row) throw new CommentNotFound();
    const isAdmin = caller.kind === 'staff' && caller.role === 'admin';
    if (row.authorId !== caller.id && !isAdmin) throw new Forbidden(['admin']);
    await this.comments.delete({ id });
  }
}

const describe = ({ id, ptsMs, text, audience, authorId, authorName, createdAt }: MomentComment): Body => ({
  ...{ id, ptsMs, text, audience },
  ...{ by: { id: authorId, name: authorName }, at: createdAt.toISOString() },
});
