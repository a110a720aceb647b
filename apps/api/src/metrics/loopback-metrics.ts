import type { IncomingMessage, ServerResponse } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { MetricsRegistry, PROMETHEUS_TEXT } from './metrics-registry.js';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** What a proxy adds: behind one on this machine, everybody would seem to be a program of it. */
const PROXIED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** Answers a Prometheus on this machine without a token, where METRICS_LOOPBACK says so. Others go on to the route. */
@Injectable()
export class LoopbackMetrics {
  constructor(
    private readonly settings: Settings,
    private readonly registry: MetricsRegistry,
  ) {}

  readonly middleware = (
    request: IncomingMessage,
    response: ServerResponse,
    next: (error?: unknown) => void,
  ): void => {
    const isAsked = request.method === 'GET' && request.url === '/metrics';
    if (!isAsked || !this.#isOfThisMachine(request)) return next();
    this.registry.text().then((text) => {
      response.writeHead(200, { 'Content-Type': PROMETHEUS_TEXT, 'Cache-Control': 'no-store' });
      response.end(text);
    }, next);
  };

  #isOfThisMachine({ socket: { remoteAddress = '' }, headers }: IncomingMessage): boolean {
    if (!this.settings.get('METRICS_LOOPBACK') || this.settings.get('TRUST_PROXY') > 0) return false;
    if (PROXIED.some((name) => headers[name] !== undefined)) return false;
    return LOOPBACK.check(remoteAddress, isIPv6(remoteAddress) ? 'ipv6' : 'ipv4');
  }
}
