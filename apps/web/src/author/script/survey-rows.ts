import type { SurveyItem, SurveyTask } from '@lockstep/contracts';
import { textOfTask } from '@lockstep/lesson';

export type ItemKind = SurveyItem['by'];
export const itemKinds: readonly ItemKind[] = ['scale', 'choice', 'choices', 'text'];

const POINTS = 5;

/** What every item has, whatever it is answered by. */
const common = ({ id, text, optional }: SurveyItem) => ({ id, text, ...(optional && { optional }) });

/** The same item answered in another way; what both ways have is kept. */
export function answeredBy(
  item: SurveyItem,
  by: ItemKind,
  choiceName: (index: number) => string,
): SurveyItem {
  switch (by) {
    case 'text':
      return { ...common(item), by };
    case 'scale':
      return { ...common(item), by, points: POINTS };
    case 'choice':
    case 'choices': {
      const held =
        'choices' in item ? item.choices : [1, 2].map((i) => ({ id: String(i), text: choiceName(i) }));
      return { ...common(item), by, choices: held };
    }
  }
}

export function withOptional(item: SurveyItem, isOptional: boolean): SurveyItem {
  const next = { ...item };
  if (isOptional) next.optional = true;
  else delete next.optional;
  return next;
}

/** What one end of a scale means; nothing: it is not said. */
export function withEnd(
  item: Extract<SurveyItem, { by: 'scale' }>,
  end: 'low' | 'high',
  text: string,
): SurveyItem {
  const next = { ...item, [end]: text };
  if (next.low === '') delete next.low;
  if (next.high === '') delete next.high;
  return next;
}

/** An item with a name that no other has. */
export function newItem(items: readonly SurveyItem[], nameOf: (index: number) => string): SurveyItem {
  const free = Array.from({ length: items.length + 1 }, (_, i) => nameOf(i + 1)).find((name) =>
    items.every(({ text }) => text !== name),
  );
  return { id: 'new', text: free ?? '?', by: 'scale', points: POINTS };
}

/** What stands under `survey` in the script. */
export const textOfItems = (items: readonly SurveyItem[]): unknown => {
  const task: SurveyTask = { kind: 'survey', items: [...items] };
  return textOfTask(task)['survey'];
};

/** A choice in each line, each once. */
export const choicesIn = (typed: string): string[] => [
  ...new Set(
    typed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];
