/** The configuration that is written for a new user: every field with its sentence and an example, all commented out. */
import { abouts, type Choices, EXAMPLES } from './fields.ts';

export function commentedConfig(choices: Choices): string {
  const parts = abouts(choices).map(([name, about]) => `# ${about}\n${commented(EXAMPLES[name])}\n`);
  return `${HEAD}\n${parts.join('\n')}`;
}

const HEAD = `# Configuration of token-dash. Uncomment a line to change a setting.
# Flags override environment variables, and these override this file.
# 'token-dash config show' lists all settings and their origin; 'token-dash config schema' prints the schema.
`;

function commented(example: string): string {
  return example.replaceAll(/^/gm, '#');
}
