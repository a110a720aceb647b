import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { SessionReview, SessionReviewQuery } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Documented, listOf } from '../openapi/route-docs.js';
import type { Page } from '../paging/page.js';
import { SessionReviews } from './session-reviews.service.js';

@ApiTags('Review')
@ApiBearerAuth()
@Access('teacher')
@Controller('api')
export class SessionReviewsController {
  constructor(private readonly reviews: SessionReviews) {}

  @Get('session-reviews')
  @Documented({
    summary: 'Sessions to review, the newest first',
    description: 'With what came of them, and how many answers nobody has judged yet.',
    answers: listOf(SessionReview),
  })
  list(
    @Query({ schema: SessionReviewQuery }) query: SessionReviewQuery,
    @Caller() caller: Identity,
  ): Promise<Page<SessionReview>> {
    return this.reviews.list(query, caller);
  }
}
