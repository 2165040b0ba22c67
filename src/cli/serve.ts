/** `token-dash serve`: the page and the APIs, on this machine only unless another host is named. */
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from './command.ts';
import type { Context, Serving } from './context.ts';
import { EXIT } from './io.ts';

export const DEFAULT_PORT = 5000;
/** The port of the Claude Code token tracker. */
export const TRACKER_PORT = 5555;

const VIEWS = ['overview', 'messages', 'tasks'];

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly view: string;
  readonly previews?: boolean;
}

export const serveCommand: Command = {
  id: 'serve',
  summary: 'serve a page and JSON APIs over the logs, on this machine only',
  staysOpen: true,
  examples: [
    ['serve', `the page at http://localhost:${DEFAULT_PORT}`],
    [`serve --port ${TRACKER_PORT} --view messages`, 'as the Claude Code token tracker does'],
    ['serve --demo', 'over made-up logs'],
    ['serve --host 0.0.0.0', 'for other machines, with a token; traffic is not encrypted'],
  ],
  declare: declaration => {
    declaration
      .option('--port <n>', 'port to listen on; 0 takes any that is free', portOf, DEFAULT_PORT)
      .option('--host <name>', 'address to listen on; other than localhost it asks for a token', 'localhost')
      .addOption(
        new Option('--view <name>', 'view that the page opens with').choices(VIEWS).default('overview'),
      )
      .option('--previews', 'show the beginnings of responses to other machines, too')
      .option('--no-previews', 'show no beginnings of responses');
  },
  run: async (context, _, flags) => serve(context, flags as unknown as Flags),
};

async function serve({ io, server }: Context, { port, host, view, previews }: Flags): Promise<number> {
  let serving: Serving;
  try {
    serving = await server.start({
      ...{ host, port, view, previews },
      onLink: link => io.out(`The link was used. For another browser: ${link}\n`),
    });
  } catch (error) {
    io.err(`token-dash serve: ${error instanceof Error ? error.message : error}\n`);
    return EXIT.failed;
  }
  io.out(startText(serving));
  await serving.ended;
  return EXIT.ok;
}

function startText({ url, access }: Serving): string {
  const lines = [
    'token-dash is serving what AI coding costs, read from the logs on this machine.',
    '',
    `  Page     ${access ? access.link : url}`,
    ...(access ? ['           (this link lets one browser in, once)'] : []),
    `  APIs     ${url}/api/stats`,
    `           ${url}/api/logs`,
    `           ${url}/api/projects`,
    `           ${url}/api/usage`,
    `           ${url}/openapi.json lists all of them`,
    '',
    '  Log a task by hand:',
    '           token-tracker.sh log my-project "Fix modal dismissal timeout" 3500',
    '',
  ];
  if (access) {
    lines.push(
      `  Token    ${access.token}`,
      '           for programs: Authorization: Bearer <token>',
      '',
      'Traffic is not encrypted: whoever is on the network between can read it.',
    );
  }
  lines.push('Ctrl+C stops it.', '');
  return lines.join('\n');
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError(`${JSON.stringify(text)} is no port (0 to 65535).`);
  return port;
}
