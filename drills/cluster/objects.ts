/** The objects of the API that the drills read, each under its version and kind. */

import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2.d.ts';
import type { Lease } from 'kubernetes-types/coordination/v1.d.ts';
import type { Node, Pod, PodSpec, Service } from 'kubernetes-types/core/v1.d.ts';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import type { ObjectMeta } from 'kubernetes-types/meta/v1.d.ts';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts';

export type { HorizontalPodAutoscalerSpec as V2HorizontalPodAutoscalerSpec } from 'kubernetes-types/autoscaling/v2.d.ts';
export type {
  ConfigMap as V1ConfigMap,
  Container as V1Container,
  ContainerStateTerminated as V1ContainerStateTerminated,
  ContainerStatus as V1ContainerStatus,
  Event as CoreV1Event,
} from 'kubernetes-types/core/v1.d.ts';
export type { OwnerReference as V1OwnerReference } from 'kubernetes-types/meta/v1.d.ts';

/** Of whatever kind. */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata: ObjectMeta & { name: string };
}

/** As the API server sends it: a manifest may lack a name, a spec or a status, and its type allows that. */
type Stored<T> = T & KubernetesObject & { [Field in keyof T & ('spec' | 'status')]-?: NonNullable<T[Field]> };

interface WithTemplate {
  metadata: { generation: number };
  spec: { replicas: number; template: { metadata: ObjectMeta; spec: PodSpec } };
}

export type V1Deployment = Stored<Deployment> & WithTemplate;
export type V1EndpointSlice = Stored<EndpointSlice>;
export type V1Lease = Stored<Lease>;
export type V1Node = Stored<Node>;
export type V1Pod = Stored<Pod>;
export type V1PodDisruptionBudget = Stored<PodDisruptionBudget>;
export type V1ReplicaSet = Stored<ReplicaSet> & WithTemplate;
export type V1Service = Stored<Service>;
export type V2HorizontalPodAutoscaler = Stored<HorizontalPodAutoscaler>;
