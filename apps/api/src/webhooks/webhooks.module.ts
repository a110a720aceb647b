import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StreamingModule } from '../streaming/streaming.module.js';
import { BeforeWebhooks } from './before-webhooks.js';
import { Deliveries } from './deliveries.js';
import { DeliveryStore } from './delivery-store.js';
import { Dispatcher } from './dispatcher.js';
import { Sender } from './sender.js';
import { WebhookEvents } from './webhook-events.js';
import { WebhookRegister } from './webhook-register.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { Webhook } from './webhook.entity.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({
  imports: [StreamingModule, TypeOrmModule.forFeature([Webhook, WebhookDelivery])],
  controllers: [WebhooksController],
  providers: [BeforeWebhooks, Deliveries, DeliveryStore, Dispatcher, Sender, WebhookEvents, WebhookRegister],
})
export class WebhooksModule {}
