import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  ServiceUnavailableException,
  UseFilters,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  TypeOrmHealthIndicator,
} from '@nestjs/terminus';
import type { HealthCheckResult } from '@nestjs/terminus';
import type { Response } from 'express';
import { Access } from '../access/access.js';
import { Settings } from '../config/settings.js';
import { DiskRoom } from '../disk/disk-room.js';
import { Unlimited } from '../limits/limit.guard.js';
import { RtmpService } from '../streaming/rtmp.service.js';

const DATABASE_PATIENCE_MS = 2000;

/** A failed check is reported in the same form as a successful one. */
@Catch(ServiceUnavailableException)
class ReportFilter implements ExceptionFilter {
  catch(error: ServiceUnavailableException, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().status(error.getStatus()).json(error.getResponse());
  }
}

@ApiTags('Health')
@Unlimited()
@Access('public')
@UseFilters(ReportFilter)
@Controller('health')
export class HealthController {
  readonly #disk: DiskRoom;

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly rtmp: RtmpService,
    settings: Settings,
  ) {
    this.#disk = new DiskRoom(settings.get('DATA_DIR'));
  }

  /** The process answers. */
  @Get('live')
  @HealthCheck()
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  /** It can do its work: 503 otherwise. */
  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.database.pingCheck('database').withTimeout(DATABASE_PATIENCE_MS),
      () => {
        const rtmp = this.indicators.check('rtmp');
        return this.rtmp.isListening ? rtmp.up() : rtmp.down();
      },
      async () => {
        const disk = this.indicators.check('disk');
        const { isEnough, free, needed } = await this.#disk.state();
        return isEnough ? disk.up({ free }) : disk.down({ free, needed });
      },
    ]);
  }
}
