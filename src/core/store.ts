/** A value that changes over time, such as what is known of the logs, with listeners for its changes. */

export interface Store<T> {
  /** The same object until it changes. */
  getState(): T;
  /** Calls `listener` after every change; returns a function that ends that. */
  subscribe(listener: () => void): () => void;
}

/** A store for its owner, who sets the value. */
export class WritableStore<T> implements Store<T> {
  private readonly listeners = new Set<() => void>();
  private state: T;

  constructor(state: T) {
    this.state = state;
  }

  getState(): T {
    return this.state;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get hasListeners(): boolean {
    return this.listeners.size > 0;
  }

  /** Changes the value and calls every listener. */
  set(state: T): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
