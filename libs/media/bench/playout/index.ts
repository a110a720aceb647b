/** What the benchmark of the running server (`apps/api/bench/teachers`) shares with this one. */
export { startSessions, type Clips, type Contestant } from './contestants.js';
export { Viewers, type Arrivals, type Streams } from './viewers.js';
export { cpuMicrosecondsOf, SERVER_CORE } from '../fanout/processes.js';
export { atMost, print, printGoals, round, table, type Goal } from '../fanout/report.js';
