import { SHAPE_PATHS, type VersionStyle } from '../state/version-style.ts';

interface IconProps {
  readonly kind: 'shape' | 'loss' | 'slow';
  readonly path: string;
  readonly fill?: string;
  /** Drawn on top. */
  readonly sign?: string;
}

/** A mark of the grid, for legends and names. */
export function Icon({ kind, path, fill, sign }: IconProps) {
  return (
    <svg class={`icon ${kind}`} viewBox="-.5 -.5 11 11" aria-hidden="true">
      <path d={path} fill={fill} />
      {sign && <path d={sign} class="mark" />}
    </svg>
  );
}

export function VersionIcon({ style }: { style: VersionStyle | undefined }) {
  return style ? <Icon kind="shape" path={SHAPE_PATHS[style.shape]} fill={style.colour} /> : null;
}
