import { WebhookPayload } from '@lockstep/contracts';
import type { WebhookDeliveryState, WebhookFailure } from '@lockstep/contracts';
import { Column, Entity, Generated, PrimaryColumn } from 'typeorm';
import { StoredRecord } from '../stored/stored-record.js';

const storedPayload = new StoredRecord<WebhookPayload>({
  name: 'payload',
  version: 1,
  schema: WebhookPayload,
});

/** What a webhook is told, or was told lately. */
@Entity('webhook_delivery')
export class WebhookDelivery {
  @PrimaryColumn('text')
  id: string;

  /** Their order, in digits; the database gives it. */
  @Column('bigint')
  @Generated('increment')
  seq: string;

  @Column('text', { name: 'webhook_id' })
  webhookId: string;

  @Column('text', { name: 'session_id', nullable: true })
  sessionId: string | null;

  /** So that what names a student goes with them. */
  @Column('text', { name: 'student_id', nullable: true })
  studentId: string | null;

  /** Deliveries of one queue are sent in order: that of the session, or one for what is about none. */
  @Column('text')
  queue: string;

  @Column('jsonb', { name: 'payload' })
  storedPayload: object;

  @Column('text')
  state: WebhookDeliveryState;

  @Column('integer')
  attempts: number;

  @Column('timestamptz')
  at: Date;

  @Column('timestamptz', { name: 'next_at' })
  nextAt: Date;

  /** When it is given up. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  /** Of the last answer. */
  @Column('integer', { nullable: true })
  status: number | null;

  @Column('text', { nullable: true })
  failure: WebhookFailure | null;

  @Column('timestamptz', { name: 'delivered_at', nullable: true })
  deliveredAt: Date | null;

  /** @throws StoredRecordUnreadable */
  get payload(): WebhookPayload {
    return storedPayload.read(this.storedPayload, this.id);
  }
}

export const writePayload = (payload: WebhookPayload): object => storedPayload.write(payload);
