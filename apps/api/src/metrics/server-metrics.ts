import { readdir } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Settings } from '../config/settings.js';
import { freeBytes } from '../disk/disk-room.js';
import { CompileJobs } from '../lessons/compiles/compile-jobs.js';
import { CompileQueue } from '../virtual-teacher/compiling/compile-queue.js';
import { observe, seconds } from './instruments.js';
import { MetricsRegistry } from './metrics-registry.js';

/** Somebody who asks for the metrics waits for the database no longer than this, ms. */
const DATABASE_PATIENCE_MS = 2000;
const NANOSECONDS = 1e9;

/** The process, its event loop and memory, the database, the disk and the jobs. */
@Injectable()
export class ServerMetrics implements OnModuleDestroy {
  readonly #loop = monitorEventLoopDelay({ resolution: 10 });

  constructor(
    { meter }: MetricsRegistry,
    @InjectDataSource() private readonly dataSource: DataSource,
    settings: Settings,
    jobs: CompileJobs,
    queue: CompileQueue,
  ) {
    this.#loop.enable();
    observe(
      meter,
      {
        event_loop_delay_seconds: ['gauge', 'Delay of the event loop since the metrics were read before.'],
        memory_bytes: ['gauge', 'Memory of the process, by kind.'],
        cpu_seconds: ['counter', 'Processor time of the process, all threads.'],
        uptime_seconds: ['gauge', 'Since the start of the process.'],
        open_handles: ['gauge', 'What keeps the event loop busy: sockets, timers, files.'],
        open_descriptors: ['gauge', 'File descriptors of the process; Linux only.'],
        disk_free_bytes: ['gauge', 'Free on the disk of the data folder.'],
      },
      async (note) => {
        for (const percentile of [50, 99, 100]) {
          const delay = this.#loop.percentile(percentile) / NANOSECONDS;
          note('event_loop_delay_seconds', delay, { percentile: String(percentile) });
        }
        this.#loop.reset();
        const memory: Readonly<Record<string, number>> = { ...process.memoryUsage() };
        for (const [kind, bytes] of Object.entries(memory)) note('memory_bytes', bytes, { kind });
        const { user, system } = process.cpuUsage();
        note('cpu_seconds', (user + system) / 1e6);
        note('uptime_seconds', process.uptime());
        note('open_handles', process.getActiveResourcesInfo().length);
        note('open_descriptors', await descriptors());
        note('disk_free_bytes', await freeBytes(settings.get('DATA_DIR')));
      },
    );
    observe(
      meter,
      {
        database_up: ['gauge', '1 while the database answers.'],
        database_ping_seconds: [
          'gauge',
          'How long the database took to answer, with the wait for a connection.',
        ],
        database_connections: ['gauge', 'Connections to the database, by state; those that wait want one.'],
        compile_jobs: ['gauge', 'Lessons that wait to be compiled, or are.'],
      },
      async (note) => {
        for (const [state, count] of Object.entries(this.#connections()))
          note('database_connections', count, { state });
        note('compile_jobs', queue.running, { state: 'running' });
        const pingMs = await this.#ping();
        note('database_up', pingMs === undefined ? 0 : 1);
        note('database_ping_seconds', seconds(pingMs));
        if (pingMs !== undefined) note('compile_jobs', await jobs.waiting(), { state: 'queued' });
      },
    );
  }

  onModuleDestroy(): void {
    this.#loop.disable();
  }

  /** ms; undefined: it does not answer in time. */
  async #ping(): Promise<number | undefined> {
    const began = performance.now();
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error('late')), DATABASE_PATIENCE_MS);
    try {
      await Promise.race([this.dataSource.query('SELECT 1'), late.promise]);
      return performance.now() - began;
    } catch {
      return undefined; // that it is away is the answer
    } finally {
      clearTimeout(timer);
    }
  }

  #connections(): Readonly<Record<'busy' | 'idle' | 'waiting', number>> {
    const { master } = this.dataSource.driver as unknown as {
      readonly master: Readonly<Record<'totalCount' | 'idleCount' | 'waitingCount', number>>;
    };
    const { totalCount, idleCount, waitingCount } = master;
    return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
  }
}

async function descriptors(): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  return (await readdir('/proc/self/fd')).length;
}
