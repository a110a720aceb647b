import { WebhookEvent, WebhookQuestion } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An address of another system that is told what happens. */
@Entity('webhook')
export class Webhook {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  url: string;

  @Column('jsonb', { name: 'events' })
  storedEvents: readonly string[];

  @Column('jsonb', { name: 'asks' })
  storedAsks: readonly string[];

  @Column('text', { name: 'on_failure' })
  onFailure: 'allow' | 'refuse';

  @Column('boolean')
  enabled: boolean;

  /** Signs what is sent; kept in clear, because signing needs it. */
  @Column('text')
  secret: string;

  /** The one before, which signs too until `previousUntil`. */
  @Column('text', { name: 'previous_secret', nullable: true })
  previousSecret: string | null;

  @Column('timestamptz', { name: 'previous_until', nullable: true })
  previousUntil: Date | null;

  /** Events that were not kept, because too many waited. */
  @Column('integer')
  dropped: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** Those that this version knows. */
  get events(): WebhookEvent[] {
    return WebhookEvent.options.filter((event) => this.storedEvents.includes(event));
  }

  get asks(): WebhookQuestion[] {
    return WebhookQuestion.options.filter((question) => this.storedAsks.includes(question));
  }
}
