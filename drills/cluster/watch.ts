import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterChange } from '../timeline.ts';
import type { ApiServer } from './api-server.ts';
import { ApiError, type Query } from './http.ts';
import type { KubernetesObject } from './objects.ts';

export interface Resource {
  readonly path: string;
  readonly query?: Query;
  /** The items of a list lack these, and the timeline needs them. */
  readonly apiVersion: string;
  readonly kind: string;
}

export type ChangeListener = (type: ClusterChange['type'], object: KubernetesObject) => void;

/** The server ends a watch after this time. A dead connection is noticed 15 s later. */
const WATCH_SECONDS = 30;
const SILENCE_MS = (WATCH_SECONDS + 15) * 1000;
/** Short, because a change that is seen late is judged late. */
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2000;

interface WatchEvent {
  readonly type: ClusterChange['type'] | 'BOOKMARK' | 'ERROR';
  readonly object: KubernetesObject & { code?: number; message?: string };
}

/**
 * List and watch. Survives a closed, broken or silent connection (continues after the last seen version) and
 * a version that the server has forgotten (410: lists again and tells the difference). Resolves after the
 * first list, rejects when that fails; afterwards it follows until the signal aborts.
 */
export async function follow(
  api: ApiServer,
  { path, query, apiVersion, kind }: Resource,
  listener: ChangeListener,
  signal: AbortSignal,
): Promise<void> {
  const known = new Map<string, KubernetesObject>();
  void keepWatching(await list());

  async function list(): Promise<string> {
    const { items, metadata } = await api.get<{
      items: KubernetesObject[] | null;
      metadata: { resourceVersion: string };
    }>(path, query);
    const found = new Map((items ?? []).map((item) => [uidOf(item), { apiVersion, kind, ...item }]));
    for (const [uid, object] of [...known]) if (!found.has(uid)) tell('DELETED', object);
    for (const [uid, object] of found) {
      const before = known.get(uid);
      if (before === undefined) tell('ADDED', object);
      else if (before.metadata.resourceVersion !== object.metadata.resourceVersion) tell('MODIFIED', object);
    }
    return metadata.resourceVersion;
  }

  async function keepWatching(listedVersion: string): Promise<void> {
    let version: string | null = listedVersion;
    let retryMs = FIRST_RETRY_MS;
    while (!signal.aborted) {
      try {
        version ??= await list();
        const watch = {
          ...query,
          watch: 'true',
          allowWatchBookmarks: 'true',
          timeoutSeconds: String(WATCH_SECONDS),
          resourceVersion: version,
        };
        for await (const line of api.lines(path, watch, signal, SILENCE_MS)) {
          const { type, object } = JSON.parse(line) as WatchEvent;
          if (type === 'ERROR') throw new ApiError(object.code ?? 500, object.message ?? '', line);
          version = object.metadata.resourceVersion ?? version;
          retryMs = FIRST_RETRY_MS;
          if (type !== 'BOOKMARK') tell(type, object);
        }
      } catch (err) {
        if (err instanceof ApiError && err.status === 410) version = null;
      }
      // An API server that starts up also answers 403 and 404: every error is worth another attempt.
      await sleep(retryMs, undefined, { signal }).catch(() => {});
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    }
  }

  function tell(type: ClusterChange['type'], object: KubernetesObject): void {
    if (type === 'DELETED') known.delete(uidOf(object));
    else known.set(uidOf(object), object);
    listener(type, withoutManagedFields(object));
  }
}

function uidOf(object: KubernetesObject): string {
  return object.metadata.uid ?? `${object.metadata.namespace}/${object.metadata.name}`;
}

function withoutManagedFields(object: KubernetesObject): KubernetesObject {
  if (object.metadata.managedFields === undefined) return object;
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
