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

/** The colours of styles/palette.css in the current theme, for the canvases. */
export type ThemeColors = Readonly<Record<(typeof NAMES)[number] | 'font', string>>;

export function readThemeColors(): ThemeColors {
  const probe = document.createElement('i');
  document.body.append(probe);
  // Canvases keep their colours in forced colours: a loss must stand out.
  probe.style.setProperty('forced-color-adjust', 'none');
  const colorOf = (name: string): string => {
    // Through `color`: a custom property still holds both themes.
    probe.style.color = `var(--${name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)})`;
    return getComputedStyle(probe).color;
  };
  const colors = Object.fromEntries(NAMES.map((name) => [name, colorOf(name)]));
  probe.remove();
  return { ...colors, font: getComputedStyle(document.body).fontFamily } as ThemeColors;
}

/** A version's colour, mixed with the ink: without this outline, yellow on white is hard to see. */
export function outlineOf(color: string, colors: ThemeColors): string {
  return `color-mix(in oklab, ${color} 62%, ${colors.ink})`;
}

/** Any CSS colour as #rrggbb; other text stays as it is. */
export function toHex(color: string): string {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return color;
  context.fillStyle = color;
  return String(context.fillStyle);
}
