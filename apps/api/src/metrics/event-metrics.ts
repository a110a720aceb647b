import { Injectable } from '@nestjs/common';
import type { LedgerEntry } from '@lockstep/contracts';
import { EventBus } from '../events/event-bus.js';
import { EventAired } from '../live-sessions/live-session-events.js';
import { AnswerJudged } from '../virtual-teacher/judging/judging-events.js';
import { observe, seconds } from './instruments.js';
import { MetricsRegistry } from './metrics-registry.js';

/** A frame lasts 0.04 s; a playout decides a cell of 0.32 s ahead. */
const AIRING_SECONDS = [0.005, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1, 2, 5];
/** The offline brain takes milliseconds, a model seconds. */
const JUDGING_SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

/** Events of lessons on their way into frames, and answers on their way to a verdict. */
@Injectable()
export class EventMetrics {
  constructor({ meter }: MetricsRegistry, bus: EventBus) {
    const delays = meter.createHistogram('lockstep_event_stamping_delay_seconds', {
      description: 'From the ledger to the frame, of events that are due at once.',
      advice: { explicitBucketBoundaries: AIRING_SECONDS },
    });
    const offsets = meter.createHistogram('lockstep_event_planned_offset_seconds', {
      description: 'How far the frame of a planned event is from its time, earlier or later.',
      advice: { explicitBucketBoundaries: AIRING_SECONDS },
    });
    const aired = new Map<LedgerEntry['origin'], number>();
    let repeated = 0;
    bus.on(EventAired, ({ entry }) => {
      const { plannedPtsMs, airedPtsMs, wallClockMs, createdAt, origin } = entry;
      aired.set(origin, (aired.get(origin) ?? 0) + 1);
      if (entry.repeated) repeated++;
      else if (plannedPtsMs !== null && airedPtsMs !== null)
        offsets.record(Math.abs(airedPtsMs - plannedPtsMs) / 1000);
      else if (wallClockMs !== null) delays.record(Math.max(0, wallClockMs - Date.parse(createdAt)) / 1000);
    });
    observe(
      meter,
      {
        events_aired: ['counter', 'Events of lessons that are in frames, by who caused them.'],
        events_repeated: ['counter', 'Of these, stamped again after an interruption.'],
      },
      (note) => {
        for (const origin of ['cue', 'teacher', 'system'] as const)
          note('events_aired', aired.get(origin) ?? 0, { origin });
        note('events_repeated', repeated);
      },
    );

    const latencies = meter.createHistogram('lockstep_judge_latency_seconds', {
      description: 'How long a brain thought about an answer.',
      advice: { explicitBucketBoundaries: JUDGING_SECONDS },
    });
    const verdicts = meter.createCounter('lockstep_judge_verdicts', {
      description: 'Answers that were judged.',
    });
    const fallbacks = meter.createCounter('lockstep_judge_fallbacks', {
      description: 'Answers that the offline brain judged instead of a model, by reason.',
    });
    const tokens = meter.createCounter('lockstep_judge_tokens', {
      description: 'Tokens that a model took for answers.',
    });
    bus.on(AnswerJudged, ({ answer: { judgement } }) => {
      if (judgement === null) return;
      const { brain, latencyMs, insteadOf, tokens: used } = judgement.by;
      latencies.record(seconds(latencyMs) ?? 0, { brain });
      verdicts.add(1, { brain, verdict: judgement.verdict });
      if (insteadOf !== null) fallbacks.add(1, { reason: insteadOf.reason });
      if (used === null) return;
      tokens.add(used.input, { direction: 'input' });
      tokens.add(used.output, { direction: 'output' });
    });
  }
}
