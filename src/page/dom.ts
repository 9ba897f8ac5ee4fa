import type { Loss } from './state/sampler.ts';
import type { Shape } from './state/version-style.ts';

/** The element of the document with this id. */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the document has no #${id}`);
  return element as E;
}

export function create<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: { className?: string; text?: string; title?: string } = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (options.className) element.className = options.className;
  if (options.title) element.title = options.title;
  element.append(...(options.text === undefined ? [] : [options.text]), ...children);
  return element;
}

/** Leaves what is right already alone: a rewritten text would be selected and read anew. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** In a box of 10 by 10. */
export const SHAPE_PATHS: Readonly<Record<Shape, string>> = {
  square: 'M.7.7h8.6v8.6H.7z',
  circle: 'M5 .4a4.6 4.600 0 1 0 .001 0z',
  diamond: 'M5-.3 10.300 5 5 10.300-.3 5z',
  triangle: 'M5 .2 10.100 9.500H-.1z',
  hexagon: 'M2.600.6h4.800L9.900 5 7.400 9.400H2.600L.1 5z',
  cross: 'M3.200.3h3.600v2.900h2.900v3.600H6.800v2.900H3.200V6.800H.3V3.200h2.900z',
};

/** Drawn in the paper's colour on a filled square: each kind of loss has its own mark. */
export const LOSS_PATHS: Readonly<Record<Loss, string>> = {
  'no-answer': 'M2.600 2.600l4.800 4.800M7.400 2.600l-4.800 4.800',
  timeout: 'M3 2.500h4L3 7.500h4z',
  '5xx': 'M5 2v3.600M5 7.300v.9',
  'wrong-answer': 'M2.500 3.800h5M2.500 6.200h5M6.500 2.200l-3 5.600',
};

const SVG = 'http://www.w3.org/2000/svg';

/** A version's mark beside its name. */
export function shapeIcon(shape: Shape, colour: string): SVGSVGElement {
  const svg = icon('shape');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SHAPE_PATHS[shape]);
  path.setAttribute('fill', colour);
  svg.append(path);
  return svg;
}

export function lossIcon(loss: Loss): SVGSVGElement {
  const svg = icon('loss');
  const back = document.createElementNS(SVG, 'path');
  back.setAttribute('d', 'M0 0h10v10H0z');
  back.setAttribute('class', 'back');
  const mark = document.createElementNS(SVG, 'path');
  mark.setAttribute('d', LOSS_PATHS[loss]);
  mark.setAttribute('class', 'mark');
  svg.append(back, mark);
  return svg;
}

/** A slow answer's mark: hollow, whatever its version's shape. */
export function slowIcon(): SVGSVGElement {
  const svg = icon('slow');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SHAPE_PATHS.square);
  svg.append(path);
  return svg;
}

function icon(className: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '-.5 -.5 11 11');
  svg.setAttribute('class', `icon ${className}`);
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}

/** Fits a canvas to its box at the screen's own resolution. Answers its size in CSS pixels. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
  heightPx: number,
): { context: CanvasRenderingContext2D; width: number } {
  const scale = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const [deviceWidth, deviceHeight] = [Math.round(width * scale), Math.round(heightPx * scale)];
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
  const wanted = `${heightPx}px`;
  if (canvas.style.height !== wanted) canvas.style.height = wanted;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no canvas');
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, heightPx);
  return { context, width };
}
