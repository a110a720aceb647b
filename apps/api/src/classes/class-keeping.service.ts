import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Keeping } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import type { Identity } from '../access/identity.js';
import { Audit } from '../audit/audit.service.js';
import { ClassKeepingRow } from './class-keeping.entity.js';
import { Classes } from './classes.service.js';

/** What is kept of the sessions of a class. Sessions take it over when they are made: their students were told so. */
@Injectable()
export class ClassKeepings {
  constructor(
    @InjectRepository(ClassKeepingRow) private readonly rows: Repository<ClassKeepingRow>,
    private readonly classes: Classes,
    private readonly audit: Audit,
  ) {}

  async of(classId: string): Promise<Keeping> {
    const row = await this.rows.findOneBy({ classId });
    return { recorded: row?.recorded ?? null, keptDays: row?.keptDays ?? null };
  }

  /** @throws ClassNotFound */
  async get(classId: string): Promise<Keeping> {
    await this.classes.get(classId);
    return this.of(classId);
  }

  /** @throws ClassNotFound */
  async replace(classId: string, wanted: Keeping, by: Identity): Promise<Keeping> {
    await this.classes.get(classId);
    await this.rows.upsert({ classId, ...wanted }, ['classId']);
    await this.audit.note(by, 'class.keeping-changed', 'class', classId);
    return wanted;
  }
}
