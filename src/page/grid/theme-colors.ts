const NAMES = [
  'ink',
  'quiet',
  'line',
  'paper',
  'loss',
  'lossBand',
  'fault',
  'hung',
  'leaving',
  'slow',
  'good',
] as const;

/** The colours of styles/palette.css in the theme in use, for what is drawn on a canvas. */
export type ThemeColors = Readonly<Record<(typeof NAMES)[number] | 'font', string>>;

export function readThemeColors(): ThemeColors {
  const probe = document.createElement('i');
  document.body.append(probe);
  // What is drawn is not forced: a loss has to stand out from what is around it.
  probe.style.setProperty('forced-color-adjust', 'none');
  const colorOf = (name: string): string => {
    // Through `color`, since a custom property still has both themes in it.
    probe.style.color = `var(--${name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)})`;
    return getComputedStyle(probe).color;
  };
  const colors = Object.fromEntries(NAMES.map((name) => [name, colorOf(name)]));
  probe.remove();
  return { ...colors, font: getComputedStyle(document.body).fontFamily } as ThemeColors;
}

/** A version's colour moved towards the ink: its outline, without which yellow on white is not seen. */
export function outlineOf(color: string, colors: ThemeColors): string {
  return `color-mix(in oklab, ${color} 62%, ${colors.ink})`;
}

/** Any CSS colour as #rrggbb; what is none stays as it is. */
export function toHex(color: string): string {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return color;
  context.fillStyle = color;
  return String(context.fillStyle);
}
