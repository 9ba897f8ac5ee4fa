import type { ServerResponse } from 'node:http';
import { complaintsAbout } from '../../k8s/api-schema.ts';
import type { Manifest } from '../../k8s/manifests.ts';
import { ControlledStore } from './deployment-controller.ts';
import { MONITORING } from './discovery.ts';
import { type Asked, FakeApiServer, send } from './fake-api-server.ts';
import { type ApiObject, Refused } from './object-store.ts';
import { workload } from './workload.ts';

/**
 * A fake API server for the real kubectl, with strict field validation. The kubectl commands of the
 * documentation run against it, so that a wrong word, flag or name is noticed.
 */
export class KubectlApiServer extends FakeApiServer<ControlledStore> {
  /** The requests that went to a pod through the proxy: `DELETE pod:8080 /faults`. */
  readonly proxied: string[] = [];

  /** Empty, or with the workload of k8s/ at rest after an update. */
  static async start(contents: 'empty' | 'workload'): Promise<KubectlApiServer> {
    const server = new KubectlApiServer(new ControlledStore(), 'fake');
    if (contents === 'workload') for (const object of workload()) server.store.seed(object);
    await server.listen();
    return server;
  }

  protected override answerAsked(asked: Asked, response: ServerResponse): boolean {
    const { method, subresource, resource, name, body, isDryRun } = asked;
    if (subresource === 'log') response.end('the log of a pod\n');
    if (subresource.startsWith('proxy/')) {
      this.proxied.push(`${method} ${name} ${subresource.slice('proxy'.length)}`);
      send(response, 200, {});
      return true;
    }
    if (subresource !== 'scale') return subresource === 'log';
    const { kind } = resource;
    const scaled =
      method === 'GET'
        ? this.store.get(kind, name)
        : this.store.scale(kind, name, body.spec.replicas, isDryRun);
    send(response, 200, scaleOf(scaled));
    return true;
  }

  protected override change(asked: Asked): ApiObject {
    if (asked.method === 'POST' || asked.method === 'PUT') validate(asked.body);
    if (asked.method === 'PATCH') validate(super.change({ ...asked, isDryRun: true }));
    return super.change(asked);
  }
}

function validate(object: ApiObject): void {
  // There are definitions for the kinds of k8s/ and observability/ alone.
  const isKnown = !String(object.apiVersion).startsWith(MONITORING) && object.kind !== 'Node';
  const complaints = isKnown ? complaintsAbout(object as Manifest) : [];
  if (complaints.length > 0) throw new Refused(400, 'BadRequest', complaints.join('; '));
}

function scaleOf({ metadata, spec, status }: ApiObject): object {
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata,
    spec: { replicas: spec.replicas },
    status: { replicas: status?.replicas ?? 0 },
  };
}
