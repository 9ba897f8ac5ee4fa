import type { ObjectMeta } from 'kubernetes-types/meta/v1.d.ts';

/*
 * The objects of the API that the drills read, each under its version and kind.
 */
export type { Deployment as V1Deployment, ReplicaSet as V1ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
export type {
  HorizontalPodAutoscaler as V2HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec as V2HorizontalPodAutoscalerSpec,
} from 'kubernetes-types/autoscaling/v2.d.ts';
export type { Lease as V1Lease } from 'kubernetes-types/coordination/v1.d.ts';
export type {
  ConfigMap as V1ConfigMap,
  Container as V1Container,
  ContainerStateTerminated as V1ContainerStateTerminated,
  ContainerStatus as V1ContainerStatus,
  Event as CoreV1Event,
  Node as V1Node,
  Pod as V1Pod,
  Service as V1Service,
} from 'kubernetes-types/core/v1.d.ts';
export type { EndpointSlice as V1EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
export type { OwnerReference as V1OwnerReference } from 'kubernetes-types/meta/v1.d.ts';
export type { PodDisruptionBudget as V1PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts';

/** Of whatever kind. */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}
