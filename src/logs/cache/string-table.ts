/** Names of files and directories, and how they are kept: what they have in common is written once. */
import { sep } from 'node:path';
import { Column } from '../../core/column.ts';
import type { ChunkFile, ChunkFileWriter } from './chunk-file.ts';

/** Where the name begins in a path. */
export function basenameStart(path: string): number {
  return path.lastIndexOf(sep) + 1;
}

/** Names, each kept once and numbered. */
export class StringTable {
  private readonly ids = new Map<string, number>();

  id(name: string): number {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    this.ids.set(name, this.ids.size);
    return this.ids.size - 1;
  }

  get all(): readonly string[] {
    return [...this.ids.keys()];
  }
}

/** Names of files: most are a session id and one of a few endings. */
export class FileNames {
  /** Without their endings. */
  readonly stems: readonly string[];
  private readonly ending: Column;
  private readonly endings: readonly string[];

  private constructor(stems: readonly string[], ending: Column, endings: readonly string[]) {
    this.stems = stems;
    this.ending = ending;
    this.endings = endings;
  }

  static of(names: readonly string[]): FileNames {
    const endings = new StringTable();
    const ending = new Column();
    const stems = names.map(name => {
      const end = Math.max(0, name.lastIndexOf('.'));
      ending.push(endings.id(name.slice(end)));
      return name.slice(0, end);
    });
    return new FileNames(stems, ending, endings.all);
  }

  at(position: number): string {
    return this.stems[position]! + this.endings[this.ending.get(position)]!;
  }

  write(to: ChunkFileWriter): void {
    // No name has a NUL in it.
    to.text('names', this.stems.join('\0'));
    to.text('endings', this.endings.join('\0'));
    to.column('file.ending', this.ending);
  }

  static read(from: ChunkFile): FileNames {
    const stems = from.text('names').split('\0');
    return new FileNames(stems, from.column('file.ending'), from.text('endings').split('\0'));
  }
}

/** Directories, each by its own name within another one: most have nothing else of their own. */
export class Directories {
  private readonly ids = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly parents = new Column();

  /** The number of a directory; 0 is none. */
  id(path: string): number {
    const known = this.ids.get(path);
    if (known !== undefined) return known;
    const at = path.lastIndexOf(sep);
    const parent = at < 0 ? 0 : this.id(path.slice(0, at));
    this.names.push(path.slice(at + 1));
    this.parents.push(parent);
    this.ids.set(path, this.names.length);
    return this.names.length;
  }

  write(to: ChunkFileWriter): void {
    // No name has a NUL in it.
    to.text('dirs', this.names.join('\0'));
    to.column('dir.parent', this.parents);
  }

  /** The path of a name in a directory. */
  static path(dir: string, name: string): string {
    return dir + sep + name;
  }

  /** The paths by number. */
  static read(from: ChunkFile): readonly string[] {
    const names = from.text('dirs').split('\0');
    const { numbers: parents, length } = from.column('dir.parent');
    const paths = [''];
    for (let i = 0; i < length; i++) {
      const parent = parents[i]!;
      paths.push(parent === 0 ? names[i]! : Directories.path(paths[parent]!, names[i]!));
    }
    return paths;
  }
}
