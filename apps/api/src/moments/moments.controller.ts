import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  MomentComment,
  MomentCommentCreate,
  MomentLink,
  MomentLinkCreate,
  PageQuery,
  SharedMoment,
} from '@lockstep/contracts';
import type { Request, Response } from 'express';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import type { Page } from '../paging/page.js';
import { sendBytes } from '../recordings/send-bytes.js';
import { Comments } from './comments.service.js';
import { MomentLinks } from './moment-links.service.js';

const noSession = { 404: 'There is no such session' };
const noLink = 'The link has expired, was revoked, or never was';

@ApiTags('Moments')
@ApiBearerAuth()
@Controller('api')
export class MomentsController {
  constructor(
    private readonly comments: Comments,
    private readonly links: MomentLinks,
  ) {}

  @Get('sessions/:id/comments')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'What teachers wrote about moments of a session, the oldest first',
    answers: listOf(MomentComment),
    refuses: noSession,
  })
  list(@PathId() id: string, @Query({ schema: PageQuery }) query: PageQuery): Promise<Page<MomentComment>> {
    return this.comments.list(id, query);
  }

  @Post('sessions/:id/comments')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Comment on a moment',
    description: 'For colleagues, or for the students of the class too: they find it among their results.',
    status: 201,
    answers: MomentComment,
    refuses: { 400: 'A field does not fit', ...noSession },
  })
  add(
    @PathId() id: string,
    @Body({ schema: MomentCommentCreate }) body: MomentCommentCreate,
    @Caller() caller: Identity,
  ): Promise<MomentComment> {
    return this.comments.add(id, caller, body);
  }

  @Delete('sessions/:id/comments/:commentId')
  @HttpCode(204)
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Remove a comment',
    description: 'One of your own; an admin may remove any.',
    status: 204,
    refuses: { 403: 'It is of somebody else', 404: 'The session has no such comment' },
  })
  remove(
    @PathId() id: string,
    @PathId('commentId') commentId: string,
    @Caller() caller: Identity,
  ): Promise<void> {
    return this.comments.remove(id, caller, commentId);
  }

  @Get('sessions/:id/moment-links')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Links to moments of the recording of a session, the oldest first',
    answers: listOf(MomentLink),
    refuses: noSession,
  })
  shared(@PathId() id: string, @Query({ schema: PageQuery }) query: PageQuery): Promise<Page<MomentLink>> {
    return this.links.list(id, query);
  }

  @Post('sessions/:id/moment-links')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Share the recording from a moment on',
    description:
      'Anyone who has the link watches the recording, without a token, until it expires or is revoked.',
    status: 201,
    answers: MomentLink,
    refuses: { 400: 'A field does not fit', ...noSession },
  })
  share(
    @PathId() id: string,
    @Body({ schema: MomentLinkCreate }) body: MomentLinkCreate,
    @Caller() caller: Identity,
  ): Promise<MomentLink> {
    return this.links.add(id, caller, body);
  }

  @Delete('sessions/:id/moment-links/:linkId')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Revoke a link',
    description: 'May be repeated.',
    answers: MomentLink,
    refuses: { 404: 'The session has no such link' },
  })
  revoke(@PathId() id: string, @PathId('linkId') linkId: string): Promise<MomentLink> {
    return this.links.revoke(id, linkId);
  }

  @Get('moments/:id')
  @Access('public')
  @Documented({ summary: 'What a link leads to', answers: SharedMoment, refuses: { 404: noLink } })
  open(@PathId() id: string): Promise<SharedMoment> {
    return this.links.open(id);
  }

  @Get('moments/:id/recording.mp4')
  @Access('public')
  @Documented({
    summary: 'The recording that a link leads to',
    produces: 'video/mp4',
    refuses: { 404: noLink, 409: 'It is not finished' },
  })
  async recording(@PathId() id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await sendBytes(request, response, await this.links.file(id));
  }
}
