import type { Text } from '../timeline.ts';
import type { ApiServer, InNamespace, Patch } from './api-server.ts';
import { ApiError } from './http.ts';
import type { KubernetesObject } from './objects.ts';

/** This annotation is on an object from before a drill changes it until the change is put back. */
export const NOTE = 'drill.app-1-2-2-1/puts-back';
const FIELD_MANAGER = 'app-1-2-2-1-drill';

interface Note {
  readonly drill: string;
  /** ISO 8601. */
  readonly since: string;
  /** "node-2 is cordoned" */
  readonly left: Text;
  /** "node-2 is uncordoned" */
  readonly done: Text;
  /** Puts the change back. */
  readonly undo: Patch;
}

export interface NotedChange extends Note {
  /** The object that carries the note. */
  readonly path: string;
}

/** Leaves no note where the credentials may change the object but not annotate it. */
export async function writeNote(api: ApiServer, path: string, note: Note): Promise<void> {
  await annotate(api, path, JSON.stringify(note)).catch(ignoreForbidden);
}

/** The object may be gone, and its note with it. */
export async function removeNote(api: ApiServer, path: string): Promise<void> {
  await annotate(api, path, null).catch(ignoreForbidden);
}

/** The changes that killed drills have left in the cluster. */
export async function findNotes({ api, namespace }: InNamespace): Promise<NotedChange[]> {
  const lists = [
    `/apis/apps/v1/namespaces/${namespace}/deployments`,
    `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`,
    `/api/v1/namespaces/${namespace}/services`,
    `/api/v1/namespaces/${namespace}/pods`,
    '/api/v1/nodes',
  ];
  const found = await Promise.all(
    lists.map(async (list) => {
      const objects = await api.list<KubernetesObject>(list).catch((err) => ignoreForbidden(err) ?? []);
      return objects.flatMap((object) => noteOf(object, `${list}/${object.metadata.name}`));
    }),
  );
  return found.flat();
}

export async function putBack(api: ApiServer, { path, undo }: NotedChange): Promise<void> {
  await api.send(undo);
  await removeNote(api, path);
}

/**
 * The Deployment controller copies annotations to ReplicaSets, and `rollout undo` copies them back. A note
 * that this drill did not write is such a copy.
 */
function noteOf({ metadata }: KubernetesObject, path: string): NotedChange[] {
  const text = metadata.annotations?.[NOTE];
  const isOurs = metadata.managedFields?.some(
    ({ manager, fieldsV1 }) => manager === FIELD_MANAGER && JSON.stringify(fieldsV1).includes(NOTE),
  );
  return text === undefined || !isOurs ? [] : [{ path, ...(JSON.parse(text) as Note) }];
}

async function annotate(api: ApiServer, path: string, value: string | null): Promise<void> {
  const annotations = { [NOTE]: value };
  const query = { fieldManager: FIELD_MANAGER };
  await api.patch(path, 'application/merge-patch+json', { metadata: { annotations } }, query);
}

function ignoreForbidden(err: unknown): undefined {
  if (!(err instanceof ApiError) || ![403, 404].includes(err.status)) throw err;
}
