import { Module } from '@nestjs/common';
import { Workshop } from './workshop.js';

@Module({ providers: [Workshop], exports: [Workshop] })
export class WorkshopModule {}
