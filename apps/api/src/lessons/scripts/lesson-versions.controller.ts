import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  LessonComparison,
  LessonVersion,
  LessonVersionSummary,
  PageQuery,
  VersionPublish,
  WhichVersion,
} from '@lockstep/contracts';
import * as z from 'zod';
import { Access, Caller } from '../../access/access.js';
import type { Identity } from '../../access/identity.js';
import type { Page } from '../../paging/page.js';
import { Documented, listOf, PathId } from '../../openapi/route-docs.js';
import { LessonVersions } from './lesson-versions.service.js';

const VersionNumber = z.coerce.number().int().min(1).max(1_000_000);
const Compared = z.object({
  from: WhichVersion.describe('A version, or `draft`.'),
  to: WhichVersion.describe('A version, or `draft`.'),
});
type Compared = z.infer<typeof Compared>;

const unknown = { 404: 'There is no such lesson or version', 409: 'The lesson is no script' };

@ApiTags('Lesson scripts')
@ApiBearerAuth()
@Access('author')
@Controller('api/lessons')
export class LessonVersionsController {
  constructor(private readonly versions: LessonVersions) {}

  @Get(':id/versions')
  @Documented({
    summary: 'The published versions of a script, the newest first',
    answers: listOf(LessonVersionSummary),
    refuses: unknown,
  })
  list(
    @PathId() id: string,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<LessonVersionSummary>> {
    return this.versions.list(id, query);
  }

  @Post(':id/versions')
  @Documented({
    summary: 'Publish the draft as a version',
    description: 'Script, files and clips are frozen. It can be taught once its status is `ready`.',
    status: 201,
    answers: LessonVersion,
    refuses: {
      404: 'There is no such lesson',
      409: 'The script has errors, each with its line and column, or nothing changed since the last version',
    },
  })
  publish(
    @PathId() id: string,
    @Body({ schema: VersionPublish }) { note }: VersionPublish,
    @Caller() caller: Identity,
  ): Promise<LessonVersion> {
    return this.versions.publish(id, note, undefined, caller.id);
  }

  @Get(':id/versions/compare')
  @Documented({
    summary: 'What became of one version in another',
    answers: LessonComparison,
    refuses: unknown,
  })
  compare(
    @PathId() id: string,
    @Query({ schema: Compared }) { from, to }: Compared,
  ): Promise<LessonComparison> {
    return this.versions.compare(id, from, to);
  }

  @Get(':id/versions/:version')
  @Documented({ summary: 'A published version', answers: LessonVersion, refuses: unknown })
  get(
    @PathId() id: string,
    @Param('version', { schema: VersionNumber }) version: number,
  ): Promise<LessonVersion> {
    return this.versions.describe(id, version);
  }
}
