import { expect, it } from 'vitest';
import { readPastedPeople } from './pasted-people.js';

it.each([
  ['mei@school.example', 'mei@school.example', undefined],
  ['  Mei Wu <Mei@School.example>', 'mei@school.example', 'Mei Wu'],
  ['"Wu, Mei" <mei@school.example>;', 'mei@school.example', 'Wu Mei'],
  ['mei@school.example\t吴梅', 'mei@school.example', '吴梅'],
  ['Mei Wu,mei.wu+7b@mail.school.example', 'mei.wu+7b@mail.school.example', 'Mei Wu'],
])('%j is a person', (line, email, name) => {
  expect(readPastedPeople(line)).toEqual({ people: [{ email, name }], unread: [] });
});

it('names each address once, leaves out empty lines, and says which lines have no address', () => {
  const text = 'Name;E-mail\r\nMei;mei@x.example\n\nMEI@x.example\nLin\nlin@x.example\n';
  expect(readPastedPeople(text)).toEqual({
    people: [
      { email: 'mei@x.example', name: 'Mei' },
      { email: 'lin@x.example', name: undefined },
    ],
    unread: [1, 5],
  });
});
