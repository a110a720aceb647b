/**
 * Names a chunk after the roots that load it at once: what only `a` imports lies in the chunk `a`, what `a` and `b` import
 * in `a-b`. Modules that no root reaches by static imports are left to the bundler.
 *
 * @param {Readonly<Record<string, string>>} roots names and files of the modules that pages begin with
 * @returns {import('rolldown').CodeSplittingNameFunction}
 */
export const chunksByRoots = (roots) => (moduleId, bundler) => {
  const reaching = new Set([moduleId]); // itself and all that import it, directly or not
  for (const one of reaching)
    for (const importer of bundler.getModuleInfo(one)?.importers ?? []) reaching.add(importer);
  const names = Object.keys(roots).filter((name) => reaching.has(roots[name] ?? ''));
  return names.length === 0 ? null : names.join('-');
};
