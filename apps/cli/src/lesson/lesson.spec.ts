import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { lockstep, start, temporaryFolder } from '../../test/lockstep.js';
import { checkLessonFile, readLessonFile } from './lesson-file.js';

afterEach(() => void vi.unstubAllEnvs());

const DECK = '# One\n\n---\n\n# Two\n\nI went home.\n';
const LESSON = `title: A lesson
slides: deck.md
steps:
  - id: hello
    say: Look here {slide 2}. We {highlight went} went home.
`;

function lesson(text = LESSON): { folder: ReturnType<typeof temporaryFolder>; file: string } {
  const folder = temporaryFolder();
  folder.write('deck.md', DECK);
  return { folder, file: folder.write('lesson.yaml', text) };
}

describe('help', () => {
  it.each([
    { args: ['lesson', '--help'], contains: 'preview   play a lesson as a student would see it' },
    { args: ['lesson', 'check', '--help'], contains: 'lesson.yaml:12:7: error: There is no slide 9.' },
    { args: ['lesson', 'format', '--help'], contains: '--write' },
    { args: ['lesson', 'compile', '--help'], contains: '--out DIR' },
    { args: ['lesson', 'preview', '-h'], contains: 'Nothing goes live' },
    { args: ['lesson', 'replay', '--help'], contains: 'All of it comes from the file' },
    { args: ['lesson', 'schema', '--help'], contains: '$schema=' },
    { args: ['lesson', 'import', '--help'], contains: 'left out: its general feedback' },
    { args: ['lesson', 'export', '--help'], contains: 'Moodle XML does not hold its' },
  ])('of $args goes to stdout and is no error', async ({ args, contains }) => {
    const { code, stdout, stderr } = await lockstep(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.toString()).toContain(contains);
    for (const line of stdout.toString().split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });
});

describe('the README', () => {
  const readme = readFileSync(fileURLToPath(new URL('../../../../README.md', import.meta.url)), 'utf8');
  const printed = (name: string) =>
    new RegExp('`' + name + '`[^\\n]*\\n+```\\w+\\n([\\s\\S]*?)```').exec(readme)?.[1];

  it('prints a whole lesson, which passes the check as it stands', async () => {
    const folder = temporaryFolder();
    for (const name of ['lesson.yaml', 'slides.md']) folder.write(name, printed(name) ?? '');
    const { code, stderr, stdout } = await lockstep(['lesson', 'check', folder.path('lesson.yaml')]);
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('no problems found');
  });
});

describe('wrong usage', () => {
  it.each([
    { args: ['lesson'], message: 'Usage: lockstep lesson <verb>' },
    { args: ['lesson', 'chekc', 'x'], message: "Did you mean 'check'?" },
    { args: ['lesson', 'check'], message: 'Which lesson?' },
    { args: ['lesson', 'check', 'a', 'b'], message: 'One file at a time' },
    { args: ['lesson', 'format', 'a', '--writ'], message: "Unknown option '--writ'" },
    { args: ['lesson', 'compile', 'a', '--out'], message: '--out' },
    { args: ['lesson', 'schema', 'a'], message: "'a' means nothing here" },
  ])('$args is exit code 2, with a hint and the usage line', async ({ args, message }) => {
    const { code, stdout, stderr } = await lockstep(args);
    expect({ code, printed: stdout.length }).toEqual({ code: 2, printed: 0 });
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^Usage: lockstep/m);
  });

  it.each(['check', 'format', 'compile', 'preview'])('%s of a file that is not there', async (verb) => {
    const { code, stderr } = await lockstep(['lesson', verb, '/nowhere/lesson.yaml']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `lockstep lesson ${verb}: /nowhere/lesson.yaml: no such file\n`,
    });
  });
});

describe('check', () => {
  it('finds nothing in a good lesson', async () => {
    const { file } = lesson();
    const { code, stdout, stderr } = await lockstep(['lesson', 'check', file]);
    expect({ code, printed: stdout.toString() }).toEqual({ code: 0, printed: '' });
    expect(stderr).toContain('1 step, about');
  });
  it('names file, line and column of what is wrong in text, slides and lesson', async () => {
    const { file } = lesson(
      LESSON.replace('slide 2', 'slide 9').replace('{highlight went}', '{highlight home} '),
    );
    const { code, stdout } = await lockstep(['lesson', 'check', file]);
    expect(code).toBe(1);
    expect(stdout.toString().split('\n')).toEqual([
      `${file}:5:20: error: There is no slide 9. Write a number from 1 to 2.`,
      `${file}:5:34: error: 'home' does not stand on slide 1. Write a word or phrase of the slide, or name a rectangle of it under regions.`,
      '',
    ]);
  });
  it('knows the voices and the avatars', async () => {
    const { file } = lesson('title: A\nvoice: slr\navatar: norra\nsteps:\n  - say: Hi.\n');
    const { code, stdout } = await lockstep(['lesson', 'check', file]);
    expect(code).toBe(1);
    expect(stdout.toString()).toBe(
      `${file}:2:8: error: There is no voice 'slr'. Did you mean 'slt'?\n` +
        `${file}:3:9: error: There is no avatar 'norra'. Did you mean 'nora'?\n`,
    );
  });
  it('prints JSON for programs', async () => {
    const { file } = lesson('title: A\nsteps:\n  - sai: Hi.\n');
    const { code, stdout } = await lockstep(['lesson', 'check', file, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout.toString())).toMatchObject({
      code: 'unknown-key',
      place: { line: 3, column: 5 },
    });
  });
  it('takes warnings for errors when it is strict', async () => {
    const { file } = lesson('title: A\nsteps:\n  - ask: { prompt: Why?, answer: open }\n');
    expect((await lockstep(['lesson', 'check', file])).code).toBe(0);
    expect((await lockstep(['lesson', 'check', file, '--strict'])).code).toBe(1);
  });
  it('names the line of a deck', async () => {
    const { folder, file } = lesson();
    folder.write('deck.md', `${DECK}\n![](gone.png)\n`);
    const { code, stdout } = await lockstep(['lesson', 'check', file]);
    expect(code).toBe(1);
    expect(stdout.toString()).toContain(
      `${folder.path('deck.md')}:9:5: error: There is no picture gone.png.`,
    );
  });
});

