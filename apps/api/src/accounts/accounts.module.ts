import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LimitGuard } from '../limits/limit.guard.js';
import { AccessGuard } from './access.guard.js';
import { StaffToken } from './staff-token.entity.js';
import { TokensController } from './tokens.controller.js';
import { TokensService } from './tokens.service.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([StaffToken])],
  controllers: [TokensController],
  providers: [
    TokensService,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: LimitGuard }, // after it: whom a call is counted for
  ],
  exports: [TokensService],
})
export class AccountsModule {}
