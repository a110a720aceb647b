import { Body, Controller, Get, HttpStatus, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { FeedbackBody, FeedbackCreate, FeedbackReceipt } from '@lockstep/contracts';
import type { Response } from 'express';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { TakesBody } from '../http/json-body.interceptor.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { FeedbackService } from './feedback.service.js';

/** 500 students, with 1,000 letters of two bytes for each. */
const MAX_FEEDBACK_BODY = 1024 * 1024;

@ApiTags('Feedback')
@ApiBearerAuth()
@Controller('api/sessions/:id/feedback')
export class FeedbackController {
  constructor(private readonly feedback: FeedbackService) {}

  @TakesBody(MAX_FEEDBACK_BODY)
  @Post()
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Send private feedback',
    description:
      'Each body goes to its student alone; the stream only says that feedback with this id is due.',
    status: 201,
    answers: FeedbackReceipt,
    also: { 202: 'Sent; no frame has come for the event yet' },
    refuses: { 400: 'A field does not fit', 404: 'There is no such session', 409: 'The session is not live' },
  })
  async create(
    @PathId() id: string,
    @Body({ schema: FeedbackCreate }) body: FeedbackCreate,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FeedbackReceipt> {
    const receipt = await this.feedback.create(id, body);
    if (receipt.airedPtsMs === null) response.status(HttpStatus.ACCEPTED);
    return receipt;
  }

  @Get('mine')
  @Access('student', { of: 'session' })
  @Documented({ summary: 'My feedback, the newest last', answers: listOf(FeedbackBody) })
  mine(@PathId() _id: string, @Caller() caller: Identity): Promise<FeedbackBody[]> {
    return this.feedback.mine(caller.id);
  }
}
