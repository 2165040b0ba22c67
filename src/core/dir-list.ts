/** A list of directories as one text, as settings and environment variables hold it: 'a,b'. */

/** The directories of a comma list. A comma inside braces belongs to a pattern: '/x/old-{mac,pc}' is one of them. */
export function dirsIn(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(/,(?![^{}]*\})/)
    .map(dir => dir.trim())
    .filter(dir => dir !== '');
}
