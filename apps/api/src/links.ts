import type { Application } from './application.js';
import { DEMO_SESSION, STUDIO_SESSION } from './demo/demo-seed.js';
import { CLASS_SESSION, type Preparing } from './demo/shipped-class.js';

type SessionPages = { readonly student: string; readonly teacher: string };

/** What `--json` prints: addresses, and the secrets that exist in clear only at this moment. */
export type Links = {
  readonly home: string;
  /** Of the class that the virtual teacher teaches; without it, of the film; null without either. */
  readonly student: string | null;
  readonly teacher: string | null;
  /** Where lessons are written. */
  readonly author: string;
  /** The film that is shown over and over; null where there is none. */
  readonly film: SessionPages | null;
  readonly docs: string;
  readonly openapi: string;
  /** Where a publisher sends, without the key. */
  readonly rtmp: string;
  /** The session that is fed over RTMP; null where there is none. */
  readonly studio: SessionPages | null;
  /** null after the first start. */
  readonly streamKey: string | null;
  /** null after the first start. */
  readonly token: string | null;
  /** Where the first admin makes their account, once; null where there is one. */
  readonly admin: string | null;
};

/** Names only pages that exist. */
export async function linksOf(application: Application): Promise<Links> {
  const { addresses, secrets } = application;
  const page = (path: string) => `${addresses.web}${path}`;
  const pagesOf = async (id: string): Promise<SessionPages | null> =>
    (await application.hasSession(id)) ? { student: page(`/s/${id}`), teacher: page(`/t/${id}`) } : null;
  const film = await pagesOf(DEMO_SESSION);
  const shown = (await pagesOf(CLASS_SESSION)) ?? film;
  return {
    home: page('/'),
    student: shown?.student ?? null,
    teacher: shown?.teacher ?? null,
    author: page('/author'),
    film,
    docs: page('/api/docs'),
    openapi: page('/api/openapi.json'),
    rtmp: addresses.rtmp('').replace(/\/$/, ''),
    studio: await pagesOf(STUDIO_SESSION),
    streamKey: secrets.streamKey ?? null,
    token: secrets.token ?? null,
    admin: secrets.adminLink ?? null,
  };
}

/** What is shown once: before anything that takes long, so that nobody misses it. */
export function printSecrets({ admin, token, streamKey, rtmp, studio }: Links): void {
  const lines: string[] = [];
  if (admin !== null)
    lines.push('', '  Make your admin account, with a link that is good once:', `    ${admin}`);
  if (token !== null) lines.push('', `  Admin token for programs, shown this once:  ${token}`);
  if (streamKey !== null) {
    lines.push(
      '',
      '  Publish your own video (OBS or ffmpeg), shown this once:',
      `    ${rtmp}/${streamKey}`,
      ...(studio ? [`    and watch it at ${studio.student}`] : []),
    );
  }
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
}

export function printLinks(links: Links): void {
  const lines = ['', 'Lockstep is ready.', ''];
  if (links.student !== null) lines.push(`  Student    ${links.student}`);
  if (links.teacher !== null) lines.push(`  Teacher    ${links.teacher}`);
  lines.push(`  Author     ${links.author}`, `  Console    ${links.home}`, `  API docs   ${links.docs}`);
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

const BAR_WIDTH = 30;

/** Says how far the first lesson is: a bar that moves on a terminal, a line for each tenth elsewhere. */
export function showProgress({ title, onProgress, done }: Preparing): void {
  const { stdout } = process;
  stdout.write(`\nThe first lesson, “${title}”, is being compiled. This happens once.\n`);
  let told = -1;
  onProgress((made, total) => {
    const share = total === 0 ? 1 : made / total;
    const counted = `${String(made)} of ${String(total)} sentences`;
    if (stdout.isTTY) {
      const bar = '█'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, '░');
      stdout.write(`\r  ${bar}  ${counted}`);
    } else if (Math.floor(share * 10) > told) {
      told = Math.floor(share * 10);
      stdout.write(`  ${counted}\n`);
    }
  });
  void done.then(() => stdout.isTTY && stdout.write('\n'));
}
