/** A value that changes by itself, such as what is known of the logs or the size of a terminal, and who is told of it. */

export interface Store<T> {
  /** The same object until it changes. */
  getState(): T;
  /** Calls `listener` after every change; returns what ends that. */
  subscribe(listener: () => void): () => void;
}

/** A store with what changes it. */
export class Told<T> implements Store<T> {
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

  /** Whether anybody listens. */
  get isHeard(): boolean {
    return this.listeners.size > 0;
  }

  /** Changes the value, and tells everybody. */
  tell(state: T): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
