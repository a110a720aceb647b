import type { Joined, ScriptDraft } from '@lockstep/contracts';
import sharp from 'sharp';
import { ClassSocket } from '../../test/support/class-socket.js';
import { Client } from '../../test/support/client.js';
import { filesForm } from '../../test/support/script.js';

/** Whom an attack is aimed at. */
export type Target = { readonly web: string; readonly token: string; readonly sessionId: string };

/** One blow; sent again and again without a pause. */
export type Attack = {
  readonly name: string;
  readonly prepare: (target: Target) => Promise<() => Promise<unknown>>;
};

const repeated = (part: string, length: number): string => part.repeat(Math.ceil(length / part.length));
const numbered = (count: number, part: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join('');

const WIDE = `{${numbered(150_000, (i) => `"k${String(i)}":1,`)}"name":"A"}`;
const DEEP = '['.repeat(900_000);

/** Each of 12 groups shows the one before it ten times. */
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="900" height="900"><defs><g id="g0"><rect width="900" height="900" fill="red" opacity=".5"/></g>${numbered(
  12,
  (i) => `<g id="g${String(i + 1)}">${`<use xlink:href="#g${String(i)}"/>`.repeat(10)}</g>`,
)}</defs><use xlink:href="#g12"/></svg>`;

const lesson = (steps: string): string => `title: A\nsteps:\n${steps}`;
const spoken = (part: string): string =>
  lesson(repeated(`  - say: >-\n      ${repeated(part, 3900)} a\n`, 250_000));

/** Texts that cost the most of what may be parsed at all. */
const texts: Readonly<Record<string, string>> = {
  'lesson of 19,000 keys': `title: A\n${numbered(19_000, (i) => `k${String(i)}: 1\n`)}`,
  'lesson of 1,000 equal steps': lesson('  - say: a\n'.repeat(1000)),
  'lesson of brackets': repeated(`${'['.repeat(190)}${']'.repeat(190)}\n`, 250_000),
  'lesson of quotes': '"'.repeat(250_000),
  'lesson of stops': spoken(' .'),
  'lesson of marks': spoken('a{step 1}'),
};

const post = (url: string, body: string, headers: Record<string, string> = {}): (() => Promise<unknown>) => {
  const all = { 'Content-Type': 'application/json', ...headers };
  return async () => (await fetch(url, { method: 'POST', body, headers: all })).arrayBuffer();
};

const simple = (name: string, strike: (target: Target) => () => Promise<unknown>): Attack => ({
  name,
  prepare: (target) => Promise.resolve(strike(target)),
});

async function socketOf({ web, sessionId }: Target): Promise<ClassSocket> {
  const { token } = await new Client(web).post<Joined>(`/api/sessions/${sessionId}/join`, {
    name: 'Mallory',
  });
  return ClassSocket.open(web, { token });
}

export const attacks: readonly Attack[] = [
  simple('JSON of 150,000 keys to join', ({ web, sessionId }) =>
    post(`${web}/api/sessions/${sessionId}/join`, WIDE),
  ),
  simple('JSON 900,000 deep, unknown path', ({ web }) => post(`${web}/api/nothing`, DEEP)),
  simple('JSON 900,000 deep, no token', ({ web }) => post(`${web}/api/tokens`, DEEP)),
  simple('wrong tokens', ({ web }) =>
    post(`${web}/api/tokens`, '{}', { Authorization: 'Bearer lk_staff_x' }),
  ),
  simple(
    'ledger reads',
    ({ web, sessionId }) =>
      async () =>
        (await fetch(`${web}/api/sessions/${sessionId}/ledger?limit=1000`)).arrayBuffer(),
  ),
  ...Object.entries(texts).map(([name, text]) =>
    simple(name, ({ web, token }) =>
      post(`${web}/api/lessons/script`, JSON.stringify({ text }), { Authorization: `Bearer ${token}` }),
    ),
  ),
  {
    name: 'SVG that nests',
    prepare: ({ web, token }) => {
      const author = new Client(web, token);
      return Promise.resolve(async () => {
        const text = 'title: A\nslides: a.md\nsteps:\n  - say: Hello.\n';
        const { lessonId } = await author.post<ScriptDraft>('/api/lessons/script', { text });
        const files = filesForm({ 'a.md': '![](a.svg)\n', 'a.svg': SVG });
        await author.call('POST', `/api/lessons/${lessonId}/files`, files);
      });
    },
  },
  {
    name: 'PNG of 90 megapixels',
    prepare: async ({ web, token }) => {
      const author = new Client(web, token);
      const create = { width: 9000, height: 10_000, channels: 3, background: 'red' } as const;
      const png = await sharp({ create }).png().toBuffer();
      const { id } = await author.post<{ id: string }>('/api/lessons', { title: 'A' });
      return () => author.call('POST', `/api/lessons/${id}/slides`, filesForm({ 'a.png': png }));
    },
  },
  {
    name: 'unknown socket calls',
    prepare: async (target) => {
      const socket = await socketOf(target);
      return () => socket.call('constructor', {});
    },
  },
  {
    name: 'socket calls of 1,500 keys',
    prepare: async (target) => {
      const socket = await socketOf(target);
      const body = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`k${String(i)}`, 1]));
      return () => socket.call('answer:submit', body);
    },
  },
];
