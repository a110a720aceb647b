import type { Attributes, Meter, ObservableCounter, ObservableGauge } from '@opentelemetry/api';

type Kind = 'gauge' | 'counter';
/** Name and kind of each value of a subject, with its description; times are seconds, sizes bytes. */
type Described = Readonly<Record<string, readonly [Kind, string]>>;
/** Notes a value; one that is not known is left out. */
export type Note<Names extends string> = (
  name: Names,
  value: number | null | undefined,
  attributes?: Attributes,
) => void;

/**
 * Lets the values of one subject be read by one callback, each time that somebody asks for the metrics. The names begin with
 * `lockstep_`; those of counters end in `_total`.
 */
export function observe<const D extends Described>(
  meter: Meter,
  described: D,
  read: (note: Note<keyof D & string>) => void | Promise<void>,
): void {
  const instruments = new Map<string, ObservableGauge | ObservableCounter>();
  for (const [name, [kind, description]] of Object.entries(described)) {
    const full = `lockstep_${name}`;
    const options = { description };
    instruments.set(
      name,
      kind === 'gauge'
        ? meter.createObservableGauge(full, options)
        : meter.createObservableCounter(full, options),
    );
  }
  meter.addBatchObservableCallback(
    (result) =>
      read((name, value, attributes) => {
        const instrument = instruments.get(name);
        if (instrument && typeof value === 'number' && Number.isFinite(value))
          result.observe(instrument, value, attributes);
      }),
    [...instruments.values()],
  );
}

export const seconds = (ms: number | null | undefined): number | undefined =>
  ms == null ? undefined : ms / 1000;
