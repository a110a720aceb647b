import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  AskingDraft,
  Inquiry,
  InquiryCreate,
  InquiryReplyCreate,
  OwnInquiry,
  PageQuery,
  Session,
} from '@lockstep/contracts';
import { Access, Caller } from '../../access/access.js';
import type { Identity, StudentIdentity } from '../../access/identity.js';
import { Inquiries } from '../../inquiries/inquiries.service.js';
import { Documented, listOf, PathId } from '../../openapi/route-docs.js';
import type { Page } from '../../paging/page.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import { Helping } from './helping.service.js';

const noSession = { 404: 'There is no such session' };

@ApiTags('Inquiries')
@ApiBearerAuth()
@Controller('api/sessions/:id')
export class InquiriesController {
  constructor(
    private readonly helping: Helping,
    private readonly inquiries: Inquiries,
    private readonly sessions: SessionsService,
  ) {}

  @Post('inquiries')
  @Access('student', { of: 'session' })
  @Documented({
    summary: 'Ask the teacher',
    description:
      'Answered privately, from what the lesson has said so far. Nobody is answered while the class is asked, and nothing is told that a question of the lesson asks for.',
    status: 201,
    answers: OwnInquiry,
    refuses: {
      400: 'A field does not fit',
      ...noSession,
      409: 'The session is not live, takes no questions (asking-off), or has had too many of yours (too-many-inquiries)',
      429: 'Too many questions in a short time',
    },
  })
  ask(
    @PathId() id: string,
    @Body({ schema: InquiryCreate }) body: InquiryCreate,
    @Caller() caller: StudentIdentity,
  ): Promise<OwnInquiry> {
    return this.helping.ask(id, caller, body);
  }

  @Get('inquiries/mine')
  @Access('student', { of: 'session' })
  @Documented({
    summary: 'What the caller asked, with every reply, the oldest first',
    answers: listOf(OwnInquiry),
    refuses: noSession,
  })
  mine(@Caller() caller: StudentIdentity): Promise<OwnInquiry[]> {
    return this.inquiries.mine(caller.id);
  }

  @Get('inquiries')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'What the students of a session asked, the oldest first',
    answers: listOf(Inquiry),
    refuses: noSession,
  })
  list(@PathId() id: string, @Query({ schema: PageQuery }) query: PageQuery): Promise<Page<Inquiry>> {
    return this.inquiries.list(id, query);
  }

  @Post('inquiries/replies')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Answer questions of students, let the virtual teacher, or put them aside',
    description: 'Each of the questions gets the reply; the last one counts.',
    status: 201,
    answers: listOf(Inquiry),
    refuses: {
      400: 'A field does not fit',
      404: 'There is no such session or question',
      409: 'The session is not live, or nobody can speak to the class now',
    },
  })
  reply(
    @PathId() id: string,
    @Body({ schema: InquiryReplyCreate }) body: InquiryReplyCreate,
    @Caller() caller: Identity,
  ): Promise<Inquiry[]> {
    return this.helping.replied(id, caller, body);
  }

  @Put('asking')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Say who answers what students ask',
    answers: Session,
    refuses: { 400: 'A field does not fit', ...noSession },
  })
  async setAsking(
    @PathId() id: string,
    @Body({ schema: AskingDraft }) { asking }: AskingDraft,
  ): Promise<Session> {
    await this.sessions.get(id);
    return this.sessions.describe(await this.sessions.setAsking(id, asking));
  }
}
