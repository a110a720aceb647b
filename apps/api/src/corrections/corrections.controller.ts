import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  AnswerGroup,
  AnswerGroupQuery,
  CorrectionCreate,
  CorrectionEntry,
  CorrectionReceipt,
  PageQuery,
  QuestionProposal,
} from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import type { Page } from '../paging/page.js';
import { AnswerGroups } from './answer-groups.service.js';
import { CorrectionsService } from './corrections.service.js';
import { Proposals } from './proposals.service.js';

@ApiTags('Corrections')
@ApiBearerAuth()
@Controller('api')
export class CorrectionsController {
  constructor(
    private readonly corrections: CorrectionsService,
    private readonly groups: AnswerGroups,
    private readonly proposals: Proposals,
  ) {}

  @Post('sessions/:id/corrections')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Correct answers',
    description:
      'While the class runs or afterwards. The first verdict stays on record; the students are told, and the same answer to the same question gets this verdict from now on.',
    status: 201,
    answers: CorrectionReceipt,
    refuses: {
      400: 'A field does not fit',
      404: 'There is no such session, or one of the answers is not of it; nothing was corrected',
    },
  })
  correct(
    @PathId() id: string,
    @Body({ schema: CorrectionCreate }) body: CorrectionCreate,
    @Caller() caller: Identity,
  ): Promise<CorrectionReceipt> {
    return this.corrections.correct(id, caller, body);
  }

  @Post('sessions/:id/corrections/:correctionId/undo')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Undo a correction',
    description: 'What was said before counts again. May be repeated.',
    status: 201,
    answers: CorrectionReceipt,
    refuses: { 404: 'There is no such session, or no such correction of it' },
  })
  undo(
    @PathId() id: string,
    @PathId('correctionId') correctionId: string,
    @Caller() caller: Identity,
  ): Promise<CorrectionReceipt> {
    return this.corrections.undo(id, caller, correctionId);
  }

  @Post('corrections')
  @Access('teacher')
  @Documented({
    summary: 'Correct answers of several sessions',
    description: 'The same as for one session, under one id.',
    status: 201,
    answers: CorrectionReceipt,
    refuses: { 400: 'A field does not fit', 404: 'One of the answers is not there; nothing was corrected' },
  })
  correctAny(
    @Body({ schema: CorrectionCreate }) body: CorrectionCreate,
    @Caller() caller: Identity,
  ): Promise<CorrectionReceipt> {
    return this.corrections.correct(null, caller, body);
  }

  @Post('corrections/:correctionId/undo')
  @Access('teacher')
  @Documented({
    summary: 'Undo a correction in all sessions in which it was made',
    description: 'What was said before counts again. May be repeated.',
    status: 201,
    answers: CorrectionReceipt,
    refuses: { 404: 'There is no such correction' },
  })
  undoAny(
    @PathId('correctionId') correctionId: string,
    @Caller() caller: Identity,
  ): Promise<CorrectionReceipt> {
    return this.corrections.undo(null, caller, correctionId);
  }

  @Get('sessions/:id/corrections')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Everything that was corrected and undone in a session, the oldest first',
    answers: listOf(CorrectionEntry),
    refuses: { 404: 'There is no such session' },
  })
  history(
    @PathId() id: string,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<CorrectionEntry>> {
    return this.corrections.history(id, query);
  }

  @Get('sessions/:id/answer-groups')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Similar answers together',
    description:
      'Of the newest 2,000 answers. The group with the most answers that are not reviewed comes first.',
    answers: listOf(AnswerGroup),
    refuses: { 404: 'There is no such session' },
  })
  similar(
    @PathId() id: string,
    @Query({ schema: AnswerGroupQuery }) query: AnswerGroupQuery,
  ): Promise<AnswerGroup[]> {
    return this.groups.of(id, query);
  }

  @Get('lessons/:id/proposals')
  @Access('author')
  @Documented({
    summary: 'What corrections suggest for the questions of the draft',
    description:
      'Phrases and common mistakes, from five corrections of a question in sessions that the caller may teach. Nothing is added by itself.',
    answers: listOf(QuestionProposal),
    refuses: { 404: 'There is no such lesson', 409: 'The lesson has no script' },
  })
  proposed(@PathId() id: string, @Caller() caller: Identity): Promise<QuestionProposal[]> {
    return this.proposals.of(id, caller);
  }
}
