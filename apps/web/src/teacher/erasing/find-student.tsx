import type { ErasureOf, FoundStudent } from '@lockstep/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { erasureQueries } from '../../api/erasures.js';
import { explain } from '../../api/explain.js';
import { problemOf } from '../../api/query-client.js';
import { formatDate } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { byPerson, type FoundPerson } from './found-people.js';

type FindStudentProps = {
  readonly onChosen: (of: ErasureOf) => void;
  readonly onClose: () => void;
};

/** Looks for somebody by their name: people with an account, and guests, whose sessions are chosen. */
export function FindStudent({ onChosen, onClose }: FindStudentProps) {
  const { texts } = useLanguage();
  const words = useReviewTexts().erasure;
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const found = useQuery({ ...erasureQueries.students(wanted), placeholderData: keepPreviousData });
  const people = wanted === '' ? [] : byPerson(found.data ?? []);
  const problem = problemOf(found);
  return (
    <div className="stack">
      <TextField
        label={words.search}
        type="search"
        hint={words.searchHint}
        value={search}
        maxLength={100}
        autoFocus
        onChange={(event) => setSearch(event.target.value)}
      />
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {wanted !== '' && found.isSuccess && people.length === 0 && <p className="soft">{words.nobody}</p>}
      <ul className="erasure erasure--found">
        {people.map((person) => (
          <Person key={person.key} person={person} onChosen={onChosen} />
        ))}
      </ul>
      <div className="row">
        <span className="grow" />
        <Button look="quiet" onClick={onClose}>
          {texts.common.cancel}
        </Button>
      </div>
    </div>
  );
}

type PersonProps = { readonly person: FoundPerson; readonly onChosen: (of: ErasureOf) => void };

function Person({ person, onChosen }: PersonProps) {
  const words = useReviewTexts().erasure;
  const { name, personId, students } = person;
  /** Guests of one name may be several people. */
  const [left, setLeft] = useState<readonly string[]>([]);
  const ids = students.map(({ studentId }) => studentId).filter((id) => !left.includes(id));
  const toggle = (id: string) =>
    setLeft((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  return (
    <li className="stack">
      <div className="row">
        <strong>{name}</strong>
        <span className="small soft">
          {personId === null ? words.guest : words.sessions(students.length)}
        </span>
        <span className="grow" />
        <Button
          small
          disabled={ids.length === 0}
          onClick={() => onChosen(personId === null ? { studentIds: ids } : { personId })}
        >
          {words.look(name)}
        </Button>
      </div>
      {personId === null &&
        students.map((student) => (
          <Appearance
            key={student.studentId}
            student={student}
            isChosen={!left.includes(student.studentId)}
            onToggle={() => toggle(student.studentId)}
          />
        ))}
    </li>
  );
}

type AppearanceProps = {
  readonly student: FoundStudent;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
};

function Appearance({ student: { session }, isChosen, onToggle }: AppearanceProps) {
  const { tag } = useLanguage();
  return (
    <label className="check">
      <input type="checkbox" checked={isChosen} onChange={onToggle} />
      <span>
        {session.title} <span className="small soft">{formatDate(session.at, tag)}</span>
      </span>
    </label>
  );
}
