/**
 * Asks a plug-in and waits for the answer, as long as that may take: formats are plain functions, so nothing else has to
 * know that one of them runs elsewhere. A plug-in that takes too long is ended, and not asked again.
 */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Place } from '../core/source.ts';
import type { Answer, Request, ThreadInit } from './protocol.ts';

/** A plug-in that needs more memory ends with an error, and the program goes on. */
const MOST_MEGABYTES = 512;

export class PluginClient {
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly flag: Int32Array;
  private readonly patienceMs: number;
  /** Why it is not asked any more. */
  private ended: string | undefined;

  /** `thread` is the address of the program that runs `servePlugin`. */
  constructor(thread: URL, module: string, place: Place, patienceMs: number) {
    const { port1, port2 } = new MessageChannel();
    const signal = new SharedArrayBuffer(4);
    this.port = port1;
    this.flag = new Int32Array(signal);
    this.patienceMs = patienceMs;
    const workerData: ThreadInit = { module, place, port: port2, signal };
    this.worker = new Worker(thread, {
      workerData,
      transferList: [port2],
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
      // What it prints would break the screen.
      stdout: true,
      stderr: true,
    });
    this.worker.on('error', error => {
      this.ended ??= `ended: ${error.message}`;
    });
    this.worker.unref();
    port1.unref();
  }

  /** The answer. Throws words for the user where there is none. */
  ask(request: Request): unknown {
    if (this.ended !== undefined) throw new Error(this.ended);
    Atomics.store(this.flag, 0, 0);
    this.port.postMessage(request);
    if (Atomics.wait(this.flag, 0, 0, this.patienceMs) === 'timed-out') {
      this.end(`gave no answer within ${this.patienceMs / 1000} s, and was stopped`);
      throw new Error(this.ended);
    }
    const answer = receiveMessageOnPort(this.port)?.message as Answer | undefined;
    if (!answer) throw new Error('gave no answer');
    if (!answer.ok) throw new Error(answer.why);
    return answer.value;
  }

  end(why = 'ended'): void {
    this.ended ??= why;
    void this.worker.terminate();
    this.port.close();
  }
}
