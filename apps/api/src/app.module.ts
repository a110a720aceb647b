import { type DynamicModule, Module } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AnalyticsModule } from './analytics/analytics.module.js';
import { AttendanceModule } from './attendance/attendance.module.js';
import { AnswersModule } from './answers/answers.module.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { AuditModule } from './audit/audit.module.js';
import { MailModule } from './mail/mail.module.js';
import { ClassroomModule } from './classroom/classroom.module.js';
import { ClassesModule } from './classes/classes.module.js';
import { StudentHomeModule } from './student-home/student-home.module.js';
import { ConfigModule } from './config/config.module.js';
import { CorrectionsModule } from './corrections/corrections.module.js';
import { ReviewModule } from './review/review.module.js';
import type { Settings } from './config/settings.js';
import { DatabaseModule } from './database/database.module.js';
import { DecksModule } from './decks/decks.module.js';
import { DeletionModule } from './deletion/deletion.module.js';
import { DemoModule } from './demo/demo.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { EventsModule } from './events/events.module.js';
import { LiveSessionsModule } from './live-sessions/live-sessions.module.js';
import { FeedbackModule } from './feedback/feedback.module.js';
import { HealthModule } from './health/health.module.js';
import { HelpingModule } from './virtual-teacher/helping/helping.module.js';
import { InquiriesModule } from './inquiries/inquiries.module.js';
import { LessonsModule } from './lessons/lessons.module.js';
import { LeasesModule } from './leases/leases.module.js';
import { LimitsModule } from './limits/limits.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { MomentsModule } from './moments/moments.module.js';
import { PassingModule } from './passing/passing.module.js';
import { PracticeModule } from './practice/practice.module.js';
import { RecordingsModule } from './recordings/recordings.module.js';
import type { RedisLine } from './redis/redis-line.js';
import { RedisModule } from './redis/redis.module.js';
import { SelfPacedModule } from './self-paced/self-paced.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { StorageModule } from './storage/storage.module.js';
import { SigningModule } from './signing/signing.module.js';
import { StreamKeysModule } from './stream-keys/stream-keys.module.js';
import { StreamingModule } from './streaming/streaming.module.js';
import { ServerSettingsModule } from './server-settings/server-settings.module.js';
import { RestreamsModule } from './restreams/restreams.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { CompilingModule } from './virtual-teacher/compiling/compiling.module.js';
import { PreviewsModule } from './virtual-teacher/preview/previews.module.js';

const subjects = [
  EventsModule,
  ExportsModule,
  StorageModule,
  AnalyticsModule,
  AnswersModule,
  AttendanceModule,
  AuditModule,
  MailModule,
  AccountsModule,
  ClassesModule,
  StudentHomeModule,
  ClassroomModule,
  CompilingModule,
  CorrectionsModule,
  ReviewModule,
  DecksModule,
  DeletionModule,
  DemoModule,
  FeedbackModule,
  HealthModule,
  LeasesModule,
  HelpingModule,
  InquiriesModule,
  LessonsModule,
  LimitsModule,
  MetricsModule,
  MomentsModule,
  PassingModule,
  PracticeModule,
  PreviewsModule,
  RecordingsModule,
  SelfPacedModule,
  SessionsModule,
  SigningModule,
  LiveSessionsModule,
  StreamingModule,
  StreamKeysModule,
  ServerSettingsModule,
  RestreamsModule,
  TemplatesModule,
  WebhooksModule,
];

@Module({})
export class AppModule {
  static of(settings: Settings, dataSource: DataSource, redis: RedisLine | undefined): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigModule.of(settings), DatabaseModule.of(dataSource), RedisModule.of(redis), ...subjects],
    };
  }
}
