import type { FastifyInstance } from 'fastify';
import type { Connection } from './connection.ts';

/** While the server closes, a client gets this long between opening a connection and sending on it. */
const FIRST_BYTE_GRACE_MS = 1000;
/** While the server closes, a client gets this long to send its request or to read its answer. */
const UNFINISHED_GRACE_MS = 3000;
/** As long as the timeout for sending a request. An answer that the client does not read holds memory. */
const UNREAD_MS = 10_000;

const INTERVAL_MS = 4000;
const INTERVAL_WHILE_CLOSING_MS = 50;

/** Ends connections whose client neither sends nor reads, and, once the server closes, idle connections. */
export function closeIdleConnections(app: FastifyInstance, open: readonly Connection[]): void {
  let closingSinceMs: number | null = null;
  let timer = setInterval(closeIdle, INTERVAL_MS).unref();

  // `server.close()` calls Node's own function, which resets a connection whose next request has arrived
  // but is not read yet.
  app.server.closeIdleConnections = closeIdle;
  app.addHook('preClose', (done) => {
    closingSinceMs = performance.now();
    clearInterval(timer);
    timer = setInterval(closeIdle, INTERVAL_WHILE_CLOSING_MS);
    done();
  });
  app.addHook('onClose', (_app, done) => {
    clearInterval(timer);
    done();
  });

  function closeIdle(): void {
    // setImmediate runs in the check phase, so everything that had arrived was read in the poll phase
    // before it.
    setImmediate(() => {
      const nowMs = performance.now();
      // A destroyed connection leaves `open` later, by its close event.
      for (const connection of open) {
        if (isUnread(connection, nowMs)) connection.socket.destroy();
        else if (closingSinceMs !== null) endOnClose(connection, nowMs, nowMs - closingSinceMs);
      }
    });
  }
}

function endOnClose(connection: Connection, nowMs: number, closingForMs: number): void {
  if (isAtRest(connection, nowMs)) connection.socket.destroySoon();
  else if (closingForMs > UNFINISHED_GRACE_MS && waitsForClient(connection)) connection.socket.destroy();
}

function isUnread(connection: Connection, nowMs: number): boolean {
  if (connection.socket.writableLength === 0) {
    connection.unreadSinceMs = null;
    return false;
  }
  connection.unreadSinceMs ??= nowMs;
  return nowMs - connection.unreadSinceMs > UNREAD_MS;
}

function isAtRest(connection: Connection, nowMs: number): boolean {
  const { socket } = connection;
  if (connection.unanswered > 0) return false;
  if (connection.requests === 0) {
    return socket.bytesRead === 0 && nowMs - connection.openedAtMs > FIRST_BYTE_GRACE_MS;
  }
  return socket.bytesRead === connection.bytesReadAtRest;
}

/** No request is in progress: an answer is not read, or a request is not sent completely. */
function waitsForClient({ socket, unanswered, latest }: Connection): boolean {
  return (
    socket.writableLength > 0 || unanswered === 0 || (unanswered === 1 && latest?.req.complete === false)
  );
}
