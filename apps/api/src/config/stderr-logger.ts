import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { SettingsValues } from './settings.js';

const upTo: Record<SettingsValues['LOG_LEVEL'], LogLevel[]> = {
  error: ['error', 'fatal'],
  warn: ['error', 'fatal', 'warn'],
  info: ['error', 'fatal', 'warn', 'log'],
  debug: ['error', 'fatal', 'warn', 'log', 'debug', 'verbose'],
};

/** What Nest tells of its own assembly: of use only to who looks for a fault in it. */
const assembly = [
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'WebSocketsController',
];

/** Logs to standard error only: standard output belongs to the links and to scripts that read them. */
export class StderrLogger extends ConsoleLogger {
  constructor(private readonly level: () => SettingsValues['LOG_LEVEL']) {
    super({ prefix: 'Lockstep', colors: process.stderr.isTTY === true });
  }

  override isLevelEnabled(level: LogLevel): boolean {
    return upTo[this.level()].includes(level);
  }

  override log(message: unknown, ...context: unknown[]): void {
    if (assembly.includes(String(context.at(-1)))) this.debug(message, ...context);
    else super.log(message, ...context);
  }

  override error(message: unknown, ...rest: unknown[]): void {
    super.error(message instanceof Error ? told(message) : message, ...rest);
  }

  protected override printMessages(
    messages: unknown[],
    context?: string,
    logLevel?: LogLevel,
    _writeStreamType?: 'stdout' | 'stderr',
    errorStack?: unknown,
  ): void {
    super.printMessages(messages, context, logLevel, 'stderr', errorStack);
  }
}

/** The error and its causes by name and place. Never their other properties: a failed query carries its parameters. */
function told(error: Error): string {
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause instanceof Error ? `${own}\ncaused by ${told(error.cause)}` : own;
}
