import { AuditAction, type AuditEntry } from '@lockstep/contracts';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { explain } from '../api/explain.js';
import { adminQueries, auditFile, type AuditFilter } from '../api/people.js';
import { problemOf } from '../api/query-client.js';
import { saveFile } from '../browser/save-file.js';
import { useAdminTexts } from '../i18n/admin-texts.js';
import { formatDate } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { SelectField, TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import './admin.css';
import { PersonChoice } from './person-choice.js';

/** The log: who did what to whom, and when. */
export function AuditSection() {
  const { texts } = useLanguage();
  const words = useAdminTexts().audit;
  const [address, setAddress] = useSearchParams();
  const [chosen, setChosen] = useState<Omit<AuditFilter, 'person'>>({ action: '', from: '', until: '' });
  const filter = { ...chosen, person: address.get('person') ?? '' };
  const found = useInfiniteQuery({ ...adminQueries.audit(filter), placeholderData: keepPreviousData });
  const save = useMutation({ mutationFn: async () => saveFile('audit.csv', await auditFile(filter)) });
  const show = (person: string) => setAddress(person === '' ? {} : { person });
  const problem = problemOf(found) ?? save.error;
  const entries = found.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <div className="panel__head">
        <h1>{words.title}</h1>
        <Button icon="file" disabled={save.isPending} onClick={() => save.mutate()}>
          {words.file}
        </Button>
      </div>
      <p className="soft">{words.hint}</p>
      <div className="admin-filter">
        <PersonChoice person={filter.person} onChange={show} />
        <SelectField
          label={words.action}
          value={filter.action}
          options={[
            { value: '', label: words.anyAction },
            ...AuditAction.options.map((value) => ({ value, label: words.actions[value] })),
          ]}
          onChange={(action) => setChosen({ ...chosen, action })}
        />
        <DayField label={words.from} onChange={(from) => setChosen({ ...chosen, from })} />
        <DayField isLast label={words.until} onChange={(until) => setChosen({ ...chosen, until })} />
      </div>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {entries?.length === 0 && <p className="empty">{words.none}</p>}
      <ol className="rows">
        {entries?.map((entry) => (
          <Entry key={entry.id} entry={entry} onPerson={show} />
        ))}
      </ol>
      {found.hasNextPage && (
        <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </>
  );
}

type DayProps = {
  readonly label: string;
  /** Whether the whole day is meant too. */
  readonly isLast?: boolean;
  /** The moment at which a day of the reader begins, as ISO 8601; empty: none. */
  readonly onChange: (moment: string) => void;
};

function DayField({ label, isLast = false, onChange }: DayProps) {
  const [day, setDay] = useState('');
  return (
    <TextField
      label={label}
      type="date"
      max="9998-12-31"
      value={day}
      onChange={({ target: { value } }) => {
        setDay(value);
        const begin = new Date(`${value}T00:00:00`);
        if (Number.isNaN(begin.getTime())) return onChange('');
        if (isLast) begin.setDate(begin.getDate() + 1);
        onChange(begin.toISOString());
      }}
    />
  );
}

type EntryProps = { readonly entry: AuditEntry; readonly onPerson: (id: string) => void };

function Entry({ entry: { at, actor, action, subject }, onPerson }: EntryProps) {
  const { tag } = useLanguage();
  const words = useAdminTexts().audit;
  const isOwn = actor.kind === subject.kind && actor.id === subject.id;
  /** "signed in" says what it was about. */
  const isTold = isOwn || (subject.name === null && action.startsWith(`${subject.kind}.`));
  return (
    <li className="admin-entry">
      <time className="small soft tabular" dateTime={at}>
        {formatDate(at, tag)}
      </time>
      <Named named={actor} onPerson={onPerson} />
      <span>{words.actions[action]}</span>
      {!isTold && <Named named={subject} onPerson={onPerson} />}
    </li>
  );
}

type NamedProps = {
  readonly named: AuditEntry['actor'] | AuditEntry['subject'];
  readonly onPerson: (id: string) => void;
};

function Named({ named: { kind, id, name }, onPerson }: NamedProps) {
  const words = useAdminTexts().audit;
  const shown = name ?? words.kinds[kind];
  if (kind !== 'person' || id === null) return <strong className="admin-address">{shown}</strong>;
  return (
    <button type="button" className="link" title={words.only(shown)} onClick={() => onPerson(id)}>
      {shown}
    </button>
  );
}
