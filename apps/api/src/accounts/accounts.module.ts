import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LimitGuard } from '../limits/limit.guard.js';
import { AccessGuard } from './access.guard.js';
import { AccountController } from './account.controller.js';
import { Identification } from './identification.js';
import { Invitations } from './links/invitations.js';
import { OneTimeLink } from './links/one-time-link.entity.js';
import { OneTimeLinks } from './links/one-time-links.js';
import { OwnTokensController } from './own-tokens.controller.js';
import { PeopleController } from './people/people.controller.js';
import { People } from './people/people.service.js';
import { Person } from './people/person.entity.js';
import { Browser } from './sign-ins/browser.js';
import { KnownDevice } from './sign-ins/known-device.entity.js';
import { Passwords } from './sign-ins/passwords.service.js';
import { SignInController } from './sign-ins/sign-in.controller.js';
import { SignIn } from './sign-ins/sign-in.entity.js';
import { SignIns } from './sign-ins/sign-ins.service.js';
import { StaffToken } from './staff-token.entity.js';
import { TokensController } from './tokens.controller.js';
import { TokensService } from './tokens.service.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([StaffToken, Person, SignIn, KnownDevice, OneTimeLink])],
  controllers: [
    ...[TokensController, SignInController, AccountController, OwnTokensController, PeopleController],
  ],
  providers: [
    ...[TokensService, People, SignIns, Passwords, Browser, OneTimeLinks, Invitations, Identification],
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: LimitGuard }, // after it: whom a call is counted for
  ],
  exports: [TokensService, People, Invitations, Identification],
})
export class AccountsModule {}
