import { Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { MAX_ROSTER_BYTES, RosterImport, RosterImportEntry, RosterUndo } from '@lockstep/contracts';
import type { Request } from 'express';
import * as z from 'zod';
import { Access, Caller } from '../../access/access.js';
import type { Identity } from '../../access/identity.js';
import { readBody } from '../../http/read-body.js';
import { Documented, listOf, PathId } from '../../openapi/route-docs.js';
import { Classes } from '../classes.service.js';
import { RosterImports } from './roster-imports.service.js';

/** 8 MiB over a slow line. */
const limits = { maxBytes: MAX_ROSTER_BYTES, deadlineMs: 120_000 };

const ImportQuery = z.object({
  fingerprint: z
    .string()
    .max(100)
    .exactOptional()
    .describe('Of the preview: the file is applied. Without it, it is only looked at.'),
});
type ImportQuery = z.infer<typeof ImportQuery>;

const about = {
  description:
    'The body is a CSV file, or a OneRoster archive (ZIP). Without `fingerprint` nothing is stored, and the answer says what the file would do and which lines are left out; with it, all of that is done at once or nothing of it.',
  answers: RosterImport,
};
const refusals = {
  400: 'Nothing of the file can be taken (roster-unreadable)',
  409: 'It would do something else than its preview said (roster-changed)',
  413: 'It is larger than 8 MiB',
  503: 'Others are being read (rosters-busy)',
};
const undone = { 409: 'It was undone already' };
const undoDocs =
  'Accounts that have a password, and classes and seats that sessions or results depend on, stay; the answer names them.';

/** Rosters of the whole school. */
@ApiTags('Classes')
@ApiBearerAuth()
@Access('admin')
@Controller('api/roster-imports')
export class RosterImportsController {
  constructor(private readonly imports: RosterImports) {}

  @Get()
  @Documented({ summary: 'The last 20 rosters that were imported', answers: listOf(RosterImportEntry) })
  list(): Promise<RosterImportEntry[]> {
    return this.imports.list(null);
  }

  @Post()
  @HttpCode(200)
  @ApiConsumes('text/csv', 'application/zip')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Documented({ summary: 'Put the roster of a school into its classes', ...about, refuses: refusals })
  async take(
    @Query({ schema: ImportQuery }) { fingerprint }: ImportQuery,
    @Req() request: Request,
    @Caller() by: Identity,
  ): Promise<RosterImport> {
    return this.imports.take(await readBody(request, limits), { classId: null, fingerprint, by });
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Documented({
    ...{ summary: 'Take back an import', description: undoDocs, answers: RosterUndo },
    refuses: { 404: 'There is no such import', ...undone },
  })
  undo(@PathId() id: string, @Caller() by: Identity): Promise<RosterUndo> {
    return this.imports.undo(id, null, by);
  }
}

const unknown = { 403: 'Others teach it', 404: 'There is no such class' };

/** Rosters of one class. */
@ApiTags('Classes')
@ApiBearerAuth()
@Access('teacher')
@Controller('api/classes/:id/roster-imports')
export class ClassRosterImportsController {
  constructor(
    private readonly imports: RosterImports,
    private readonly classes: Classes,
  ) {}

  @Get()
  @Documented({
    ...{ summary: 'The last 20 rosters that were put into a class', refuses: unknown },
    answers: listOf(RosterImportEntry),
  })
  async list(@PathId() id: string): Promise<RosterImportEntry[]> {
    await this.classes.get(id);
    return this.imports.list(id);
  }

  @Post()
  @HttpCode(200)
  @ApiConsumes('text/csv', 'application/zip')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Documented({
    ...{ summary: 'Put a roster into a class', ...about },
    refuses: { ...refusals, ...unknown },
  })
  async take(
    @PathId() id: string,
    @Query({ schema: ImportQuery }) { fingerprint }: ImportQuery,
    @Req() request: Request,
    @Caller() by: Identity,
  ): Promise<RosterImport> {
    await this.classes.get(id);
    return this.imports.take(await readBody(request, limits), { classId: id, fingerprint, by });
  }

  @Post(':importId/undo')
  @HttpCode(200)
  @Documented({
    ...{ summary: 'Take back an import into a class', description: undoDocs, answers: RosterUndo },
    refuses: { 403: 'Others teach it', 404: 'There is no such class, or import', ...undone },
  })
  undo(
    @PathId() id: string,
    @PathId('importId') importId: string,
    @Caller() by: Identity,
  ): Promise<RosterUndo> {
    return this.imports.undo(importId, id, by);
  }
}
