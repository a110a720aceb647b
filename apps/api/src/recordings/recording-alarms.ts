import { Injectable } from '@nestjs/common';
import type { RecordingAlarm } from '@lockstep/contracts';
import { Archiving } from './archiving.js';
import { Recorders } from './recorders.js';
import type { Recording } from './recording.entity.js';

/** What is wrong with recordings now. */
@Injectable()
export class RecordingAlarms {
  constructor(
    private readonly recorders: Recorders,
    private readonly archiving: Archiving,
  ) {}

  /** null: nothing is. */
  of({ id, sessionId, status }: Pick<Recording, 'id' | 'sessionId' | 'status'>): RecordingAlarm | null {
    if (status === 'recording') return this.recorders.alarmOf(sessionId);
    return this.archiving.isDelayed(id) ? 'storage-away' : null;
  }

  /** Of what was live, not in the recording because of the disk, ms. */
  lostMsOf({ sessionId, status, lostMs }: Pick<Recording, 'sessionId' | 'status' | 'lostMs'>): number {
    return Math.round(lostMs + (status === 'recording' ? this.recorders.lostMsOf(sessionId) : 0));
  }
}
