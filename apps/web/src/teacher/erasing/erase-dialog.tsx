import type { ErasureOf, ErasurePreview, ErasureReport } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { erase, erasureQueries } from '../../api/erasures.js';
import { explain } from '../../api/explain.js';
import { problemOf } from '../../api/query-client.js';
import { saveFile } from '../../browser/save-file.js';
import { formatDate, formatSize } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { FindStudent } from './find-student.js';

type EraseDialogProps = {
  /** Whose data; absent: they are looked for by their name first. */
  readonly of?: ErasureOf;
  readonly onClose: () => void;
};

/** Erases a student or guest everywhere: who, what goes, their name once more, and the report of what went. */
export function EraseDialog({ of, onClose }: EraseDialogProps) {
  const words = useReviewTexts().erasure;
  const [chosen, setChosen] = useState(of);
  const [report, setReport] = useState<ErasureReport | null>(null);
  return (
    <Dialog title={words.title} onClose={onClose}>
      {report && <Erased report={report} onClose={onClose} />}
      {!report && !chosen && <FindStudent onChosen={setChosen} onClose={onClose} />}
      {!report && chosen && <Confirm of={chosen} onErased={setReport} onClose={onClose} />}
    </Dialog>
  );
}

type ConfirmProps = {
  readonly of: ErasureOf;
  readonly onErased: (report: ErasureReport) => void;
  readonly onClose: () => void;
};

function Confirm({ of, onErased, onClose }: ConfirmProps) {
  const { texts } = useLanguage();
  const words = useReviewTexts().erasure;
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const preview = useQuery(erasureQueries.preview(of));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => erase(of, name),
    onSuccess: (report) => {
      onErased(report);
      cache.removeQueries({ queryKey: ['erasures'] });
      void cache.invalidateQueries();
    },
  });
  const problem = problemOf(preview) ?? error;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate();
  };
  const isBlocked = !preview.data || preview.data.sessions.some(({ obstacle }) => obstacle !== null);
  return (
    <form className="stack" onSubmit={submit}>
      {preview.data && <Preview preview={preview.data} />}
      {preview.isPending && <p className="soft">{texts.common.loading}</p>}
      {preview.data && (
        <TextField
          label={words.confirm(preview.data.name)}
          value={name}
          required
          maxLength={200}
          autoComplete="off"
          disabled={isBlocked}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {isPending && <p role="status">{words.erasing}</p>}
      <div className="row">
        <Button type="submit" look="danger" disabled={isBlocked || isPending || name.trim() === ''}>
          {words.erase}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {texts.common.cancel}
        </Button>
      </div>
    </form>
  );
}

function Preview({ preview }: { readonly preview: ErasurePreview }) {
  const { tag } = useLanguage();
  const words = useReviewTexts().erasure;
  const { name, account, sessions, rows, files, bytes, untouched } = preview;
  return (
    <>
      <p>{account ? words.goesWithAccount(name) : words.goes(name)}</p>
      <ul className="erasure">
        {sessions.map(({ id, title, at, whole, obstacle }) => (
          <li key={id}>
            {title} <span className="small soft">{formatDate(at, tag)}</span>{' '}
            {whole && <span className="badge">{words.whole}</span>}
            {obstacle && <span className="badge badge--wait">{words.obstacles[obstacle]}</span>}
          </li>
        ))}
      </ul>
      <p className="small">{words.counts(countsOf(rows), files, formatSize(bytes, tag))}</p>
      {untouched > 0 && <p className="small soft">{words.untouched(untouched)}</p>}
      {sessions.some(({ obstacle }) => obstacle === 'held') && <Notice kind="error">{words.held}</Notice>}
      {sessions.some(({ obstacle }) => obstacle === 'live') && <Notice kind="error">{words.live}</Notice>}
    </>
  );
}

/** What people know of; the report names every table. */
const countsOf = (rows: Readonly<Record<string, number>>) => ({
  answers: rows['answer'] ?? 0,
  feedback: rows['feedback_body'] ?? 0,
  corrections: rows['correction'] ?? 0,
  stays: rows['attendance'] ?? 0,
});

function Erased({ report, onClose }: { readonly report: ErasureReport; readonly onClose: () => void }) {
  const { texts, tag } = useLanguage();
  const words = useReviewTexts().erasure;
  const { rows, files, bytes, sessionIds, personId, erasedAt } = report;
  const save = () => {
    const text = JSON.stringify(report, null, 2);
    const name = `erasure-${personId ?? erasedAt.slice(0, 10)}.json`;
    saveFile(name, new Blob([text], { type: 'application/json' }));
  };
  return (
    <div className="stack">
      <Notice kind="good">
        <p>{words.erased(sessionIds.length)}</p>
        <p className="small">{words.counts(countsOf(rows), files, formatSize(bytes, tag))}</p>
      </Notice>
      <div className="row">
        <Button onClick={save}>{texts.keeping.report}</Button>
        <Button look="quiet" autoFocus onClick={onClose}>
          {texts.common.close}
        </Button>
      </div>
    </div>
  );
}
