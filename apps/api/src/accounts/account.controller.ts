import { Body, Controller, Delete, Get, HttpCode, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Account, AccountChange, PasswordChange, SignInEntry } from '@lockstep/contracts';
import type { Request } from 'express';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Audit } from '../audit/audit.service.js';
import { Limits } from '../limits/limits.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { describeAccount, People } from './people/people.service.js';
import { Browser } from './sign-ins/browser.js';
import { Passwords } from './sign-ins/passwords.service.js';
import { SignIns } from './sign-ins/sign-ins.service.js';

/** What people change of their own account. Tokens have none. */
@ApiTags('Accounts')
@Access('person')
@Controller('api/account')
export class AccountController {
  constructor(
    private readonly people: People,
    private readonly passwords: Passwords,
    private readonly signIns: SignIns,
    private readonly browser: Browser,
    private readonly limits: Limits,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Documented({ summary: 'The own account', answers: Account })
  async show(@Caller() { id }: Identity): Promise<Account> {
    return describeAccount(await this.people.get(id));
  }

  @Put()
  @Documented({
    summary: 'Change the own name, or the language of the pages',
    answers: Account,
    refuses: { 400: 'A field does not fit' },
  })
  async change(
    @Caller() { id }: Identity,
    @Body({ schema: AccountChange }) body: AccountChange,
  ): Promise<Account> {
    await this.people.changeOwn(id, body);
    return describeAccount(await this.people.get(id));
  }

  @Put('password')
  @HttpCode(204)
  @Documented({
    summary: 'Change the own password',
    description: 'Ends all other sign-ins.',
    status: 204,
    refuses: {
      400: 'The new password is too short, or one that is tried first',
      403: 'The current password is wrong',
      429: 'Too many wrong passwords',
    },
  })
  async changePassword(
    @Caller() caller: Identity,
    @Body({ schema: PasswordChange }) body: PasswordChange,
    @Req() request: Request,
  ): Promise<void> {
    const sender = { address: this.limits.addressOf(request), device: this.browser.deviceOf(request) };
    await this.passwords.change(caller.id, signInOf(caller) ?? '', body, sender);
  }

  @Get('sign-ins')
  @Documented({ summary: 'Where one is signed in, the last used first', answers: listOf(SignInEntry) })
  list(@Caller() caller: Identity): Promise<SignInEntry[]> {
    return this.signIns.list(caller.id, signInOf(caller));
  }

  @Delete('sign-ins')
  @HttpCode(204)
  @Documented({ summary: 'Sign out all own browsers but this one', status: 204 })
  async endOthers(@Caller() caller: Identity): Promise<void> {
    for (const id of await this.signIns.endOthers(caller.id, signInOf(caller)))
      await this.audit.note(caller, 'sign-in.ended', 'sign-in', id);
  }

  @Delete('sign-ins/:id')
  @HttpCode(204)
  @Documented({
    summary: 'Sign out one of the own browsers',
    status: 204,
    refuses: { 404: 'One is not signed in there' },
  })
  async end(@Caller() caller: Identity, @PathId() id: string): Promise<void> {
    await this.signIns.end(caller.id, id);
    await this.audit.note(caller, 'sign-in.ended', 'sign-in', id);
  }
}

const signInOf = (caller: Identity): string | undefined =>
  'signInId' in caller ? caller.signInId : undefined;
