import { Global, Module } from '@nestjs/common';
import { SessionLeases } from './session-leases.js';

@Global()
@Module({ providers: [SessionLeases], exports: [SessionLeases] })
export class LeasesModule {}
