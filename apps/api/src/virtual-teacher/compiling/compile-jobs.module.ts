import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CompileJob } from './compile-job.entity.js';
import { CompileJobs } from './compile-jobs.js';

@Module({
  imports: [TypeOrmModule.forFeature([CompileJob])],
  providers: [CompileJobs],
  exports: [CompileJobs],
})
export class CompileJobsModule {}
