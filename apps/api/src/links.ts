import { type Application } from './application.js';
import { DEMO_SESSION, STUDIO_SESSION } from './demo/demo-seed.js';

/** What `--json` prints: addresses, and the secrets that exist in clear only at this moment. */
export type Links = {
  readonly home: string;
  readonly student: string;
  readonly teacher: string;
  readonly docs: string;
  readonly openapi: string;
  /** Where a publisher sends, without the key. */
  readonly rtmp: string;
  /** The session that is fed over RTMP. */
  readonly studio: { readonly student: string; readonly teacher: string };
  /** null after the first start. */
  readonly streamKey: string | null;
  /** null after the first start. */
  readonly token: string | null;
};

export function linksOf(application: Application): Links {
  const { addresses, secrets } = application;
  const page = (path: string) => `${addresses.web}${path}`;
  return {
    home: page('/'),
    student: page(`/s/${DEMO_SESSION}`),
    teacher: page(`/t/${DEMO_SESSION}`),
    docs: page('/api/docs'),
    openapi: page('/api/openapi.json'),
    rtmp: addresses.rtmp('').replace(/\/$/, ''),
    studio: { student: page(`/s/${STUDIO_SESSION}`), teacher: page(`/t/${STUDIO_SESSION}`) },
    streamKey: secrets.streamKey ?? null,
    token: secrets.token ?? null,
  };
}

export function printLinks(links: Links, hasDemo = true): void {
  const lines = ['', 'Lockstep is ready.', ''];
  if (hasDemo) {
    lines.push(`  Student    ${links.student}`, `  Teacher    ${links.teacher}`);
  }
  lines.push(`  Console    ${links.home}`, `  API docs   ${links.docs}`);
  if (links.token !== null) lines.push('', `  Admin token, shown this once:  ${links.token}`);
  if (links.streamKey !== null) {
    lines.push(
      '',
      '  Publish your own video (OBS or ffmpeg), shown this once:',
      `    ${links.rtmp}/${links.streamKey}`,
      `    and watch it at ${links.studio.student}`,
    );
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
