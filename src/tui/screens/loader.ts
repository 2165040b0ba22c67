/** Loads screens, and what drill-downs need, when they are first shown; notifies when one is loaded. */
import type { Screen, ScreenEntry } from './screen.ts';

type LevelTable = typeof import('../levels/index.ts').levelTable;

export class ScreenLoader {
  private readonly entries: readonly ScreenEntry[];
  private readonly onLoaded: () => void;
  private readonly onError: (error: unknown) => void;
  private readonly loaded = new Map<string, Screen>();
  private readonly loading = new Map<string, Promise<void>>();
  private levels: LevelTable | undefined;
  private levelsLoading: Promise<void> | undefined;

  constructor(
    entries: readonly ScreenEntry[],
    onLoaded: () => void,
    onError: (error: unknown) => void = () => {},
  ) {
    this.entries = entries;
    this.onLoaded = onLoaded;
    this.onError = onError;
    for (const { id, screen } of entries) if (screen) this.loaded.set(id, screen);
  }

  /** Undefined while it is being loaded. */
  screen(id: string): Screen | undefined {
    const known = this.loaded.get(id);
    const entry = this.entries.find(each => each.id === id);
    if (!known && entry && !this.loading.has(id)) this.load(entry).then(this.onLoaded, this.onError);
    return known;
  }

  /** Makes the tables of drill-downs; undefined while it is being loaded. */
  get levelTable(): LevelTable | undefined {
    if (!this.levels && !this.levelsLoading) this.loadLevels().then(this.onLoaded, this.onError);
    return this.levels;
  }

  async preload(): Promise<void> {
    await this.loadLevels();
    for (const entry of this.entries) await this.load(entry);
  }

  private load({ id, load }: ScreenEntry): Promise<void> {
    const known = this.loading.get(id);
    if (known) return known;
    const made = load().then(screen => void this.loaded.set(id, screen));
    this.loading.set(id, made);
    return made;
  }

  private loadLevels(): Promise<void> {
    this.levelsLoading ??= import('../levels/index.ts').then(({ levelTable }) => {
      this.levels = levelTable;
    });
    return this.levelsLoading;
  }
}
