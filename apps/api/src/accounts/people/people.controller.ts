import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  Invitation,
  InvitationAccept,
  InvitationCreate,
  InvitationCreated,
  InvitationOffer,
  InvitationRead,
  PageQuery,
  PasswordLink,
  PeopleQuery,
  Person,
  PersonChange,
} from '@lockstep/contracts';
import type { Request, Response } from 'express';
import { Access, Caller } from '../../access/access.js';
import type { Identity } from '../../access/identity.js';
import { Documented, listOf, PathId } from '../../openapi/route-docs.js';
import type { Page } from '../../paging/page.js';
import { Invitations } from '../links/invitations.js';
import { Browser } from '../sign-ins/browser.js';
import { Passwords } from '../sign-ins/passwords.service.js';
import { SignIns } from '../sign-ins/sign-ins.service.js';
import { describePerson, People } from './people.service.js';

@ApiTags('People')
@ApiBearerAuth()
@Access('admin')
@Controller('api')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly invitations: Invitations,
    private readonly signIns: SignIns,
    private readonly browser: Browser,
    private readonly passwords: Passwords,
  ) {}

  @Get('people')
  @Documented({ summary: 'Everybody with an account, the newest first', answers: listOf(Person) })
  list(@Query({ schema: PeopleQuery }) query: PeopleQuery): Promise<Page<Person>> {
    return this.people.list(query);
  }

  @Put('people/:id')
  @Documented({
    summary: "Change somebody's role, name or address, or whether they may sign in",
    description: 'Holds at once, also for what they have open.',
    answers: Person,
    refuses: {
      400: 'A field does not fit',
      404: 'There is nobody with this id',
      409: 'It is the last admin, or there is an account with this address already',
    },
  })
  change(
    @PathId() id: string,
    @Body({ schema: PersonChange }) body: PersonChange,
    @Caller() caller: Identity,
  ): Promise<Person> {
    return this.people.change(id, body, caller);
  }

  @Post('people/:id/password-link')
  @HttpCode(200)
  @Documented({
    summary: 'Make a link with which somebody chooses a password',
    description:
      'It is good once, for seven days. Where SMTP_URL is set it is sent to them, else it is in this answer and nowhere else.',
    answers: PasswordLink,
    refuses: { 404: 'There is nobody with this id', 409: 'The account is closed' },
  })
  passwordLink(@PathId() id: string, @Caller() caller: Identity): Promise<PasswordLink> {
    return this.passwords.linkFor(id, caller);
  }

  @Get('invitations')
  @Documented({ summary: 'Invitations that nobody has accepted yet', answers: listOf(Invitation) })
  listInvitations(@Query({ schema: PageQuery }) query: PageQuery): Promise<Page<Invitation>> {
    return this.invitations.list(query);
  }

  @Post('invitations')
  @Documented({
    summary: 'Invite somebody',
    description:
      'The link is in this answer, and in a mail where SMTP_URL is set. It is good once, for seven days.',
    status: 201,
    answers: InvitationCreated,
    refuses: { 400: 'A field does not fit', 409: 'There is an account with this address already' },
  })
  invite(
    @Body({ schema: InvitationCreate }) body: InvitationCreate,
    @Caller() caller: Identity,
  ): Promise<InvitationCreated> {
    return this.invitations.create(body, caller);
  }

  @Delete('invitations/:id')
  @HttpCode(204)
  @Documented({
    summary: 'Withdraw an invitation',
    status: 204,
    refuses: { 404: 'There is no such open invitation' },
  })
  withdraw(@PathId() id: string, @Caller() caller: Identity): Promise<void> {
    return this.invitations.withdraw(id, caller);
  }

  @Post('invitations/read')
  @HttpCode(200)
  @Access('public')
  @Documented({
    summary: 'What an invitation offers',
    description: 'The token stands in the body, so that no log of addresses has it.',
    answers: InvitationOffer,
    refuses: { 400: 'A field does not fit', 404: 'The link is not, or no longer, good' },
  })
  offer(@Body({ schema: InvitationRead }) { token }: InvitationRead): Promise<InvitationOffer> {
    return this.invitations.offer(token);
  }

  @Post('invitations/accept')
  @HttpCode(201)
  @Access('public')
  @Documented({
    summary: 'Accept an invitation',
    description: 'Makes the account and signs in this browser.',
    status: 201,
    answers: Person,
    refuses: {
      400: 'A field does not fit, or the password is one that is tried first',
      404: 'The link is not, or no longer, good',
      409: 'There is an account with this address already',
    },
  })
  async accept(
    @Body({ schema: InvitationAccept }) body: InvitationAccept,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Person> {
    const person = await this.invitations.accept(body);
    this.browser.remember(response, await this.signIns.open(person.id, request.headers['user-agent']));
    return describePerson(person);
  }
}
