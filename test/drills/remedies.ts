import type { KubectlApiServer } from '../support/api-server/kubectl-api-server.ts';
import type { ApiObject } from '../support/api-server/object-store.ts';

/** How a command that a drill prints has been tried. */
export type Tried =
  /** The words stand in a sentence: nobody can type them. */
  | { readonly said: string }
  /** Only the command and its flags, by its `--help`: the fake has no such API. */
  | { readonly help: true; readonly typed?: string }
  | {
      /** The command line of the test, if not the printed command; names in capitals are filled in. */
      readonly typed?: string;
      /** The failure that it fixes, and how that is checked. */
      readonly broken?: (cluster: KubectlApiServer) => void;
      readonly mended?: (cluster: KubectlApiServer) => boolean;
    };

const NAME = 'app-1-2-2-1';
const AS_PRINTED: Tried = {};
const HELP_ONLY = { help: true } as const;
export const POD = `${NAME}-2-abcde`;

/**
 * Every command in the messages and drills, `<>` where a name or a value stands. A new one has to be tried
 * here: the test finds it.
 */
export const REMEDIES: Readonly<Record<string, Tried>> = {
  'kubectl apply -f k8s/': {
    broken: without('Deployment'),
    mended: has('Deployment'),
  },
  'kubectl apply -f k8s/deployment.yaml': {
    broken: changed('Deployment', ({ spec }) => {
      const [container] = spec.template.spec.containers;
      delete container.resources.limits.memory;
      container.livenessProbe.httpGet.path = '/wrong';
    }),
    mended: (cluster) => {
      const { resources, livenessProbe } = containerOf(cluster);
      return resources.limits.memory === '200Mi' && livenessProbe.httpGet.path !== '/wrong';
    },
  },
  'kubectl apply -f k8s/hpa.yaml': {
    broken: changed('HorizontalPodAutoscaler', ({ spec }) => {
      spec.maxReplicas = 2;
      spec.scaleTargetRef.name = 'another';
    }),
    mended: (cluster) => {
      const { maxReplicas, scaleTargetRef } = specOf(cluster, 'HorizontalPodAutoscaler');
      return maxReplicas === 4 && scaleTargetRef.name === NAME;
    },
  },
  'kubectl apply -f k8s/pdb.yaml': {
    broken: without('PodDisruptionBudget'),
    mended: has('PodDisruptionBudget'),
  },
  'kubectl replace -f k8s/pdb.yaml': {
    broken: changed('PodDisruptionBudget', ({ spec }) => {
      delete spec.maxUnavailable;
      spec.minAvailable = '100%';
    }),
    mended: (cluster) => {
      const { minAvailable, maxUnavailable } = specOf(cluster, 'PodDisruptionBudget');
      return minAvailable === undefined && maxUnavailable === 1;
    },
  },
  'kubectl apply -f k8s/service.yaml': {
    broken: changed('Service', ({ spec }) => {
      spec.selector = { app: 'another' };
    }),
    mended: (cluster) => specOf(cluster, 'Service').selector.app === '1.2.2.1',
  },
  'kubectl delete --raw <>': {
    typed: 'kubectl delete --raw /api/v1/namespaces/default/pods/POD:8080/proxy/faults',
    mended: (cluster) => cluster.proxied.includes(`DELETE ${POD}:8080 /faults`),
  },
  'kubectl delete hpa <>': {
    typed: 'kubectl delete hpa another',
    broken: (cluster) => {
      const { metadata, ...hpa } = cluster.store.get('HorizontalPodAutoscaler', NAME);
      cluster.store.seed({ ...hpa, metadata: { name: 'another' } });
    },
    mended: ({ store }) => store.list('HorizontalPodAutoscaler').length === 1,
  },
  'kubectl delete pod <>': {
    typed: 'kubectl delete pod POD',
    mended: ({ store }) => store.find('Pod', POD) === undefined,
  },
  "kubectl patch hpa <> --type merge -p '<>'": {
    typed: `kubectl patch hpa ${NAME} --type merge -p '{"spec":{"behavior":null,"minReplicas":2,"maxReplicas":4}}'`,
    broken: changed('HorizontalPodAutoscaler', ({ spec }) => {
      spec.behavior = { scaleUp: { selectPolicy: 'Disabled' } };
      spec.maxReplicas = 2;
    }),
    mended: (cluster) => {
      const { behavior, maxReplicas } = specOf(cluster, 'HorizontalPodAutoscaler');
      return behavior === undefined && maxReplicas === 4;
    },
  },
  'kubectl patch hpa <> -p \'{"spec":{"maxReplicas":<>}}\'': {
    typed: `kubectl patch hpa ${NAME} -p '{"spec":{"maxReplicas":4}}'`,
    broken: changed('HorizontalPodAutoscaler', ({ spec }) => {
      spec.maxReplicas = 3;
    }),
    mended: (cluster) => specOf(cluster, 'HorizontalPodAutoscaler').maxReplicas === 4,
  },
  'kubectl rollout restart -n kube-system deployment/metrics-server': {
    broken: seedMetricsServer,
    mended: ({ store }) =>
      JSON.stringify(store.get('Deployment', 'metrics-server').spec.template.metadata).includes(
        'restartedAt',
      ),
  },
  'kubectl rollout restart deployment/<>': {
    typed: `kubectl rollout restart deployment/${NAME}`,
    mended: (cluster) =>
      JSON.stringify(specOf(cluster, 'Deployment').template.metadata).includes('restartedAt'),
  },
  'kubectl rollout resume deployment/<>': {
    typed: `kubectl rollout resume deployment/${NAME}`,
    broken: changed('Deployment', ({ spec }) => {
      spec.paused = true;
    }),
    mended: (cluster) => !specOf(cluster, 'Deployment').paused,
  },
  'kubectl rollout undo deployment/<> --to-revision=<>': undone(),
  'kubectl rollout undo deployment/<> --to-revision=N': undone(),
  'kubectl scale deployment/<> --replicas=<> -n <>': scaled('--replicas=4 -n default', 4),
  'kubectl scale deployment/<> --replicas=<>': scaled('--replicas=4', 4),
  'kubectl scale deployment/<> --replicas=2': scaled('--replicas=2', 2),
  'kubectl set image deployment/<> <>=<>': imageSet(),
  'kubectl set image deployment/<> <>=1pro/app': imageSet(),
  'kubectl set resources deployment/<> --limits=cpu=<>': {
    typed: `kubectl set resources deployment/${NAME} --limits=cpu=250m`,
    mended: (cluster) => containerOf(cluster).resources.limits.cpu === '250m',
  },
  'kubectl uncordon <>': {
    typed: 'kubectl uncordon node-1',
    broken: (cluster) => seedNode(cluster, { unschedulable: true }),
    mended: ({ store }) => !store.get('Node', 'node-1').spec.unschedulable,
  },

  'kubectl describe hpa <>': { typed: `kubectl describe hpa ${NAME}` },
  'kubectl describe <> <>': { typed: 'kubectl describe replicaset app-1-2-2-1-2' },
  'kubectl describe node <>': { typed: 'kubectl describe node node-1', broken: (c) => seedNode(c, {}) },
  'kubectl describe replicaset': AS_PRINTED,
  'kubectl describe limitrange': AS_PRINTED,
  'kubectl describe quota <>': {
    typed: 'kubectl describe quota few',
    broken: ({ store }) =>
      store.seed({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'few' },
        spec: {},
        status: {},
      }),
  },
  'kubectl describe the newest pod': { typed: 'kubectl describe pod POD' },
  'kubectl describe the pending pod': { typed: 'kubectl describe pod POD' },
  'kubectl describe the pod that is not ready': { typed: 'kubectl describe pod POD' },
  'kubectl describe the pod': { typed: 'kubectl describe pod POD' },
  'kubectl get apiservice v1beta1.metrics.k8s.io': {
    broken: ({ store }) =>
      store.seed({
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        metadata: { name: 'v1beta1.metrics.k8s.io' },
      }),
  },
  'kubectl get endpointslices -l kubernetes.io/service-name=<>': {
    typed: `kubectl get endpointslices -l kubernetes.io/service-name=${NAME}`,
  },
  'kubectl get hpa <> -w': { typed: `kubectl get hpa ${NAME}` },
  'kubectl get namespace --show-labels': AS_PRINTED,
  'kubectl get pdb': AS_PRINTED,
  'kubectl get pod NAME -o yaml': { typed: 'kubectl get pod POD -o yaml' },
  'kubectl get pods -o wide': AS_PRINTED,
  'kubectl get daemonsets -A': HELP_ONLY,
  'kubectl get pods -A': HELP_ONLY,
  'kubectl get pods -A -l app.kubernetes.io/name=kube-state-metrics': HELP_ONLY,
  'kubectl get pods -A -o wide': HELP_ONLY,
  'kubectl logs the pod of kube-state-metrics': { ...HELP_ONLY, typed: 'kubectl logs POD' },
  'kubectl get pods': AS_PRINTED,
  'kubectl get the object with -o yaml': { typed: `kubectl get deployment ${NAME} -o yaml` },
  'kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations': AS_PRINTED,
  'kubectl logs --previous <>': { typed: 'kubectl logs --previous POD' },
  'kubectl logs --previous': { typed: 'kubectl logs --previous POD' },
  'kubectl logs -n kube-system deployment/metrics-server': HELP_ONLY,
  'kubectl logs <> must work': { typed: 'kubectl logs POD' },
  'kubectl logs <>': { typed: 'kubectl logs POD' },
  'kubectl logs of any pod must work': { typed: 'kubectl logs POD' },
  'kubectl rollout history deployment/<>': { typed: `kubectl rollout history deployment/${NAME}` },
  'kubectl rollout status deployment/<>': { typed: `kubectl rollout status deployment/${NAME}` },
  'kubectl diff': { typed: 'kubectl diff -f k8s/ || [ $? -eq 1 ]' },
  'kubectl cluster-info': AS_PRINTED,
  'kubectl auth can-i get pods/proxy': HELP_ONLY,
  'kubectl auth can-i --list': HELP_ONLY,
  'kubectl auth can-i --list shows what is allowed': { ...HELP_ONLY, typed: 'kubectl auth can-i --list' },
  'kubectl top node': HELP_ONLY,
  'kubectl top pods': HELP_ONLY,

  'kubectl apply with the folder that was applied': { said: 'the folder is the reader’s' },
  'kubectl apply': { said: 'the folder is the reader’s' },
  'kubectl apply` made can be applied again': { said: 'names the command' },
  'kubectl describe it': { said: 'after `kubectl get pods -A`' },
  'kubectl delete it': { said: 'after `kubectl describe the pod`' },
  'kubectl diff finds every change by hand': { said: 'the name of a check' },
  'kubectl is not installed': { said: 'an error' },
  'kubectl knows': { said: 'what a flag means' },
  'kubectl patch hpa <>': { said: 'what a drill did' },
  'kubectl patch pod <> --subresource resize': { said: 'what a drill did' },
  'kubectl patch service <>': { said: 'what a drill did' },
  'kubectl port-forward pins one pod': { said: 'what does not help' },
  'kubectl proxy does not start': { said: 'an error' },
  'kubectl proxy ended': { said: 'an error' },
  'kubectl rollout restart deployment/<> after a change of a ConfigMap or Secret': {
    typed: `kubectl rollout restart deployment/${NAME}`,
  },
  'kubectl rollout restart': { said: 'what a drill will do' },
  'kubectl scale': { said: 'what a person did' },
};

