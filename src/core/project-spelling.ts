/**
 * Paths that are spelled in several ways and are one directory: drives of Windows in the words of several shells, the links
 * of macOS, and letters with marks in one character or two.
 */

/** 'C:\Users' and 'c:/Users'; the prefix of long paths says nothing. */
const DRIVE = /^(?:[\\/]{2}\?[\\/])?([A-Za-z]):(?=[\\/]|$)/;
/** The same drive in Git Bash ('/c/Users') and in WSL ('/mnt/c/Users'). */
const MOUNTED = /^(?:\/mnt)?\/([A-Za-z])(?=\/|$)/;
/** On macOS '/tmp' is a link to '/private/tmp'. */
const PRIVATE = /^\/private(?=\/(?:tmp|var|etc)(?:\/|$))/;

/** One spelling for each directory among many. */
export class Spellings {
  private readonly drives = new Set<string>();
  /** How a directory on a drive is written, by its name in small letters: there case makes no difference. */
  private readonly onDrives = new Map<string, string>();

  /** `dirs` are all that are known: whether `/c` is a drive follows from whether any of them is on `C:`. */
  constructor(dirs: Iterable<string>) {
    const all = [...dirs];
    for (const dir of all) {
      const drive = DRIVE.exec(dir)?.[1];
      if (drive) this.drives.add(drive.toUpperCase());
    }
    for (const dir of all) {
      const path = this.plain(dir);
      const known = this.onDrives.get(path.toLowerCase());
      // Capital letters come first, and are what people typed once.
      if (isOnDrive(path) && (known === undefined || path < known))
        this.onDrives.set(path.toLowerCase(), path);
    }
  }

  of(dir: string): string {
    const path = this.plain(dir);
    return isOnDrive(path) ? (this.onDrives.get(path.toLowerCase()) ?? path) : path;
  }

  private plain(dir: string): string {
    const path = this.onItsDrive(dir.normalize('NFC').replace(PRIVATE, ''));
    return path.length > 1 ? path.replace(/(?<!^[A-Z]:)[\\/]+$/, '') : path;
  }

  private onItsDrive(path: string): string {
    const [start, letter] = DRIVE.exec(path) ?? this.mounted(path) ?? [];
    if (start === undefined || letter === undefined) return path;
    const rest = path.slice(start.length).replace(/[\\/]+/g, '\\');
    return `${letter.toUpperCase()}:${rest || '\\'}`;
  }

  private mounted(path: string): RegExpExecArray | undefined {
    const found = MOUNTED.exec(path);
    return found && this.drives.has(found[1]!.toUpperCase()) ? found : undefined;
  }
}

function isOnDrive(path: string): boolean {
  return /^[A-Z]:\\/.test(path);
}
