import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useStaff } from '../../account/staff-gate.js';
import { classQueries, createClass } from '../../api/classes.js';
import { explain } from '../../api/explain.js';
import { problemOf } from '../../api/query-client.js';
import { useTexts } from '../../i18n/language.js';
import { useRosterTexts } from '../../i18n/rosters-texts.js';
import { useSchoolTexts } from '../../i18n/school-texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';

/** The classes of a teacher. */
export function ClassesSection() {
  const texts = useTexts();
  const words = useSchoolTexts().classes;
  const importWords = useRosterTexts();
  const isAdmin = useStaff()?.role === 'admin';
  const [archived, setArchived] = useState(false);
  const [making, setMaking] = useState(false);
  const classes = useQuery(classQueries.list(archived));
  const problem = problemOf(classes);
  return (
    <>
      <div className="panel__head">
        <h1>{words.title}</h1>
        <div className="row">
          <Button look="quiet" onClick={() => setArchived(!archived)}>
            {archived ? words.showCurrent : words.showArchived}
          </Button>
          {isAdmin && (
            <Link className="button" to="/classes/import">
              {importWords.open}
            </Link>
          )}
          <Button look="primary" icon="plus" onClick={() => setMaking(true)}>
            {words.create}
          </Button>
        </div>
      </div>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {classes.data?.length === 0 && !archived && <p className="empty">{words.none}</p>}
      <ul className="rows">
        {classes.data?.map(({ id, name, term, students, teachers }) => (
          <li key={id} className="rows__row">
            <div className="rows__what">
              <span className="rows__title">
                <Link to={`/classes/${id}`}>{name}</Link>
                {archived && <span className="badge">{words.archived}</span>}
              </span>
              <span className="small soft">
                {[term, words.students(students), teachers.map((one) => one.name).join(', ')]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {making && <NewClassDialog onClose={() => setMaking(false)} />}
    </>
  );
}

function NewClassDialog({ onClose }: { onClose: () => void }) {
  const texts = useTexts();
  const words = useSchoolTexts().classes;
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [term, setTerm] = useState('');
  const make = useMutation({
    mutationFn: () => createClass({ name, term }),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: ['classes'] });
      await navigate(`/classes/${id}`);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Dialog title={words.create} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <TextField
          label={words.name}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={words.term}
          hint={words.termHint}
          maxLength={60}
          value={term}
          onChange={(event) => setTerm(event.target.value)}
        />
        {make.error && <Notice kind="error">{explain(make.error, texts)}</Notice>}
        <div className="row">
          <Button type="submit" look="primary" disabled={make.isPending}>
            {words.create}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {texts.common.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