const shipped = fileURLToPath(new URL('../../../api/assets/lessons/', import.meta.url));

// the decks with the most kinds of content; drawing all of them takes longer than it tells
it.each(['density', 'water-chinese'])('the shipped lesson %s has no error and no warning', async (name) => {
  vi.stubEnv('XDG_CACHE_HOME', '/dev/null'); // its slides are drawn here
  const file = await readLessonFile(join(shipped, name, 'lesson.yaml'));
  const { problems, deckProblems } = await checkLessonFile(file);
  expect([...problems, ...deckProblems]).toEqual([]);
});

describe('format', () => {
  const untidy = 'steps:\n- {say: Hi., id: a}\ntitle: A # a comment\n';
  const tidy = 'title: A # a comment\nsteps:\n  - id: a\n    say: Hi.\n';
  it('prints, writes and checks', async () => {
    const { folder, file } = lesson(untidy);
    expect((await lockstep(['lesson', 'format', file])).stdout.toString()).toBe(tidy);
    expect((await lockstep(['lesson', 'format', file, '--check'])).code).toBe(1);
    expect((await lockstep(['lesson', 'format', file, '--write'])).code).toBe(0);
    expect(folder.read('lesson.yaml').toString()).toBe(tidy);
    expect((await lockstep(['lesson', 'format', file, '--check'])).code).toBe(0);
  });
  it('gives ids', async () => {
    const { file } = lesson('title: A\nsteps:\n  - say: Hi.\n');
    expect((await lockstep(['lesson', 'format', file, '--ids'])).stdout.toString()).toMatch(
      /- id: say-\w{8}\n {4}say: Hi\./,
    );
  });
  it('leaves a lesson with errors as it is', async () => {
    const { folder, file } = lesson('title: A\nsteps:\n- sai: Hi.\n');
    const { code, stderr } = await lockstep(['lesson', 'format', file, '--write']);
    expect(code).toBe(1);
    expect(stderr).toContain("3:3: error: There is no key 'sai' here.");
    expect(folder.read('lesson.yaml').toString()).toContain('sai');
  });
});

it('schema is what is published', async () => {
  const { stdout } = await lockstep(['lesson', 'schema']);
  const published = new URL('../../../../libs/lesson/lesson.schema.json', import.meta.url);
  expect(JSON.parse(stdout.toString())).toEqual(JSON.parse(readFileSync(published, 'utf8')));
});

describe('compile', () => {
  it('makes slides, clips and captions, and makes only what was changed again', async () => {
    const { folder, file } = lesson();
    const first = await lockstep(['lesson', 'compile', file]);
    expect(first.code, first.stderr).toBe(0);
    const made = (stderr: string) =>
      /(\d+) clips, (\d+) of them unchanged/.exec(stderr)?.slice(1).map(Number);
    const [total = 0, reused] = made(first.stderr) ?? [];
    expect([total >= 2, reused]).toEqual([true, 0]);
    expect(folder.read('compiled/captions.vtt').toString()).toContain('We went home.');
    expect(folder.read('compiled/slides/2-0.webp').subarray(8, 12).toString()).toBe('WEBP');
    const { compiled } = JSON.parse(folder.read('compiled/lesson.json').toString()) as {
      compiled: { steps: { clips: { id: string; marks: unknown[] }[] }[] };
    };
    const clips = compiled.steps[0]?.clips ?? [];
    expect(clips.map(({ marks }) => marks.length)).toEqual([1, 1]);
    for (const { id } of clips)
      expect(folder.read(`compiled/clips/${id}.flv`).subarray(0, 3).toString()).toBe('FLV');
    folder.write('lesson.yaml', LESSON.replace('went home', 'all went home'));
    const second = await lockstep(['lesson', 'compile', file]);
    expect(made(second.stderr)).toEqual([total, total - 1]);
  });
  it('of a lesson with errors makes nothing and says where they are', async () => {
    const { folder, file } = lesson(LESSON.replace('slide 2', 'slide 9'));
    const { code, stderr } = await lockstep(['lesson', 'compile', file]);
    expect(code).toBe(1);
    expect(stderr).toContain('lesson.yaml:5:20: error: There is no slide 9.');
    expect(existsSync(folder.path('compiled'))).toBe(false);
  });
});

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** Node cannot run the server from its source, as it can this command: it lives by decorators. */
async function buildServer(): Promise<void> {
  const compiler = join(root, 'node_modules/@typescript/native/bin/tsc');
  await run(process.execPath, [compiler, '-b', 'apps/api/tsconfig.lib.json'], { cwd: root });
}

