import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { adminQueries } from '../api/people.js';
import { useAdminTexts } from '../i18n/admin-texts.js';
import { SelectField, TextField } from '../ui/field.js';

type PersonChoiceProps = {
  /** Id of the one that is chosen; empty: everybody. */
  readonly person: string;
  readonly onChange: (person: string) => void;
};

/** Finds a person by a part of their name or address, and chooses them. */
export function PersonChoice({ person, onChange }: PersonChoiceProps) {
  const words = useAdminTexts().audit;
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const { data: found = [] } = useQuery(adminQueries.found(wanted));
  const people = found.map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` }));
  const isListed = person === '' || people.some(({ value }) => value === person);
  return (
    <>
      <TextField
        label={words.personSearch}
        type="search"
        maxLength={100}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <SelectField
        label={words.person}
        value={person}
        options={[
          { value: '', label: words.anyone },
          ...(isListed ? [] : [{ value: person, label: person }]),
          ...people,
        ]}
        onChange={onChange}
      />
    </>
  );
}
