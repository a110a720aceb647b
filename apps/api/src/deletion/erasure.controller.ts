import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  ErasureOf,
  ErasurePreview,
  ErasureReport,
  ErasureRequest,
  ErasureSearch,
  FoundStudent,
} from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Documented, listOf } from '../openapi/route-docs.js';
import { Erasure } from './erasure.service.js';

const unknown = 'There is nobody with this id in a session or class that the caller teaches';

@ApiTags('Deletion')
@ApiBearerAuth()
@Access('teacher')
@Controller('api/erasures')
export class ErasureController {
  constructor(private readonly erasure: Erasure) {}

  @Get('students')
  @Documented({
    summary: 'Students and guests by their name, in each session that the caller may teach',
    description: 'The newest session first; the first 200.',
    answers: listOf(FoundStudent),
  })
  search(
    @Query({ schema: ErasureSearch }) { search }: ErasureSearch,
    @Caller() caller: Identity,
  ): Promise<FoundStudent[]> {
    return this.erasure.search(search, caller);
  }

  @Post('preview')
  @HttpCode(200)
  @Documented({
    summary: 'What the erasure of a student or guest would remove',
    answers: ErasurePreview,
    refuses: { 400: 'A field does not fit', 404: unknown, 409: 'The account is of staff' },
  })
  preview(@Body({ schema: ErasureOf }) of: ErasureOf, @Caller() caller: Identity): Promise<ErasurePreview> {
    return this.erasure.preview(of, caller);
  }

  @Post()
  @HttpCode(200)
  @Documented({
    summary: 'Erase a student or guest everywhere',
    description:
      'Names, answers, tries, feedback, corrections and presence in every session that the caller may teach; sessions that were theirs alone go as a whole, with their recordings. For an admin also the account, its sign-ins and its classes. Cannot be undone.',
    answers: ErasureReport,
    refuses: {
      400: 'A field does not fit',
      404: unknown,
      409: 'A session is live or under a legal hold, the name is another one, or the account is of staff; nothing was erased',
    },
  })
  erase(
    @Body({ schema: ErasureRequest }) { of, confirm }: ErasureRequest,
    @Caller() caller: Identity,
  ): Promise<ErasureReport> {
    return this.erasure.erase(of, confirm, caller);
  }
}
