import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ReviewWork, ReviewWorkQuery } from '@lockstep/contracts';
import { Access } from '../access/access.js';
import { Documented, listOf } from '../openapi/route-docs.js';
import type { Page } from '../paging/page.js';
import { ReviewWorkList } from './review-work.service.js';

@ApiTags('Review')
@ApiBearerAuth()
@Access('teacher')
@Controller('api')
export class ReviewWorkController {
  constructor(private readonly work: ReviewWorkList) {}

  @Get('review-work')
  @Documented({
    summary: 'Answers that nobody has judged yet, of all sessions',
    description:
      'A question for each item, with similar answers together; questions whose answers have waited longest come first. Answers to polls need no review.',
    answers: listOf(ReviewWork),
    refuses: { 400: 'A field does not fit' },
  })
  list(@Query({ schema: ReviewWorkQuery }) query: ReviewWorkQuery): Promise<Page<ReviewWork>> {
    return this.work.page(query);
  }
}
