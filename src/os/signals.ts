/** Lets a short synchronous work be done before a signal ends the process. */

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

/** A signal that comes while `act` runs takes effect when it is done. */
export function withSignalsDeferred<T>(act: () => T): T {
  const stop = () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    stop();
    // A handler of the program's own, such as the dashboard's, has been called as well.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return act();
  } finally {
    // Node delivers a signal that came meanwhile in the next turns of its loop: before this timer.
    setTimeout(stop, 1);
  }
}
