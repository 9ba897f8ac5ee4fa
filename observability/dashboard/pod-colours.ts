/**
 * Every panel gives a pod the same colour. Grafana 9.5 can choose a colour by the order of the series or by
 * their names. The colour follows from the last character of the name, which is one of 27: sometimes two pods
 * share a colour.
 */

/** The characters of the names that Kubernetes generates: no vowels, and no digit that looks like one. */
const CHARACTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** Neighbours in the alphabet differ much in hue. Red and the colours of dashed lines are not among them. */
const COLOURS = [
  ['#73BF69', '#5794F2', '#FADE2A', '#B877D9', '#FF9830', '#37C8C3', '#E584C4', '#A5C34A', '#8AB8FF'],
  ['#37872D', '#1F60C4', '#CCA300', '#8F3BB8', '#C4600A', '#147D7A', '#B3478F', '#6B7F1E', '#4A6FA5'],
  ['#9BE08F', '#82B5D8', '#E5D35B', '#D683CE', '#E0A86E', '#6ED0E0', '#F9BA8F', '#CFE06E', '#AEA2E0'],
].flat();

export const POD_COLOURS = COLOURS.map((colour, index) => ({
  /** Matches a legend whose last word is a pod's five characters. */
  pattern: `/(^| )[${CHARACTERS}]{4}${CHARACTERS[index]}$/`,
  colour,
}));
