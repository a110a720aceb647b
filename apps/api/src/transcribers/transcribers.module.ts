import { Module } from '@nestjs/common';
import { Transcribers } from './transcribers.js';

@Module({ providers: [Transcribers], exports: [Transcribers] })
export class TranscribersModule {}
