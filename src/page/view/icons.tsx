import type { ComponentChildren } from 'preact';
import type { Loss } from '../state/sampler.ts';
import { LOSS_PATHS, SHAPE_PATHS, type VersionStyle } from '../state/version-style.ts';

/** A version's mark beside its name. */
export function VersionIcon({ style }: { style: VersionStyle | undefined }) {
  if (!style) return null;
  return (
    <Icon name="shape">
      <path d={SHAPE_PATHS[style.shape]} fill={style.colour} />
    </Icon>
  );
}

export function LossIcon({ loss }: { loss: Loss }) {
  return (
    <Icon name="loss">
      <path d="M0 0h10v10H0z" />
      <path d={LOSS_PATHS[loss]} class="mark" />
    </Icon>
  );
}

/** A slow answer's mark: hollow, whatever its version's shape. */
export function SlowIcon() {
  return (
    <Icon name="slow">
      <path d={SHAPE_PATHS.square} />
    </Icon>
  );
}

function Icon({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <svg class={`icon ${name}`} viewBox="-.5 -.5 11 11" aria-hidden="true">
      {children}
    </svg>
  );
}
