/** The colours of the current theme, as the style sheet has them. */
export interface Paint {
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly paper: string;
  readonly loss: string;
  readonly lossBand: string;
  readonly fault: string;
  readonly hung: string;
  readonly leaving: string;
  /** Inside of the mark of a slow answer. */
  readonly slow: string;
  readonly meter: string;
  readonly font: string;
}

export function readPaint(): Paint {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: value('--ink'),
    quiet: value('--quiet'),
    line: value('--line'),
    paper: value('--paper'),
    loss: value('--loss'),
    lossBand: value('--loss-band'),
    fault: value('--fault'),
    hung: value('--hung'),
    leaving: value('--leaving'),
    slow: value('--slow'),
    meter: value('--meter'),
    font: getComputedStyle(document.body).fontFamily,
  };
}

/** A version's colour moved towards the ink: its outline, without which yellow on white is not seen. */
export function outlineOf(colour: string, paint: Paint): string {
  return `color-mix(in oklab, ${colour} 62%, ${paint.ink})`;
}

/** Any CSS colour as #rrggbb; what is none stays as it is. */
export function toHex(colour: string): string {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return colour;
  context.fillStyle = colour;
  return String(context.fillStyle);
}
