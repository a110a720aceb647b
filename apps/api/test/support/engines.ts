import type { PostgresCluster } from './postgres-cluster.js';

/** Both databases; every promise about what is kept is tested on each. */
export const engines = (cluster: () => PostgresCluster) =>
  [
    { engine: 'the embedded database', databaseUrl: () => Promise.resolve('') },
    { engine: 'PostgreSQL', databaseUrl: () => cluster().database() },
  ] as const;
