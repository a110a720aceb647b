import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Account, PasswordReset, PasswordResetRequest, SignIn } from '@lockstep/contracts';
import type { Request, Response } from 'express';
import { Access, Caller } from '../../access/access.js';
import type { Identity } from '../../access/identity.js';
import { Audit } from '../../audit/audit.service.js';
import { Limits } from '../../limits/limits.js';
import { Documented } from '../../openapi/route-docs.js';
import { describeAccount } from '../people/people.service.js';
import { Browser } from './browser.js';
import { Passwords } from './passwords.service.js';
import { SignIns } from './sign-ins.service.js';

const wait = 'Too many wrong passwords for this account from here, or too many sign-ins from this address';

/** Signing in and out, and a new password for somebody who has forgotten theirs. */
@ApiTags('Accounts')
@Access('public')
@Controller('api')
export class SignInController {
  constructor(
    private readonly passwords: Passwords,
    private readonly signIns: SignIns,
    private readonly browser: Browser,
    private readonly limits: Limits,
    private readonly audit: Audit,
  ) {}

  @Post('sign-in')
  @HttpCode(200)
  @Documented({
    summary: 'Sign in',
    description: 'The answer sets an http-only cookie; pages of this server are then known by it.',
    answers: Account,
    refuses: { 400: 'A field does not fit', 401: 'The address or the password is wrong', 429: wait },
  })
  async signIn(
    @Body({ schema: SignIn }) body: SignIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Account> {
    const sender = { address: this.limits.addressOf(request), device: this.browser.deviceOf(request) };
    const person = await this.passwords.check(body, sender);
    const opened = await this.signIns.open(person.id, request.headers['user-agent']);
    await this.audit.note({ kind: 'person', id: person.id }, 'sign-in.opened', 'sign-in', opened.signInId);
    this.browser.remember(response, opened);
    return describeAccount(person);
  }

  @Post('sign-out')
  @HttpCode(204)
  @Documented({ summary: 'Sign out in this browser', status: 204 })
  async signOut(
    @Caller() caller: Identity | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (caller === undefined || !('signInId' in caller) || caller.signInId === undefined) return;
    await this.signIns.end(caller.id, caller.signInId);
    this.browser.forget(response);
  }

  @Post('password-resets')
  @HttpCode(204)
  @Documented({
    summary: 'Ask for a link that sets a new password',
    description:
      'It is sent to the address of the account, or written to the log of a server without SMTP_URL. The answer does not tell whether there is an account.',
    status: 204,
    refuses: { 400: 'A field does not fit' },
  })
  requestReset(@Body({ schema: PasswordResetRequest }) { email }: PasswordResetRequest): void {
    this.passwords.requestReset(email);
  }

  @Post('password-resets/accept')
  @HttpCode(200)
  @Documented({
    summary: 'Set a new password with such a link',
    description: 'Ends all sign-ins of the person, and signs in this browser.',
    answers: Account,
    refuses: {
      400: 'The password is too short, or one that is tried first',
      404: 'The link is not, or no longer, good',
    },
  })
  async reset(
    @Body({ schema: PasswordReset }) body: PasswordReset,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Account> {
    const person = await this.passwords.reset(body);
    this.browser.remember(response, await this.signIns.open(person.id, request.headers['user-agent']));
    return describeAccount(person);
  }
}
