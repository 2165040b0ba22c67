/** The configuration that is written for a new user: every field with its sentence and an example, all commented out. */
import { abouts, type Choices, EXAMPLES } from './fields.ts';

export function commentedConfig(choices: Choices): string {
  const parts = abouts(choices).map(([name, about]) => `# ${about}\n${commented(EXAMPLES[name])}\n`);
  return `${HEAD}\n${parts.join('\n')}`;
}

const HEAD = `# How token-dash is to behave. Nothing below holds until the # before it is taken away.
# Flags beat the environment, and the environment beats what stands here.
# 'token-dash config show' tells what holds and who says so; 'token-dash config schema' prints the schema.
`;

function commented(example: string): string {
  return example.replaceAll(/^/gm, '#');
}
