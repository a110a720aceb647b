import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import type { Meter } from '@opentelemetry/api';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

/** MIME type of the Prometheus text format. */
export const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/** What this server measures of itself. Values are read where they are kept anyway, when somebody asks for them. */
@Injectable()
export class MetricsRegistry implements OnModuleDestroy {
  readonly #logger = new Logger('Metrics');
  readonly #reader = new PrometheusExporter({ preventServerStart: true });
  readonly #provider = new MeterProvider({ readers: [this.#reader] });
  readonly #serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  readonly meter: Meter = this.#provider.getMeter('lockstep');

  /** All of it, in the text format of Prometheus. What fails is left out, and the log says why. */
  async text(): Promise<string> {
    const { resourceMetrics, errors } = await this.#reader.collect();
    for (const error of errors) this.#logger.warn(`Something cannot be measured: ${String(error)}`);
    return this.#serializer.serialize(resourceMetrics);
  }

  async onModuleDestroy(): Promise<void> {
    await this.#provider.shutdown();
  }
}
