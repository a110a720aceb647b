/** The value below which the share `p` of all values lies; NaN for none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}

/** Median, 95th percentile and extremes, in one line. */
export function describe(values: readonly number[]): string {
  const at = (p: number) => percentile(values, p).toFixed(0);
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms, from ${at(0)} to ${at(1)} (${values.length} frames)`;
}
