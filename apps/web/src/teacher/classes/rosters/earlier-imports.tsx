import type { RosterImportEntry, RosterUndo } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { explain } from '../../../api/explain.js';
import { problemOf } from '../../../api/query-client.js';
import { rosterQueries, undoRoster } from '../../../api/rosters.js';
import { formatDate } from '../../../i18n/format.js';
import { useLanguage, useTexts } from '../../../i18n/language.js';
import { useRosterTexts } from '../../../i18n/rosters-texts.js';
import { Button } from '../../../ui/button.js';
import { Notice } from '../../../ui/notice.js';

/** What was imported before, each of which can be taken back. */
export function EarlierImports({ classId }: { classId: string | null }) {
  const texts = useTexts();
  const words = useRosterTexts();
  const cache = useQueryClient();
  const imports = useQuery(rosterQueries.imports(classId));
  const undo = useMutation({
    mutationFn: (id: string) => undoRoster(classId, id),
    onSuccess: () =>
      Promise.all(
        ['roster-imports', 'classes', 'class', 'people'].map((key) =>
          cache.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  const problem = problemOf(imports) ?? undo.error;
  return (
    <section className="card stack" aria-label={words.earlier}>
      <h2>{words.earlier}</h2>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {undo.data && <Undone undone={undo.data} />}
      {imports.data?.length === 0 && <p className="soft">{words.none}</p>}
      <ul className="rows">
        {imports.data?.map((one) => (
          <EarlierImport key={one.id} one={one} isBusy={undo.isPending} onUndo={() => undo.mutate(one.id)} />
        ))}
      </ul>
    </section>
  );
}

type EarlierImportProps = {
  readonly one: RosterImportEntry;
  readonly isBusy: boolean;
  readonly onUndo: () => void;
};

function EarlierImport({ one: { at, by, counts, undoneAt }, isBusy, onUndo }: EarlierImportProps) {
  const words = useRosterTexts();
  const { tag } = useLanguage();
  const when = formatDate(at, tag);
  const sums = words.counts(counts);
  return (
    <li className="rows__row">
      <div className="rows__what">
        <span className="rows__title">{words.byWhom(when, by.name ?? words.somebody)}</span>
        <span className="small soft">{sums === '' ? words.nothingKnown : sums}</span>
      </div>
      {undoneAt === null ? (
        <Button small look="quiet" disabled={isBusy} aria-label={words.undoNamed(when)} onClick={onUndo}>
          {words.undo}
        </Button>
      ) : (
        <span className="small soft">{words.wasUndone(formatDate(undoneAt, tag))}</span>
      )}
    </li>
  );
}

function Undone({ undone: { counts, stays, stayCount } }: { undone: RosterUndo }) {
  const words = useRosterTexts();
  return (
    <>
      <Notice kind="good">
        {words.undone} {words.tookBack(words.counts(counts))}
      </Notice>
      {stayCount > 0 && (
        <section className="stack stack--tight" aria-label={words.stays(stayCount)}>
          <h3>{words.stays(stayCount)}</h3>
          <ul className="rosters__scroll small" tabIndex={0} aria-label={words.stays(stayCount)}>
            {stays.map((one, i) => (
              <li key={i}>
                {[one.name, one.class].filter((said) => said !== null).join(', ')}: {words.staying[one.act]} (
                {words.reasons[one.reason]})
              </li>
            ))}
            {stayCount > stays.length && <li className="soft">{words.more(stayCount - stays.length)}</li>}
          </ul>
        </section>
      )}
    </>
  );
}
