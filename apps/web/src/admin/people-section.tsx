import { type Person, PersonRole } from '@lockstep/contracts';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { explain } from '../api/explain.js';
import { adminQueries, changePerson, makePasswordLink, type PeopleFilter } from '../api/people.js';
import { problemOf } from '../api/query-client.js';
import { useAdminTexts } from '../i18n/admin-texts.js';
import { useLanguage } from '../i18n/language.js';
import { useOwnAccountTexts } from '../i18n/own-account-texts.js';
import { Button } from '../ui/button.js';
import { Copyable } from '../ui/copy-button.js';
import { SelectField, TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import './admin.css';
import { Invitations } from './invitations.js';
import { InviteDialog } from './invite-dialog.js';
import { PersonDialog } from './person-dialog.js';
import { PersonRow } from './person-row.js';

/** Everybody with an account: found, invited, changed, let in. */
export function PeopleSection() {
  const { texts } = useLanguage();
  const words = useAdminTexts().people;
  const [filter, setFilter] = useState<PeopleFilter>({ search: '', role: '', state: '' });
  const search = useDeferredValue(filter.search.trim());
  const found = useInfiniteQuery({
    ...adminQueries.people({ ...filter, search }),
    placeholderData: keepPreviousData,
  });
  const [changed, setChanged] = useState<Person | null>(null);
  const link = useMutation({
    mutationFn: async (person: Person) => ({ person, made: await makePasswordLink(person.id) }),
  });
  const change = usePersonChange(() => setChanged(null));
  const people = found.data?.pages.flatMap(({ items }) => items);
  const problem = problemOf(found) ?? link.error;
  return (
    <>
      <Head />
      <Filter filter={filter} onChange={setFilter} />
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {change.data && <Notice kind="good">{words.saved(change.data.name)}</Notice>}
      {link.data && <MadeLink {...link.data} />}
      {people?.length === 0 && <p className="empty">{words.none}</p>}
      <ul className="rows">
        {people?.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            isBusy={link.isPending}
            onChange={() => {
              change.reset();
              setChanged(person);
            }}
            onLink={() => link.mutate(person)}
          />
        ))}
      </ul>
      {found.hasNextPage && (
        <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {words.more}
        </Button>
      )}
      <Invitations />
      {changed && (
        <PersonDialog
          person={changed}
          error={change.error ? explain(change.error, texts) : undefined}
          isSaving={change.isPending}
          onClose={() => setChanged(null)}
          onSave={(body) => change.mutate({ id: changed.id, body })}
        />
      )}
    </>
  );
}

function Head() {
  const words = useAdminTexts().people;
  const [isInviting, setInviting] = useState(false);
  return (
    <div className="panel__head">
      <h1>{words.title}</h1>
      <Button look="primary" icon="plus" onClick={() => setInviting(true)}>
        {words.invite}
      </Button>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </div>
  );
}

function usePersonChange(onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: Parameters<typeof changePerson>[1] }) =>
      changePerson(id, body),
    onSuccess: () => {
      onDone();
      return cache.invalidateQueries({ queryKey: ['people'] });
    },
  });
}

type FilterProps = {
  readonly filter: PeopleFilter;
  readonly onChange: (filter: PeopleFilter) => void;
};

function Filter({ filter, onChange }: FilterProps) {
  const words = useAdminTexts().people;
  const { roles } = useOwnAccountTexts();
  return (
    <div className="admin-filter">
      <TextField
        label={words.search}
        type="search"
        maxLength={100}
        value={filter.search}
        onChange={(event) => onChange({ ...filter, search: event.target.value })}
      />
      <SelectField
        label={words.role}
        value={filter.role}
        options={[
          { value: '', label: words.anyRole },
          ...PersonRole.options.map((value) => ({ value, label: roles[value] })),
        ]}
        onChange={(role) => onChange({ ...filter, role })}
      />
      <SelectField
        label={words.state}
        value={filter.state}
        options={[
          { value: '', label: words.states.any },
          ...(['active', 'waiting', 'disabled'] as const).map((value) => ({
            value,
            label: words.states[value],
          })),
        ]}
        onChange={(state) => onChange({ ...filter, state })}
      />
    </div>
  );
}

type Made = { readonly person: Person; readonly made: { readonly link: string | null } };

function MadeLink({ person, made }: Made) {
  const { texts } = useLanguage();
  const words = useAdminTexts().people;
  if (made.link === null) return <Notice kind="good">{words.mailedLink(person.name)}</Notice>;
  return (
    <section className="panel" aria-label={words.link}>
      <Notice kind="wait">{words.madeLink(person.name)}</Notice>
      <Copyable value={made.link} label={texts.common.copy} />
    </section>
  );
}
