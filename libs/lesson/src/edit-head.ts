import { isNode, isScalar, type YAMLMap } from 'yaml';

/** Writes the lines of one key of the head anew, or before the steps where it was not there. */
export function replaceHeadEntry(text: string, head: YAMLMap, key: string, lines: string): string {
  const startOf = (pair: (typeof head.items)[number] | undefined): number | undefined =>
    isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  const at = head.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === key);
  const steps = head.items.find((pair) => isScalar(pair.key) && pair.key.value === 'steps');
  const from = startOf(at < 0 ? steps : head.items[at]);
  if (from === undefined) return text;
  if (at < 0) return text.slice(0, from) + lines + text.slice(from);
  const value = head.items[at]?.value;
  const to = isNode(value) ? (value.range?.[2] ?? from) : from;
  return text.slice(0, from) + lines + text.slice(to);
}
