import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SeatClaim, StudentHome } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Documented } from '../openapi/route-docs.js';
import { StudentHomes } from './student-home.service.js';

@ApiTags('Accounts')
@Access('person')
@Controller('api')
export class StudentHomeController {
  constructor(private readonly homes: StudentHomes) {}

  @Get('home')
  @Documented({
    summary: 'What a student finds at home: live, coming, to review, to take alone',
    answers: StudentHome,
  })
  home(@Caller() { id }: Identity): Promise<StudentHome> {
    return this.homes.of(id);
  }

  @Post('account/seats')
  @HttpCode(204)
  @Documented({
    summary: 'Make what a guest did in a session the own',
    status: 204,
    refuses: {
      400: 'A field does not fit',
      404: 'The token is not of a student in a session',
      409: "It is another account's, or one was there oneself",
    },
  })
  claim(@Body({ schema: SeatClaim }) body: SeatClaim, @Caller() { id }: Identity): Promise<void> {
    return this.homes.claim(body, id);
  }
}
