import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { AuditEntry, PageQuery } from '@lockstep/contracts';
import { Access } from '../access/access.js';
import { Documented, listOf } from '../openapi/route-docs.js';
import type { Page } from '../paging/page.js';
import { Audit } from './audit.service.js';

@ApiTags('People')
@ApiBearerAuth()
@Access('admin')
@Controller('api/audit')
export class AuditController {
  constructor(private readonly audit: Audit) {}

  @Get()
  @Documented({
    summary: 'Who did what to whom, the newest first',
    description: 'Entries hold ids; the names beside them are those of now, and null once they are erased.',
    answers: listOf(AuditEntry),
  })
  list(@Query({ schema: PageQuery }) query: PageQuery): Promise<Page<AuditEntry>> {
    return this.audit.list(query);
  }
}
