import type { RosterImport } from '@lockstep/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../../../api/explain.js';
import { sendRoster } from '../../../api/rosters.js';
import { useTexts } from '../../../i18n/language.js';
import { useRosterTexts } from '../../../i18n/rosters-texts.js';
import { Button } from '../../../ui/button.js';
import { Dropzone } from '../../../ui/dropzone.js';
import { Notice } from '../../../ui/notice.js';
import { useLeaving } from '../../use-leaving.js';
import { RosterPreview } from './roster-preview.js';

type Seen = { readonly file: File; readonly found: RosterImport };

/** Chooses a file, shows what it does, and does it. */
export function RosterFile({ classId }: { classId: string | null }) {
  const texts = useTexts();
  const words = useRosterTexts();
  const leaving = useLeaving();
  const [seen, setSeen] = useState<Seen | null>(null);
  const read = useMutation({
    mutationFn: async (file: File) => ({
      file,
      found: await sendRoster(classId, file, { signal: leaving() }),
    }),
    onMutate: () => setSeen(null),
    onSuccess: setSeen,
  });
  if (seen) return <Shown seen={seen} classId={classId} onAnother={() => setSeen(null)} />;
  return (
    <section className="card stack">
      <p>{words.hint}</p>
      <p className="field__hint">{words.columns}</p>
      <Dropzone
        label={read.isPending ? words.reading : words.choose}
        hint=".csv, .zip"
        drop={words.drop}
        accept=".csv,.tsv,.txt,.zip"
        busy={read.isPending}
        multiple={false}
        onFiles={([file]) => file && read.mutate(file)}
      />
      {read.error && <Notice kind="error">{explain(read.error, texts)}</Notice>}
    </section>
  );
}

type ShownProps = { readonly seen: Seen; readonly classId: string | null; readonly onAnother: () => void };

function Shown({ seen: { file, found }, classId, onAnother }: ShownProps) {
  const texts = useTexts();
  const words = useRosterTexts();
  const cache = useQueryClient();
  const leaving = useLeaving();
  const { fingerprint } = found;
  const apply = useMutation({
    mutationFn: () => sendRoster(classId, file, { fingerprint, signal: leaving() }),
    onSuccess: () =>
      Promise.all(
        ['roster-imports', 'classes', 'class', 'people'].map((key) =>
          cache.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  const isNew = found.counts.accountsCreated > 0;
  return (
    <section className="card stack" aria-label={words.preview}>
      {apply.isSuccess ? (
        <Notice kind="good">
          {words.done} {isNew && words.passwords}
        </Notice>
      ) : (
        <h2>{words.preview}</h2>
      )}
      <RosterPreview found={found} />
      {apply.error && <Notice kind="error">{explain(apply.error, texts)}</Notice>}
      <div className="row">
        {!apply.isSuccess && found.changeCount > 0 && (
          <Button look="primary" disabled={apply.isPending} onClick={() => apply.mutate()}>
            {words.apply}
          </Button>
        )}
        <Button look="quiet" disabled={apply.isPending} onClick={onAnother}>
          {words.another}
        </Button>
      </div>
    </section>
  );
}
