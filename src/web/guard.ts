/**
 * Which requests are answered. On the loopback: those from this machine, but no other web page: the
 * Host header must name this server, so that a name that was pointed here (DNS rebinding) is refused. Beyond it: only
 * who has the token.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { PageText } from './context.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}

export interface GuardOptions {
  readonly page: PageText;
  /** Names beside those of the loopback by which the server may be called; undefined where only those hold. */
  readonly names?: readonly string[];
  /** Asked of everybody, where there is one. */
  readonly access?: Access;
}

/** The host in a Host header, in small letters and without its port; undefined where it is none. */
export function hostIn(header: string | undefined): string | undefined {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(header ?? '')?.[1]?.toLowerCase();
}

export function guard({ page, names, access }: GuardOptions): MiddlewareHandler {
  const policy = [
    `default-src 'none'`,
    `script-src '${page.scriptHash}'`,
    `style-src '${page.styleHash}'`,
    `connect-src 'self'`,
    'img-src data:',
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
  return async (c, next) => {
    const refused = refusal(c);
    if (refused) c.res = refused;
    else await next();
    const { headers } = c.res;
    headers.set('Content-Security-Policy', policy);
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('Referrer-Policy', 'no-referrer');
    headers.set('X-Frame-Options', 'DENY');
    headers.set('Cross-Origin-Resource-Policy', 'same-origin');
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  };

  function refusal(c: Context): Response | undefined {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      return c.json({ error: 'this server only reads: GET and HEAD' }, 405, { Allow: 'GET, HEAD' });
    }
    const host = hostIn(c.req.header('host'));
    if (host === undefined || !isOurs(host)) {
      return c.json({ error: `this server is not called that; open it at ${LOOPBACK[0]}` }, 421);
    }
    // Another site's page may open this one as a link, and nothing else.
    if (c.req.header('sec-fetch-site') === 'cross-site' && c.req.header('sec-fetch-mode') !== 'navigate') {
      return c.json({ error: 'not for the pages of others' }, 403);
    }
    return access?.refusal(c);
  }

  function isOurs(host: string): boolean {
    if (LOOPBACK.includes(host)) return true;
    if (!names) return false;
    return names.includes(host) || /^(\d{1,3}\.){3}\d{1,3}$|^\[/.test(host);
  }
}

const COOKIE = 'token-dash';
/** A link is good for so long. */
const LINK_MS = 15 * 60_000;

/** The token, and the one-time links that set it as a cookie. */
export class Access {
  readonly token = randomBytes(24).toString('base64url');
  private link = '';
  private madeMs = 0;
  private readonly now: () => number;
  /** Called when a link was used, with the next one. */
  private readonly onUse: (link: string) => void;

  constructor(now: () => number, onUse: (path: string) => void) {
    this.now = now;
    this.onUse = onUse;
  }

  /** A path that lets one browser in, once. */
  newLink(): string {
    this.link = randomBytes(18).toString('base64url');
    this.madeMs = this.now();
    return `/open/${this.link}`;
  }

  refusal(c: Context): Response | undefined {
    const { pathname } = new URL(c.req.url);
    if (pathname.startsWith('/open/')) return this.opened(c, pathname.slice('/open/'.length));
    const header = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const given = header ?? getCookie(c, COOKIE);
    if (given !== undefined && areSame(given, this.token)) return undefined;
    return c.json(
      {
        error:
          'a token is needed: open the link that the server printed, or send Authorization: Bearer <token>',
      },
      401,
      { 'WWW-Authenticate': 'Bearer' },
    );
  }

  private opened(c: Context, given: string): Response {
    const isGood = this.link !== '' && this.now() - this.madeMs < LINK_MS && areSame(given, this.link);
    if (!isGood)
      return c.json({ error: 'this link was used, or is too old; the server printed another' }, 401);
    this.link = '';
    this.onUse(this.newLink());
    return c.body(null, 303, {
      Location: '/',
      'Set-Cookie': `${COOKIE}=${this.token}; HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000`,
    });
  }
}

/** In constant time. */
function areSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
