import { expect, it } from 'vitest';
import { chunksByRoots } from './chunks-by-roots.mjs';

/** Which modules import which, as a bundler tells it. */
function bundlerOf(imports: Readonly<Record<string, readonly string[]>>) {
  const importersOf = (id: string) => Object.keys(imports).filter((one) => imports[one]?.includes(id));
  return { getModuleInfo: (id: string) => ({ importers: importersOf(id) }) };
}

it('names a chunk after the roots that reach its modules, also in a circle', () => {
  const bundler = bundlerOf({
    a: ['onlyA', 'both'],
    b: ['both', 'circle'],
    both: ['deep'],
    circle: ['circled'],
    circled: ['circle'],
    lazy: ['ofLazy'],
  });
  const nameOf = chunksByRoots({ first: 'a', second: 'b' });
  // the bundler's own context has more than the one function that is asked
  const named = (id: string): unknown => Reflect.apply(nameOf, undefined, [id, bundler]);
  expect(['a', 'onlyA'].map(named)).toEqual(['first', 'first']);
  expect(['b', 'circle', 'circled'].map(named)).toEqual(['second', 'second', 'second']);
  expect(['both', 'deep'].map(named)).toEqual(['first-second', 'first-second']);
  expect(named('ofLazy')).toBe(null);
});
