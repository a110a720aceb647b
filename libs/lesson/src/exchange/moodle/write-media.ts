import type { ScriptMedia } from '@lockstep/contracts';
import { mediaKindOf } from '../../media-kinds.js';
import type { FileContent } from '../exchange.js';
import { escapedHtml } from '../text/text-of-html.js';
import { PLUGIN_FILE } from './moodle-files.js';

/** A picture, a recording or a film as Moodle has it: what shows it among the words, and the file beside them. */
export type Embed = { readonly html: string; readonly file: string };

const nothing: Embed = { html: '', file: '' };

/** Nothing for a file that is not there, which is told by what reads the quiz back. */
export function embedOf(media: ScriptMedia | undefined, content: FileContent): Embed {
  const kind = media && mediaKindOf(media.file);
  const base64 = media && content(media.file);
  if (media === undefined || kind === undefined || base64 === undefined) return nothing;
  const name = media.file.replace(/^.*\//u, '');
  const source = `${PLUGIN_FILE}${encodeURIComponent(name)}`;
  const alt = escapedHtml(media.alt);
  const html =
    kind === 'picture'
      ? `<p><img src="${source}" alt="${alt}"></p>`
      : `<p><${kind} controls="controls" title="${alt}" src="${source}">${alt}</${kind}></p>`;
  const file = `<file name="${escapedHtml(name)}" path="/" encoding="base64">${base64}</file>`;
  return { html, file };
}
