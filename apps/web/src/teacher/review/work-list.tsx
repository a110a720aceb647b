import { type KeyboardEvent, useEffect } from 'react';
import { explain } from '../../api/explain.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import type { Corrections } from '../live/use-corrections.js';
import { useListKeys } from '../live/use-list-keys.js';
import { isOpen, useWork } from './use-work.js';
import { WorkGroup } from './work-group.js';

/** More is fetched when so many groups are left. */
const FEW = 5;

/** Everything that is not reviewed, in groups of similar answers. */
export function WorkList() {
  const texts = useTexts();
  const { work: words, more } = useReviewTexts();
  const work = useWork();
  const { found, problem, items, corrections } = work;
  const open = items.filter(isOpen);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  useEffect(() => {
    if (open.length <= FEW && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [open.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (!found.data && problem) return <Notice kind="error">{explain(problem, texts)}</Notice>;
  if (!found.data) return <p className="soft">{texts.common.loading}</p>;
  const left = open.reduce((sum, { answers }) => sum + answers.length, 0);
  return (
    <>
      <p className="soft" role="status">
        {left === 0 && !hasNextPage ? words.none : words.left(left, open.length, hasNextPage)}
      </p>
      {corrections.problem && <Notice kind="error">{explain(corrections.problem, texts)}</Notice>}
      {items.length > 0 && <p className="small soft corrections__keys">{words.keys}</p>}
      <WorkItems work={work} />
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {more}
        </Button>
      )}
    </>
  );
}

/** Groups below each other, worked through by keyboard: after a verdict the next group is in hand. */
function WorkItems({ work: { items, corrections, lastSaid } }: { work: ReturnType<typeof useWork> }) {
  const keys = useListKeys(items.map(({ id }) => id));
  const focus = (id: string | undefined) => {
    const all = [...(keys.list.ref.current?.querySelectorAll<HTMLElement>('[data-item]') ?? [])];
    all.find((item) => item.dataset['item'] === id)?.focus();
  };
  const advancing: Corrections = {
    ...corrections,
    correct: async (answers, verdict, comment) => {
      const at = items.findIndex(({ id }) => id === answers[0]?.id);
      focus(items.find((item, index) => index > at && isOpen(item))?.id);
      return corrections.correct(answers, verdict, comment);
    },
  };
  const undoLast = (event: KeyboardEvent<HTMLElement>): boolean => {
    const id = event.target instanceof HTMLElement ? event.target.dataset['item'] : undefined;
    const last = lastSaid();
    const isHeldOpen = items.some((item) => item.id === id && isOpen(item));
    if (event.key !== 'u' || !isHeldOpen || last === undefined) return false;
    focus(items.find(({ answers }) => answers.some((one) => one.correction?.correctionId === last))?.id);
    void corrections.undo(last);
    return true;
  };
  const together = (correctionId: string) =>
    items
      .flatMap(({ answers }) => answers)
      .filter(({ correction }) => correction?.correctionId === correctionId).length;
  if (items.length === 0) return null;
  return (
    <ol
      className="panel answers work"
      {...keys.list}
      onKeyDown={(event) => (undoLast(event) ? event.preventDefault() : keys.list.onKeyDown(event))}
    >
      {items.map((item) => (
        <li key={item.id} className="answers__row" data-done={!isOpen(item)} {...keys.item(item.id)}>
          <WorkGroup item={item} together={together} corrections={advancing} />
        </li>
      ))}
    </ol>
  );
}
