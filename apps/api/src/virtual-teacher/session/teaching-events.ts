import type { BudgetMeter, Teaching } from '@lockstep/contracts';

export class TeachingChanged {
  constructor(readonly teaching: Teaching) {}
}

export class BudgetChanged {
  constructor(
    readonly sessionId: string,
    readonly meter: BudgetMeter,
  ) {}
}
