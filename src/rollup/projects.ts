/**
 * The project of a directory: one for all worktrees of a repository and all spellings of its path. Git knows of worktrees
 * that are there; of others their places tell, where the repository is one that is known. No directory is made up.
 */
import { getOrInsert } from '../core/group.ts';
import { projectTail } from '../core/project.ts';
import { Spellings } from '../core/project-spelling.ts';
import { worktreePlace } from '../core/worktree-places.ts';

/** What the disk says of directories. */
export interface Disk {
  /** The home of the user, which is no repository of a tool's worktrees. */
  readonly home: string;
  /** The repository of a directory, and what the directory is to it; undefined where that cannot be seen. */
  repositoryOf(dir: string): { readonly path: string; readonly is: 'top' | 'below' | 'worktree' } | undefined;
}

export class Projects {
  private readonly spellings: Spellings;
  private readonly disk: Disk | undefined;
  /** Directories in which sessions began; by their names those that are no worktrees judging by their place. */
  private readonly known = new Set<string>();
  private readonly byName = new Map<string, Set<string>>();
  private readonly folded = new Map<string, string>();

  /** `dirs` are the directories in which sessions began. */
  constructor(dirs: Iterable<string>, disk?: Disk) {
    const all = new Set(dirs);
    this.disk = disk;
    this.spellings = new Spellings(all);
    for (const dir of all) {
      const path = this.spellings.of(dir);
      this.known.add(path);
      if (!worktreePlace(path)) getOrInsert(this.byName, projectTail(path), () => new Set()).add(path);
    }
  }

  /** One spelling of a directory, which may be a worktree. */
  spellingOf(dir: string): string {
    return this.spellings.of(dir);
  }

  /** The project that a directory is of: a repository, or the directory itself. */
  of(dir: string): string {
    return getOrInsert(this.folded, dir, () => this.repositoryOf(this.spellings.of(dir)));
  }

  private repositoryOf(path: string): string {
    const seen = this.disk?.repositoryOf(path);
    if (seen?.is === 'top') return path;
    if (seen?.is === 'worktree') return this.spellings.of(seen.path);
    const place = worktreePlace(path);
    if (!place) return path;
    const [first] = place.paths;
    if (place.isCertain && first && !this.isHome(first)) return this.of(first);
    const found = place.paths.find(each => this.isSomebodys(each)) ?? this.named(place.name);
    return found === undefined ? path : this.of(found);
  }

  private isSomebodys(path: string): boolean {
    const spelled = this.spellings.of(path);
    return this.known.has(spelled) || this.disk?.repositoryOf(path)?.is === 'top';
  }

  /** The one known project of a name. */
  private named(name: string | undefined): string | undefined {
    const [found, ...others] = name === undefined ? [] : (this.byName.get(name) ?? []);
    return others.length === 0 ? found : undefined;
  }

  private isHome(path: string): boolean {
    return this.disk !== undefined && this.spellings.of(path) === this.spellings.of(this.disk.home);
  }
}