function undone(): Tried {
  return {
    typed: `kubectl rollout undo deployment/${NAME} --to-revision=1`,
    mended: (cluster) => containerOf(cluster).image === '1pro/app-update',
  };
}

function scaled(flags: string, replicas: number): Tried {
  return {
    typed: `kubectl scale deployment/${NAME} ${flags}`,
    broken: changed('Deployment', ({ spec }) => {
      spec.replicas = 1;
    }),
    mended: (cluster) => specOf(cluster, 'Deployment').replicas === replicas,
  };
}

function imageSet(): Tried {
  return {
    typed: `kubectl set image deployment/${NAME} ${NAME}=1pro/app`,
    broken: changed('Deployment', ({ spec }) => {
      spec.template.spec.containers[0].image = '1pro/app-error';
    }),
    mended: (cluster) => containerOf(cluster).image === '1pro/app',
  };
}

function changed(kind: string, change: (object: ApiObject) => void): (cluster: KubectlApiServer) => void {
  return ({ store }) => {
    const object = structuredClone(store.get(kind, NAME));
    change(object);
    store.put('MODIFIED', object);
  };
}

function without(kind: string): (cluster: KubectlApiServer) => void {
  return ({ store }) => store.delete(kind, NAME);
}

function has(kind: string): (cluster: KubectlApiServer) => boolean {
  return ({ store }) => store.find(kind, NAME) !== undefined;
}

function specOf({ store }: KubectlApiServer, kind: string): ApiObject {
  return store.get(kind, NAME).spec;
}

function containerOf(cluster: KubectlApiServer): ApiObject {
  return specOf(cluster, 'Deployment').template.spec.containers[0];
}

function seedNode({ store }: KubectlApiServer, spec: ApiObject): void {
  store.seed({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' }, spec, status: {} });
}

function seedMetricsServer({ store }: KubectlApiServer): void {
  const { metadata, ...deployment } = store.get('Deployment', NAME);
  store.seed({ ...deployment, metadata: { name: 'metrics-server' } });
}
