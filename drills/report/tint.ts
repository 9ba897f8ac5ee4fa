/** A hue for the version, a shade of it for the pod, as report.css numbers them. */
export interface Tint {
  readonly hue: number;
  readonly shade: number;
}

const HUES = 4;
const SHADES = 4;
/** For pods that never answered. */
export const NO_VERSION: Tint = { hue: HUES, shade: 0 };

/** The tint of each pod. `versions` is by pod. */
export function tintsOf(versions: ReadonlyMap<string, string>): Map<string, Tint> {
  const byVersion = [...Map.groupBy(versions, ([, version]) => version)];
  return new Map(
    byVersion.flatMap(([version, pods], turn) =>
      pods.map(([pod], index) => [pod, { hue: hueOf(version, turn), shade: index % SHADES }]),
    ),
  );
}

/** Version 1 is blue and version 2 orange wherever this project shows them; other names take turns. */
function hueOf(version: string, turn: number): number {
  const major = Number.parseInt(version.replace(/^v/u, ''), 10);
  return (Number.isNaN(major) ? turn : Math.max(0, major - 1)) % HUES;
}

/** report.css makes --tint and --on-tint of it. */
export function tintStyle({ hue, shade }: Tint): string {
  return `--hue:var(--hue-${hue});--shade:var(--shade-${shade})`;
}
