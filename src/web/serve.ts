/** The server on its socket: where it listens, how long it waits for slow clients, and how it ends. */
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { WebApp } from './app.ts';

export interface Listening {
  /** The port that was taken. */
  readonly port: number;
  /** Resolves when all connections are closed. */
  close(): Promise<void>;
}

/** A client has so long for its headers, and so long for the whole of a request, ms. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 15_000;
/** A connection on which nothing goes either way is closed after this, ms; a stream sends something every five seconds. */
const IDLE_MS = 60_000;
const MOST_HEADER_BYTES = 16_384;
const MOST_CONNECTIONS = 4096;

/**
 * Listens on a host, and where that is the loopback on both of its addresses, since `localhost` may mean either. Rejects
 * with the error of Node, whose `code` is EADDRINUSE for a taken port.
 */
export async function listen(app: WebApp, host: string, port: number): Promise<Listening> {
  const isLocal = host === 'localhost' || host === '127.0.0.1';
  const first = await opened(app, isLocal ? '127.0.0.1' : host, port);
  const address = first.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  const servers = [first];
  if (host === 'localhost') {
    try {
      servers.push(await opened(app, '::1', taken));
    } catch (error) {
      // There may be no IPv6; but another program on it would be what a browser opens.
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
        await closed(first);
        throw error;
      }
    }
  }
  return {
    port: taken,
    async close() {
      app.close();
      await Promise.all(servers.map(closed));
    },
  };
}

function opened(app: WebApp, host: string, port: number): Promise<Server> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: 2000,
      maxHeaderSize: MOST_HEADER_BYTES,
      keepAlive: true,
    },
  }) as Server;
  server.timeout = IDLE_MS;
  server.keepAliveTimeout = IDLE_MS / 2;
  server.maxConnections = MOST_CONNECTIONS;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
