import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './messages.js';

export type PortOptions = {
  /** The worker's file without `.ts` or `.js`; its content calls `serve`. */
  readonly file: URL;
  /**
   * A thread is cheaper and ends at once while it runs JavaScript. Only a process ends while native code computes:
   * decoders and SVG renderers do not look up.
   */
  readonly as: 'thread' | 'process';
  /** Of the JavaScript heap, MiB. */
  readonly memoryMb: number;
};

type Listener = {
  readonly message: (message: FromWorker) => void;
  readonly gone: (reason: string) => void;
};

/** The line to a worker. */
export type Port = {
  send(message: ToWorker): void;
  /** Whether the program waits for the worker. */
  hold(isHeld: boolean): void;
  /** Ends it without asking; resolves when it is gone. */
  end(): Promise<void>;
};

const isSource = import.meta.url.endsWith('.ts');
/** From source, as in tests: Node takes types away itself, and finds `.ts` where the source says `.js`. */
const sourceOptions = [
  '--conditions=@lockstep/source',
  '--experimental-transform-types',
  '--disable-warning=ExperimentalWarning',
  '--import',
  new URL('../../../../scripts/bootstrap/typescript-hooks.mjs', import.meta.url).href,
];
const execArgv = isSource ? sourceOptions : [];

export function openPort(options: PortOptions, listener: Listener): Port {
  const file = new URL(`${options.file.href}${isSource ? '.ts' : '.js'}`);
  return options.as === 'thread' ? openThread(file, options, listener) : openProcess(file, options, listener);
}

function openThread(file: URL, { memoryMb }: PortOptions, { message, gone }: Listener): Port {
  const worker = new Worker(file, { execArgv, resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  worker.unref();
  worker.on('message', message);
  worker.on('error', (error) => gone(error instanceof Error ? error.message : String(error)));
  worker.on('exit', () => gone('the thread ended'));
  return {
    send: (request) => worker.postMessage(request),
    hold: (isHeld) => (isHeld ? worker.ref() : worker.unref()),
    end: async () => void (await worker.terminate()),
  };
}

function openProcess(file: URL, { memoryMb }: PortOptions, { message, gone }: Listener): Port {
  const child = fork(fileURLToPath(file), [], {
    execArgv: [...execArgv, `--max-old-space-size=${String(memoryMb)}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: environment(),
  });
  if (child.pid !== undefined) yieldTo(child.pid);
  const hold = (isHeld: boolean): void => {
    for (const end of [child, child.channel]) end?.[isHeld ? 'ref' : 'unref']();
  };
  hold(false);
  child.on('message', (content) => message(content as FromWorker));
  child.on('error', (error) => gone(error.message));
  child.on('exit', (code, signal) => gone(`the process ended (${signal ?? String(code)})`));
  return {
    // a child that has just died says so itself, by `exit`
    send: (request) => void (child.connected && child.send(request, () => undefined)),
    hold,
    end: () => killed(child),
  };
}

/** Nothing of what this process was told is the worker's business: no key, no address. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, LANG, TZ, FONTCONFIG_PATH, FONTCONFIG_FILE, HOME } = process.env;
  return { PATH, LANG, TZ, FONTCONFIG_PATH, FONTCONFIG_FILE, HOME };
}

/** Live streams come first. */
function yieldTo(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // it has ended already, and says so by `exit`
  }
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, 'exit');
  child.ref();
  child.kill('SIGKILL');
  await exit;
}
