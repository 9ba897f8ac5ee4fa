import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterChange } from '../timeline.ts';
import type { ApiServer } from './api-server.ts';
import { ApiError, type Query } from './http.ts';
import type { KubernetesObject } from './objects.ts';

export interface Resource {
  readonly path: string;
  readonly query?: Query;
  /** The items of a list do not carry these; the timeline wants them. */
  readonly apiVersion: string;
  readonly kind: string;
}

export type ChangeListener = (type: ClusterChange['type'], object: KubernetesObject) => void;

/** The server ends a watch after this; a silent, dead connection is noticed soon after. */
const WATCH_SECONDS = 30;
const SILENCE_MS = (WATCH_SECONDS + 15) * 1000;
/** Short: what is seen late is judged late. */
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
  resource: Resource,
  listener: ChangeListener,
  signal: AbortSignal,
): Promise<void> {
  const known = new Map<string, KubernetesObject>();
  const resourceVersion = await list(api, resource, known, listener);
  void keepWatching(api, resource, known, resourceVersion, listener, signal);
}

async function keepWatching(
  api: ApiServer,
  resource: Resource,
  known: Map<string, KubernetesObject>,
  listedVersion: string,
  listener: ChangeListener,
  signal: AbortSignal,
): Promise<void> {
  let version: string | null = listedVersion;
  let retryMs = FIRST_RETRY_MS;
  while (!signal.aborted) {
    try {
      version ??= await list(api, resource, known, listener);
      const query: Query = {
        ...resource.query,
        watch: 'true',
        allowWatchBookmarks: 'true',
        timeoutSeconds: String(WATCH_SECONDS),
        resourceVersion: version,
      };
      for await (const line of api.lines(resource.path, query, signal, SILENCE_MS)) {
        const event = JSON.parse(line) as WatchEvent;
        if (event.type === 'ERROR')
          throw new ApiError(event.object.code ?? 500, event.object.message ?? '', line);
        version = event.object.metadata?.resourceVersion ?? version;
        retryMs = FIRST_RETRY_MS;
        if (event.type === 'BOOKMARK') continue;
        remember(known, event.type, event.object);
        listener(event.type, withoutManagedFields(event.object));
      }
    } catch (err) {
      if (err instanceof ApiError && err.status === 410) version = null;
    }
    // An API server that starts up also refuses (403) and forgets (404): every error is worth another
    // attempt.
    await sleep(retryMs, undefined, { signal }).catch(() => {});
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  }
}

async function list(
  api: ApiServer,
  { path, query, apiVersion, kind }: Resource,
  known: Map<string, KubernetesObject>,
  listener: ChangeListener,
): Promise<string> {
  const answer = await api.get<{ items: KubernetesObject[]; metadata: { resourceVersion: string } }>(
    path,
    query,
  );
  const items = (answer.items ?? []).map((item): KubernetesObject => ({ apiVersion, kind, ...item }));
  const present = new Set(items.map(uidOf));
  for (const [uid, object] of [...known]) {
    if (present.has(uid)) continue;
    known.delete(uid);
    listener('DELETED', withoutManagedFields(object));
  }
  for (const item of items) {
    const before = known.get(uidOf(item));
    if (before?.metadata?.resourceVersion === item.metadata?.resourceVersion && before !== undefined)
      continue;
    known.set(uidOf(item), item);
    listener(before === undefined ? 'ADDED' : 'MODIFIED', withoutManagedFields(item));
  }
  return answer.metadata.resourceVersion;
}

function remember(
  known: Map<string, KubernetesObject>,
  type: ClusterChange['type'],
  object: KubernetesObject,
): void {
  if (type === 'DELETED') known.delete(uidOf(object));
  else known.set(uidOf(object), object);
}

function uidOf(object: KubernetesObject): string {
  return object.metadata?.uid ?? `${object.metadata?.namespace}/${object.metadata?.name}`;
}

function withoutManagedFields(object: KubernetesObject): KubernetesObject {
  if (object.metadata?.managedFields === undefined) return object;
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
