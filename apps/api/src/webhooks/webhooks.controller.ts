import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  Webhook,
  WebhookChange,
  WebhookCreate,
  WebhookCreated,
  WebhookDelivery,
  WebhookDeliveryQuery,
  WebhookReplay,
  WebhookReplayed,
  WebhookTest,
} from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Audit } from '../audit/audit.service.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import type { Page } from '../paging/page.js';
import { Deliveries } from './deliveries.js';
import { Dispatcher } from './dispatcher.js';
import { WebhookRegister } from './webhook-register.js';

const unknown = { 404: 'There is no such webhook' };
const unfit = { 400: 'A field does not fit, or the address is not allowed' };

@ApiTags('Webhooks')
@ApiBearerAuth()
@Access('operator')
@Controller('api/webhooks')
export class WebhooksController {
  constructor(
    private readonly register: WebhookRegister,
    private readonly deliveries: Deliveries,
    private readonly dispatcher: Dispatcher,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Documented({ summary: 'The webhooks, without their secret', answers: listOf(Webhook) })
  list(): Promise<Webhook[]> {
    return this.register.list();
  }

  @Post()
  @Documented({
    summary: 'Make a webhook',
    description:
      'Its secret is in this answer and nowhere else. docs/webhooks.md says how to verify what it signs.',
    status: 201,
    answers: WebhookCreated,
    refuses: { ...unfit, 409: 'There are too many' },
  })
  async create(
    @Body({ schema: WebhookCreate }) body: WebhookCreate,
    @Caller() caller: Identity,
  ): Promise<WebhookCreated> {
    const created = await this.register.create(body);
    await this.audit.note(caller, 'webhook.created', 'webhook', created.id);
    return created;
  }

  @Get(':id')
  @Documented({ summary: 'A webhook', answers: Webhook, refuses: unknown })
  get(@PathId() id: string): Promise<Webhook> {
    return this.register.describe(id);
  }

  @Patch(':id')
  @Documented({
    summary: 'Change a webhook',
    description: 'What is absent stays. It holds from the next event on; what waits goes to the new address.',
    answers: Webhook,
    refuses: { ...unfit, ...unknown },
  })
  async change(
    @PathId() id: string,
    @Body({ schema: WebhookChange }) body: WebhookChange,
    @Caller() caller: Identity,
  ): Promise<Webhook> {
    const changed = await this.register.change(id, body);
    await this.dispatcher.resume(id);
    await this.audit.note(caller, 'webhook.changed', 'webhook', id);
    return changed;
  }

  @Delete(':id')
  @HttpCode(204)
  @Documented({
    summary: 'Delete a webhook',
    description: 'With all that waits for it.',
    status: 204,
    refuses: unknown,
  })
  async delete(@PathId() id: string, @Caller() caller: Identity): Promise<void> {
    await this.register.delete(id);
    await this.audit.note(caller, 'webhook.deleted', 'webhook', id);
  }

  @Post(':id/secret')
  @HttpCode(200)
  @Documented({
    summary: 'Give a webhook a new secret',
    description: 'The one before it signs too for a day: change it at the receiver meanwhile.',
    answers: WebhookCreated,
    refuses: unknown,
  })
  async changeSecret(@PathId() id: string, @Caller() caller: Identity): Promise<WebhookCreated> {
    const changed = await this.register.changeSecret(id);
    await this.audit.note(caller, 'webhook.secret-changed', 'webhook', id);
    return changed;
  }

  @Post(':id/test')
  @HttpCode(200)
  @Documented({
    summary: 'Try a webhook',
    description: 'A signed body of the type test is sent once, at once, and is not kept.',
    answers: WebhookTest,
    refuses: unknown,
  })
  test(@PathId() id: string): Promise<WebhookTest> {
    return this.deliveries.test(id);
  }

  @Get(':id/deliveries')
  @Documented({
    summary: 'What a webhook was told lately, or is still to be told, the newest first',
    description: 'The last 100 that arrived and the last 1000 that were given up are kept.',
    answers: listOf(WebhookDelivery),
    refuses: unknown,
  })
  listDeliveries(
    @PathId() id: string,
    @Query({ schema: WebhookDeliveryQuery }) query: WebhookDeliveryQuery,
  ): Promise<Page<WebhookDelivery>> {
    return this.deliveries.list(id, query);
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Documented({
    summary: 'Send again what was given up',
    description: 'One delivery, or all of them, for another day, before what came later.',
    answers: WebhookReplayed,
    refuses: { 404: 'There is no such webhook, or no such delivery that was given up' },
  })
  async replay(
    @PathId() id: string,
    @Body({ schema: WebhookReplay }) { deliveryId }: WebhookReplay,
    @Caller() caller: Identity,
  ): Promise<WebhookReplayed> {
    const replayed = await this.deliveries.replay(id, deliveryId);
    await this.audit.note(caller, 'webhook.replayed', 'webhook', id);
    return { replayed };
  }
}
