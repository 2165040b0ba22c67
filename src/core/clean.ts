/**
 * Text from logs made safe to print. Names of models, projects and paths are not ours: no escape
 * sequence or control character of theirs may reach a terminal.
 */

/** Whole control sequences first, so that none leaves its letters behind; then whatever controls are left. */
const SEQUENCES = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)|\x1b./gs;
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/** The text without control sequences; line feeds and tabs stay. */
export function printable(text: string): string {
  return text.replace(SEQUENCES, '').replace(CONTROLS, '');
}