describe('preview', () => {
  it('of a lesson with errors starts nothing', async () => {
    const { file } = lesson(LESSON.replace('slide 2', 'slide 9'));
    const { code, stderr } = await lockstep(['lesson', 'preview', file]);
    expect(code).toBe(1);
    expect(stderr).toContain('there is nothing to play');
  });
  it('plays the lesson at the address that it prints, and leaves nothing behind', async () => {
    await buildServer();
    const { file } = lesson();
    const child = start(['lesson', 'preview', file, '--json']);
    const closed = once(child, 'close') as Promise<[number | null]>;
    const errors: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
    let url: URL | undefined;
    for await (const line of createInterface(child.stdout)) {
      url = new URL((JSON.parse(line) as { url: string }).url);
      break;
    }
    if (!url) throw new Error(errors.join(''));
    const token = new URLSearchParams(url.hash.slice(1)).get('token') ?? '';
    const id = url.pathname.split('/').at(-1) ?? '';
    const response = await fetch(new URL(`/api/lessons/${id}/previews`, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"atMs": 1000}',
    });
    const { flv } = (await response.json()) as { flv: string };
    const stream = await fetch(new URL(flv, url));
    const chunk = await stream.body?.getReader().read();
    expect(
      Buffer.from(chunk?.value ?? [])
        .subarray(0, 3)
        .toString(),
    ).toBe('FLV');
    child.kill('SIGINT');
    expect((await closed)[0]).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('questions of other programs', () => {
  it('become a lesson and come back, and what is left out is told with its line', async () => {
    const folder = temporaryFolder();
    const gift = folder.write(
      'quiz.gift',
      'Cats bark.{F}\n\n$CATEGORY: animals\n\nMatch.{=cat -> mew =dog -> bark}\n',
    );
    const out = folder.path('lesson.yaml');
    const imported = await lockstep(['lesson', 'import', gift, '--out', out, '--title', 'Animals']);
    expect(imported).toMatchObject({ code: 0 });
    expect(imported.stderr).toContain('quiz.gift:3: left out: a category');
    expect(readFileSync(out, 'utf8')).toMatch(/^title: Animals\n/);
    folder.write('lesson.yaml', `${readFileSync(out, 'utf8')}\n  - ask: {prompt: Order, order: [a, b]}\n`);
    const exported = await lockstep(['lesson', 'export', out]);
    expect(exported.stdout.toString()).toContain('=cat -> mew');
    expect(exported.stderr).toMatch(
      /lesson\.yaml:\d+:\d+: left out: ask-\w+: GIFT has no questions that ask for an order/,
    );
  });

  it.each(['xml', 'csv'])('go out as %s and come back', async (extension) => {
    const folder = temporaryFolder();
    const questions = 'title: A\nsteps:\n  - {id: order, ask: {prompt: Order, order: [a, b]}}\n';
    const file = folder.write('lesson.yaml', questions);
    const out = folder.path(`quiz.${extension}`);
    expect(await lockstep(['lesson', 'export', file, '--out', out])).toMatchObject({ code: 0, stderr: '' });
    const back = await lockstep(['lesson', 'import', out, '--title', 'A']);
    expect(back).toMatchObject({ code: 0, stderr: '' });
    expect(back.stdout.toString()).toMatch(
      /id: order\n {4}ask:\n {6}(?:answer: order\n {6})?prompt: Order\n/,
    );
  });

  it('are refused where there are none', async () => {
    const file = temporaryFolder().write('empty.gift', '// nothing\n');
    const { code, stderr } = await lockstep(['lesson', 'import', file]);
    expect(code).toBe(1);
    expect(stderr).toContain('holds no question in GIFT');
  });
});

describe('a lesson as one file', () => {
  it('has the script and what it uses, and is unpacked into a new folder', async () => {
    const { folder, file } = lesson();
    folder.write('notes.md', 'not of the lesson');
    const [packed, out] = [folder.path('a.lockstep'), folder.path('copy')];
    expect(await lockstep(['lesson', 'export', file, '--out', packed])).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await lockstep(['lesson', 'import', packed, '--out', out])).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(out, 'lesson.yaml'), 'utf8')).toBe(LESSON);
    expect(readFileSync(join(out, 'deck.md'), 'utf8')).toBe(DECK);
    expect(existsSync(join(out, 'notes.md'))).toBe(false);
    const { code, stderr } = await lockstep(['lesson', 'import', packed, '--out', out]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('copy')]);
    expect(readFileSync(join(out, 'deck.md'), 'utf8')).toBe(DECK);
  });
});
