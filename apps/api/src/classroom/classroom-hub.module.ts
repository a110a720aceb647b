import { Global, Module } from '@nestjs/common';
import { ClassroomHub } from './classroom-hub.js';

/** Apart from the gateway, so that whoever has something to say to a class depends on nothing but this. */
@Global()
@Module({ providers: [ClassroomHub], exports: [ClassroomHub] })
export class ClassroomHubModule {}
