import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { LockstepServer } from '../src/support/server.js';
import { launchChromium } from '../src/support/visitors.js';
import { Camera } from './camera.js';
import { writeDocsPictures } from './docs-pictures.js';
import { galleryPage } from './gallery.js';
import type { Journey } from './journey.js';
import { author } from './journeys/author.js';
import { corrections } from './journeys/corrections.js';
import { door } from './journeys/door.js';
import { people } from './journeys/people.js';
import { recorded } from './journeys/recorded.js';
import { school } from './journeys/school.js';
import { operator } from './journeys/operator.js';
import { staff } from './journeys/staff.js';
import { student } from './journeys/student.js';
import { survey } from './journeys/survey.js';
import { tasks } from './journeys/tasks.js';
import { teacher } from './journeys/teacher.js';
import { virtualTeacher } from './journeys/virtual-teacher.js';

const journeys: readonly Journey[] = [
  door,
  student,
  tasks,
  survey,
  teacher,
  virtualTeacher,
  corrections,
  recorded,
  school,
  people,
  staff,
  operator,
  author,
];

const usage = `Photographs every page and state of a server that it starts itself.

Usage: npm run screens -- --out DIR [--only NAME,…] [--docs]

  --out DIR    where the pictures and index.html go; made when it is missing
  --only NAME  journeys to walk: ${journeys.map(({ name }) => name).join(', ')}
  --docs       also write the pictures that the documentation shows, to docs/images
  --help       this text

Needs Chromium; CHROMIUM_PATH names another one.`;

type Choice = { readonly folder: string; readonly chosen: readonly Journey[]; readonly docs: boolean };

/** @throws Error with a sentence for the person who typed the command */
function readChoice(argv: readonly string[]): Choice | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      out: { type: 'string' },
      only: { type: 'string' },
      docs: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return 'help';
  if (values.out === undefined) throw new Error('--out DIR is missing.');
  const names = values.only?.split(',') ?? journeys.map(({ name }) => name);
  const unknown = names.find((name) => !journeys.some((journey) => journey.name === name));
  if (unknown !== undefined) throw new Error(`There is no journey "${unknown}".`);
  // npm changes to the root; the folder is where the person is.
  const here = process.env['INIT_CWD'] ?? process.cwd();
  return {
    folder: path.resolve(here, values.out),
    chosen: journeys.filter(({ name }) => names.includes(name)),
    docs: values.docs ?? false,
  };
}

async function photograph({ folder, chosen, docs }: Choice): Promise<void> {
  const camera = await Camera.open(folder);
  await using server = await LockstepServer.start();
  await using browser = await launchChromium();
  for (const { name, walk } of chosen) {
    process.stderr.write(`${name} …\n`);
    await walk({ server, browser, camera });
  }
  if (docs)
    process.stderr.write(
      `${await writeDocsPictures(folder, camera.screens)} pictures for the documentation\n`,
    );
  const index = path.join(folder, 'index.html');
  await writeFile(index, galleryPage(camera.screens));
  process.stdout.write(`${camera.screens.length} states photographed; look through them in ${index}\n`);
}

let choice: Choice | 'help';
try {
  choice = readChoice(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
  process.exit(2);
}
if (choice === 'help') process.stdout.write(`${usage}\n`);
else await photograph(choice);
