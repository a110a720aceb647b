/**
 * Lets a document name the chunks of a module that its script imports dynamically, so that the browser loads them with the
 * script and not after it.
 *
 * @param {string} document its file name
 * @param {string} module path of the module
 * @returns {import('vite').Plugin}
 */
export const preloadImports = (document, module) => ({
  name: 'lockstep-preload-imports',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { filename, bundle = {} }) {
      if (!filename.endsWith(`/${document}`)) return [];
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
      const first = chunks.find(({ moduleIds }) => moduleIds.includes(module));
      if (!first) throw new Error(`${module} is in no chunk`);
      const files = new Set([first.fileName]);
      /** @type {Set<string>} */
      const styles = new Set();
      for (const file of files) {
        const one = chunks.find(({ fileName }) => fileName === file);
        for (const imported of one?.imports ?? []) files.add(imported);
        for (const style of one?.viteMetadata?.importedCss ?? []) styles.add(style);
      }
      const isNew = (/** @type {string} */ file) => !html.includes(`"/${file}"`);
      return [
        ...[...files].filter(isNew).map((file) => link('modulepreload', file)),
        ...[...styles].filter(isNew).map((file) => link('stylesheet', file)),
      ];
    },
  },
});

/**
 * @param {string} rel
 * @param {string} file
 * @returns {import('vite').HtmlTagDescriptor}
 */
const link = (rel, file) => ({
  tag: 'link',
  attrs: { rel, crossorigin: true, href: `/${file}` },
  injectTo: 'head',
});
