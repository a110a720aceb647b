import { Module } from '@nestjs/common';
import { Ears } from './ears.js';

@Module({ providers: [Ears], exports: [Ears] })
export class EarsModule {}
