/** The server without its socket: requests in, answers out. What is tested without a network. */
import { type Context, Hono } from 'hono';
import { jsonText } from '../core/json-text.ts';
import { Answers, isKnown, type Kept } from './answers.ts';
import type { WebContext } from './context.ts';
import { type Access, guard } from './guard.ts';
import { openApi } from './openapi.ts';
import { JSON_TYPE, type Reply, type Route } from './route.ts';
import { ROUTES } from './routes.ts';
import { statusOf } from './status.ts';
import { MOST_STREAMS, Streams } from './stream.ts';
import { strangeWord } from './words.ts';

export interface AppOptions {
  readonly names?: readonly string[];
  readonly access?: Access;
}

export interface WebApp {
  readonly fetch: Hono['fetch'];
  readonly request: Hono['request'];
  /** Pages that follow the logs at this moment. */
  readonly streams: Streams;
  close(): void;
}

const MINUTE_MS = 60_000;

export function webApp(context: WebContext, { names, access }: AppOptions = {}): WebApp {
  const app = new Hono();
  const answers = new Answers();
  const streams = new Streams(context);
  const description = JSON.stringify(openApi(ROUTES, context.version), null, 2);
  const html = context.page.html.replace('data-view="overview"', `data-view="${context.view}"`);

  app.use('*', guard({ page: context.page, names, access }));
  app.get('/', c => kept(c, () => answers.answer('page', async () => ok(html, 'text/html; charset=utf-8'))));
  app.get('/openapi.json', c =>
    kept(c, () => answers.answer('openapi', async () => ok(description, JSON_TYPE))),
  );
  app.get('/healthz', c => {
    const { failure, checkedMs } = context.current();
    const isWell = failure === undefined;
    return c.json(
      { status: isWell ? 'ok' : 'failing', checkedMs: checkedMs ?? null, failure: failure ?? null },
      isWell ? 200 : 503,
    );
  });
  app.get('/api/status', async c => {
    // What is known at once; the logs are read meanwhile.
    if (context.current().checkedMs !== undefined) await context.load().catch(() => undefined);
    return c.json(statusOf(context), 200, { 'Cache-Control': 'no-store' });
  });
  app.get('/api/stream', c => {
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' });
    const stream = streams.open();
    if (!stream) {
      return c.json(
        { error: `${MOST_STREAMS} pages follow the logs already; ask every few seconds instead` },
        503,
        {
          'Retry-After': '30',
        },
      );
    }
    return c.body(stream, 200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
  });
  for (const route of ROUTES) app.get(route.path, c => kept(c, () => answer(route, c)));
  app.notFound(c => c.json({ error: 'there is nothing here; /openapi.json lists what there is' }, 404));
  app.onError((error, c) => c.json({ error: error.message }, 500));

  return {
    fetch: app.fetch,
    request: app.request,
    streams,
    close: () => streams.close(),
  };

  async function answer(route: Route, c: Context): Promise<Kept> {
    const { searchParams: search } = new URL(c.req.url);
    const names = route.parameters.filter(({ in: where }) => where !== 'path').map(({ name }) => name);
    const strange = strangeWord(search, names);
    const id = c.req.param('id') ?? '';
    const data = await context.load();
    const nowMs = context.now();
    const { journal } = data.snapshot;
    const workLog = context.workLog();
    const recovered = await context.recovered();
    const key = [
      answers.idOf(journal),
      answers.idOf(data.prices),
      answers.idOf(workLog),
      answers.idOf(recovered),
      Math.floor(nowMs / MINUTE_MS),
      route.path,
      id,
      search.toString(),
    ].join(' ');
    return answers.answer(key, async () => {
      if (strange !== undefined) return writtenReply({ problem: strange, status: 400 });
      return writtenReply(await route.run({ context, data, workLog, recovered, nowMs, search, id }));
    });
  }

  async function kept(c: Context, make: () => Promise<Kept>): Promise<Response> {
    const { body, type, status, etag } = await make();
    const headers = { ETag: etag, 'Cache-Control': 'no-cache', 'Content-Type': type };
    if (status === 200 && isKnown(c.req.header('if-none-match'), etag)) {
      return c.body(null, 304, { ETag: etag, 'Cache-Control': 'no-cache' });
    }
    return c.body(body, status as 200, headers);
  }
}

function ok(body: string, type: string): Omit<Kept, 'etag'> {
  return { body, type, status: 200 };
}

function writtenReply(reply: Reply): Omit<Kept, 'etag'> {
  if ('problem' in reply) {
    return { body: jsonText({ error: reply.problem }), type: JSON_TYPE, status: reply.status };
  }
  if ('text' in reply) return ok(reply.text, reply.type);
  return { body: jsonText(reply.json), type: JSON_TYPE, status: reply.status ?? 200 };
}
