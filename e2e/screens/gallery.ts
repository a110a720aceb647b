import { fileOf, languages, looks, type Screen } from './camera.js';

/** A page to look through: every state with its pictures side by side. Needs no server. */
export function galleryPage(screens: readonly Screen[]): string {
  const items = screens.map(
    (screen) => `<section id="${escapeHtml(screen.name)}">
<h2><a href="#${escapeHtml(screen.name)}">${escapeHtml(screen.name)}</a></h2>
<p>${escapeHtml(screen.caption)}</p>
<div class="row">${pictures(screen).join('')}</div>
</section>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Lockstep screens</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; color: #222; background: #f4f4f4; }
.row { display: flex; gap: 1rem; overflow-x: auto; align-items: start; }
figure { margin: 0; flex: none; }
img { display: block; max-height: 30rem; border: 1px solid #ccc; background: #fff; }
figcaption { font-size: 0.85rem; color: #555; }
</style>
<h1>Lockstep screens</h1>
<p>${screens.length} states, each in ${languages.length * looks.length} pictures.</p>
${items.join('\n')}
</html>
`;
}

const pictures = (screen: Screen): string[] =>
  languages.flatMap((language) =>
    looks.map((look) => {
      const file = encodeURIComponent(fileOf(screen, language, look));
      const { width, height } = look.viewport;
      const label = `${language}, ${look.name}, ${width} × ${height}`;
      const alt = escapeHtml(`${screen.caption} (${label})`);
      return `<figure><a href="${file}"><img loading="lazy" src="${file}" alt="${alt}"></a><figcaption>${label}</figcaption></figure>`;
    }),
  );

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
